"""The inbox of the hub and the feeds behind it: take, look later, let pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms import AddressForm
from zetje.content.forms.tips import FeedForm
from zetje.content.models import Tip
from zetje.content.presenters import inbox as show
from zetje.content.rules.faults import Coded, words_for
from zetje.content.views.hub import EDITORS
from zetje.lib.fetching import FetchFailed, FetchRefused
from zetje.people.access import MemberRequest, role_required

UNREACHED = (operations.TargetRefused, FetchRefused, FetchFailed)
UNFIT = (operations.TargetRefused, operations.StoryRefused)
T = TypeVar("T")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def feeds(request: MemberRequest) -> HttpResponse:
    """The feeds that are read, and a form for another."""
    now = timezone.now()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            feed = operations.add_feed(
                by=request.member, address=form.cleaned_data["address"], now=now
            )
        except (*UNREACHED, operations.FeedUnreadable, operations.FeedKnown) as fault:
            form.refuse(fault, field="address")
        else:
            messages.success(request, _("“%(feed)s” is read from now on.") % {"feed": str(feed)})
            return redirect("content:feeds")
    found = list(queries.feeds_of(request.organisation.pk))
    rows = show.feed_rows(found, now=now)
    context = {
        "form": form,
        "feeds": list(zip(rows, (FeedForm.of(feed) for feed in found), strict=True)),
        "feeds_line": show.feeds_line(found),
    }
    return render(request, "content/feeds.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*EDITORS)
def set_feed(request: MemberRequest, token: str) -> HttpResponse:
    """Say how much of a feed may wait, and in which language."""
    feed = _of(queries.feed_by_token, request, token)
    form = FeedForm(request.POST)
    if form.is_valid():
        operations.set_feed(feed=feed, by=request.member, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("Give a number from 1 to 100."))
    return redirect("content:feeds")


@require_POST
@role_required(*EDITORS)
def stop_feed(request: MemberRequest, token: str) -> HttpResponse:
    """Read a feed no more."""
    feed = _of(queries.feed_by_token, request, token)
    operations.stop_feed(feed=feed, by=request.member, now=timezone.now())
    messages.success(request, _("“%(feed)s” is read no more.") % {"feed": str(feed)})
    return redirect("content:feeds")


@require_POST
@role_required(*EDITORS)
def read_feed(request: MemberRequest, token: str) -> HttpResponse:
    """Read a feed now instead of at the next hour."""
    feed = _of(queries.feed_by_token, request, token)
    found = operations.read_feed(
        organisation_id=request.organisation.pk, feed_id=feed.pk, now=timezone.now()
    )
    messages.success(request, _("Read. New: %(count)s.") % {"count": found})
    return redirect("content:feeds")


@require_POST
@role_required(*EDITORS)
def take_item(request: MemberRequest, token: str) -> HttpResponse:
    """Make a story of something a feed offers."""
    item = _of(queries.item_by_token, request, token)
    try:
        story = operations.take_feed_item(item=item, by=request.member, now=timezone.now())
    except UNFIT as fault:
        return _refused(request, fault)
    return redirect("content:story", story.token)


@require_POST
@role_required(*EDITORS)
def take_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Make a story of what a colleague suggests."""
    tip = _confirmed(request, token)
    try:
        story = operations.take_tip(tip=tip, by=request.member, now=timezone.now())
    except UNFIT as fault:
        return _refused(request, fault)
    return redirect("content:story", story.token)


@require_POST
@role_required(*EDITORS)
def pass_item(request: MemberRequest, token: str) -> HttpResponse:
    """Let something a feed offers go by."""
    item = _of(queries.item_by_token, request, token)
    operations.pass_feed_item(item=item, by=request.member, now=timezone.now())
    return _back(request, _("Passed. You know your people."))


@require_POST
@role_required(*EDITORS)
def pass_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Let a tip go by."""
    tip = _confirmed(request, token)
    operations.pass_tip(tip=tip, by=request.member, now=timezone.now())
    return _back(request, _("Passed. You know your people."))


@require_POST
@role_required(*EDITORS)
def put_off_item(request: MemberRequest, token: str) -> HttpResponse:
    """Look at something a feed offers in a week."""
    item = _of(queries.item_by_token, request, token)
    operations.put_off(item=item, by=request.member, now=timezone.now())
    return _back(request, _("Put aside. It comes back in a week."))


@require_POST
@role_required(*EDITORS)
def put_off_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Look at a tip in a week."""
    operations.put_off(item=_confirmed(request, token), by=request.member, now=timezone.now())
    return _back(request, _("Put aside. It comes back in a week."))


def _back(request: MemberRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(f"{reverse('content:hub')}#inbox")


def _refused(request: MemberRequest, fault: Coded) -> HttpResponse:
    messages.error(request, words_for(fault))
    return redirect(f"{reverse('content:hub')}#inbox")


def _confirmed(request: MemberRequest, token: str) -> Tip:
    """A tip that its giver stands for; a mail that waits for their word is not there yet."""
    tip = _of(queries.tip_by_token, request, token)
    if tip.confirmed_at is None:
        raise Http404
    return tip


def _of(find: Callable[[int, str], T | None], request: MemberRequest, token: str) -> T:
    found = find(request.organisation.pk, token)
    if found is None:
        raise Http404
    return found
