"""The own page: when and where, quiet and away, browsers, and the way out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.fields import posted
from zetje.people import operations, queries
from zetje.people.access import MemberRequest, device_cookie, joined_required, signed_in
from zetje.people.forms.habits import AwayForm, HabitsForm, WhereaboutsForm, habits_of
from zetje.people.forms.privacy import PauseForm
from zetje.people.models import Member
from zetje.people.presenters.joining import network_choices
from zetje.people.presenters.me import headline, pause_to_come
from zetje.people.registry import topics_of
from zetje.people.rules.pauses import pause_between, pause_of_days

_LONGEST_QUICK_PAUSE = 31
_QUICK_PAUSE_DIGITS = 3


@signed_in
@require_safe
def me(request: MemberRequest) -> HttpResponse:
    """Everything somebody may set for themselves."""
    return _page(request)


@joined_required
@require_POST
def save_habits(request: MemberRequest) -> HttpResponse:
    """Keep networks, moment, languages and topics."""
    topics = topics_of(request.organisation.pk)
    form = HabitsForm(request.POST, member=request.member, topics=topics)
    if not form.is_valid():
        return _page(request, habits=form)
    operations.save_habits(member=request.member, habits=form.habits(), now=timezone.now())
    return _done(request, _("Kept. The next mail follows it."))


@signed_in
@require_POST
def save_whereabouts(request: MemberRequest) -> HttpResponse:
    """Keep language, time zone and working days."""
    form = WhereaboutsForm(request.POST)
    if not form.is_valid():
        return _page(request, whereabouts=form)
    given = form.cleaned_data
    operations.save_whereabouts(
        member=request.member,
        language=given["language"],
        time_zone=given["time_zone"],
        working_days=given["working_days"],
    )
    return _done(request, _("Kept."))


@signed_in
@require_POST
def add_away(request: MemberRequest) -> HttpResponse:
    """Note days away."""
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _page(request, away=form)
    given = form.cleaned_data
    operations.add_own_leave(
        member=request.member, starts_on=given["starts_on"], ends_on=given["ends_on"]
    )
    return _done(request, _("Noted. We stay quiet on those days."))


@signed_in
@require_POST
def remove_away(request: MemberRequest) -> HttpResponse:
    """Take days away back."""
    form = AwayForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        operations.remove_own_leave(
            member=request.member, starts_on=given["starts_on"], ends_on=given["ends_on"]
        )
    return _done(request, _("Taken off the list."))


@joined_required
@require_POST
def pause(request: MemberRequest) -> HttpResponse:
    """Keep quiet: one press for some days or for good, or from one date to another."""
    member, now = request.member, timezone.now()
    days = request.POST.get("days", "")
    is_number = days.isascii() and days.isdigit() and len(days) <= _QUICK_PAUSE_DIGITS
    if is_number and int(days) <= _LONGEST_QUICK_PAUSE:
        starts_at, ends_at = pause_of_days(days=int(days), time_zone=member.time_zone, now=now)
    else:
        form = PauseForm(request.POST, today=_today(member, now))
        if not form.is_valid():
            return _page(request, pause=form)
        starts_at, ends_at = pause_between(
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            time_zone=member.time_zone,
            now=now,
        )
    operations.pause_programme(member=member, starts_at=starts_at, ends_at=ends_at, now=now)
    return _done(request, _("It is quiet now. Your chain rests by itself."))


@signed_in
@require_POST
def resume(request: MemberRequest) -> HttpResponse:
    """End the quiet."""
    operations.resume_programme(member=request.member, now=timezone.now())
    return _done(request, _("Welcome back."))


@signed_in
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """Leave the programme at once; the page that follows has the way back."""
    operations.leave_programme(member=request.member, now=timezone.now())
    return redirect("me")


@signed_in
@require_safe
def devices(request: MemberRequest) -> HttpResponse:
    """The browsers somebody is signed in or known with."""
    own = queries.devices_of(
        member=request.member, cookie=device_cookie(request), now=timezone.now()
    )
    return render(request, "people/me_devices.html", {"devices": own})


@signed_in
@require_POST
def end_device(request: MemberRequest) -> HttpResponse:
    """Forget one browser and end its session."""
    operations.end_device(member=request.member, token=posted(request, "device"))
    messages.success(request, _("Signed out there."))
    return redirect("me_devices")


@signed_in
@require_POST
def end_all_devices(request: MemberRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    operations.sign_out_everywhere(member=request.member)
    request.session.flush()
    return redirect("signed_out")


def _done(request: MemberRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("me")


def _page(request: MemberRequest, **faulty: Any) -> HttpResponse:
    """The own page; a form with faults takes the place of the one it was filled in as."""
    member, now = request.member, timezone.now()
    standing = queries.standing_of(member=member, now=now)
    moment = queries.digest_moment_of(member)
    forms = _forms(request, weekday=moment.weekday, now=now) | faulty
    context = {
        **forms,
        "headline": headline(member=member, standing=standing, moment=moment, now=now),
        "to_come": pause_to_come(member=member, standing=standing, now=now),
        "is_joined": standing.is_joined,
        "is_paused": standing.is_paused(now),
        "rules_version": queries.current_house_rules(request.organisation).version,
        "networks": network_choices(forms["habits"]["networks"].value() or []),
        "days_away": queries.days_away(member=member, since=_today(member, now)),
    }
    return render(request, "people/me.html", context, status=422 if faulty else 200)


def _forms(request: MemberRequest, *, weekday: int, now: datetime) -> dict[str, Any]:
    member = request.member
    return {
        "habits": HabitsForm(
            initial=habits_of(queries.preferences_of(member), weekday=weekday),
            member=member,
            topics=topics_of(request.organisation.pk),
        ),
        "whereabouts": WhereaboutsForm(
            initial={
                "language": member.language,
                "time_zone": member.time_zone,
                "working_days": [str(day) for day in member.working_days],
            }
        ),
        "away": AwayForm(),
        "pause": PauseForm(today=_today(member, now)),
    }


def _today(member: Member, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.time_zone)).date()
