"""The page of recognition, and the switch on it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.behaviour.weeks import week_of
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.people.access import MemberRequest, joined_required, signed_in
from zetje.recognition.presenters.challenges import live_view
from zetje.recognition.presenters.leagues import league_page
from zetje.recognition.presenters.rewards import bon_view
from zetje.recognition.presenters.shoutouts import wall_view
from zetje.recognition.presenters.together import together_view
from zetje.recognition.queries.boards import goal_that_stands
from zetje.recognition.queries.leagues import league_of
from zetje.recognition.queries.ranks import rank_of
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import switches_for


@require_safe
@signed_in
def show_recognition(request: MemberRequest) -> HttpResponse:
    """Who is thanked, what is to be won, and where one stands among people alike."""
    member, now = request.member, timezone.now()
    has = game_switches(member.organisation_id)
    switches = switches_for(member, now=now, has=has)
    takes_part = members.is_joined(member.pk)
    plays = takes_part and switches.has_leagues
    league = league_of(member=member, now=now) if plays else None
    goal = goal_that_stands(member.organisation_id)
    context: dict[str, Any] = {
        "switches": switches,
        "takes_part": takes_part,
        "is_without_game": switches != has,
        "in_leagues": members.preferences_of(member).league,
        "together": together_view(member=member, switches=switches, goal=goal),
        "wall": wall_view(member=member, now=now) if switches.shoutouts else None,
        "challenge": live_view(member=member, now=now)
        if switches.challenges and takes_part
        else None,
        "bon": bon_view(member=member, now=now),
        "may_change": bool(request.roles & {"administrator", "programme_manager"}),
    }
    if league is not None:
        last_week = week_of(now, zone=ZoneInfo(member.time_zone)) - 1
        rank = rank_of(organisation_id=member.organisation_id, member_id=member.pk, week=last_week)
        context["league"] = league_page(league, rank=rank)
    return render(request, "recognition/page.html", context)


@require_POST
@joined_required
def set_league(request: MemberRequest) -> HttpResponse:
    """Take part in leagues and boards, or vanish from them at once."""
    on = request.POST.get("league", "") == "on"
    people.set_switch(member=request.member, name="league", on=on, now=timezone.now())
    if on:
        messages.success(request, _("You take part. Your seat is there on Monday at the latest."))
    else:
        messages.success(
            request, _("You are in no league any more, and in no team figure from the next one on.")
        )
    return redirect("recognition")
