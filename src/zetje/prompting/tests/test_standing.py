"""Where people stand: phase and habit from the event record, for nobody but themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.apps import apps
from django.test import TestCase

from zetje.behaviour.fogg import Suggestion
from zetje.behaviour.phases import Phase
from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.operations.preferences import save_privacy
from zetje.people.testing import make_cast, make_member, make_organisation
from zetje.prompting.events import PhaseChanged
from zetje.prompting.models import Digest, ProbeDraw, Standing, WhyAnswer
from zetje.prompting.operations import draw_probes, place_members, plan_digests, standing
from zetje.prompting.operations.standing import WhyRefusedError
from zetje.prompting.queries import standing_of, standings_amiss
from zetje.prompting.rules.standing_probes import CHANCE
from zetje.prompting.testing import make_past_shares, make_probe_weeks
from zetje.prompting.tests.mails import mail_of
from zetje.recognition import queries as recognition
from zetje.sharing.operations import deny_share
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db

# Sunday evening in New York is Monday of week 38 in Amsterdam.
NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)


def test_who_has_no_record_yet_is_informed_and_what_is_kept_comes_in_the_order_asked() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        own = {"organisation": cast.organisation}
        Standing.objects.create(
            **own,
            member=cast.bram,
            phase=Phase.APPLICATION,
            habit_strength=0.25,
            suggestion=Suggestion.FACILITATOR,
            counted_at=NOW,
        )
        for member, week, is_free in [(cast.anna, 38, True), (cast.bram, 38, False)]:
            ProbeDraw.objects.create(
                **own,
                member=member,
                iso_year=2026,
                iso_week=week,
                is_free=is_free,
                probability=0.25,
                drawn_at=NOW,
            )
        asked = [cast.bram.pk, cast.anna.pk]
        found = standing_of(organisation_id=cast.organisation.pk, member_ids=asked, now=NOW)
        cast.anna.time_zone = "America/New_York"
        cast.anna.save()
        there = standing_of(organisation_id=cast.organisation.pk, member_ids=asked, now=NOW)

    assert found.member.tolist() == asked
    assert found.phase.tolist() == [Phase.APPLICATION, Phase.INFORMATION]
    assert found.habit_strength.tolist() == [0.25, 0.0]
    assert found.probe.tolist() == [False, True]
    assert found.suggestion.tolist() == [Suggestion.FACILITATOR, Suggestion.NOT_ENOUGH_DATA]
    assert there.probe.tolist() == [False, False]


LONG_AGO = datetime(2024, 1, 3, 10, tzinfo=UTC)


def wednesdays(last: date, count: int) -> list[datetime]:
    """The Wednesday of the week of a day, and of the weeks before it, oldest first."""
    end = datetime(last.year, last.month, last.day, 10, tzinfo=UTC)
    end += timedelta(days=2 - end.weekday())
    return [end - timedelta(weeks=back) for back in reversed(range(count))]


def iso_weeks(moments: Sequence[datetime]) -> list[tuple[int, int]]:
    return [tuple(moment.isocalendar()[:2]) for moment in moments]


def phase_of(member: Any, now: datetime) -> Phase:
    """Where a member stands after everything was counted anew, and nothing is amiss then."""
    own = {"organisation_id": member.organisation_id}
    place_members(**own, now=now)
    with tenant(member.organisation_id):
        assert standings_amiss(**own, now=now) == []
        return Phase(int(standing_of(**own, member_ids=[member.pk], now=now).phase[0]))


def test_every_transition_follows_from_what_was_done_and_is_told_once() -> None:
    member = make_member(make_organisation(), joined_at=LONG_AGO)
    stories = [make_story(member.organisation) for _ in range(9)]
    told: list[tuple[int, int]] = []
    now = NOW.replace(hour=9)
    assert phase_of(member, now) == Phase.INFORMATION

    with tenant(member.organisation_id):
        for story in stories[:2] * 2:
            standing.note_read(member=member, story_id=story.pk, now=now)
        with pytest.raises(WhyRefusedError):
            standing.answer_why(member=member, answer="money", own_words="", now=now)
        assert phase_of(member, now) == Phase.INFORMATION
        for answer in ("craft", "proud"):
            standing.answer_why(member=member, answer=answer, own_words=" Omdat. ", now=now)
        kept = WhyAnswer.objects.get(member=member)
        assert (kept.answer, kept.own_words) == ("proud", "Omdat.")
    assert phase_of(member, now) == Phase.APPLICATION

    make_share(member, stories[0], now=now)
    for story in stories[:2]:
        with tenant(member.organisation_id):
            standing.note_example(member=member, story_id=story.pk, now=now)
    assert phase_of(member, now) == Phase.CONFIRMATION

    for story in stories[1:5]:
        make_share(member, story, text=f"In mijn eigen woorden over {story.title}.", now=now)
    assert phase_of(member, now) == Phase.CONFIRMATION
    make_share(member, stories[5], text="En nog eens, heel anders gezegd dan daarnet.", now=now)
    assert phase_of(member, now) == Phase.CONSOLIDATION
    with tenant(member.organisation_id):
        told = [
            (row.details["before"], row.details["after"])
            for row in Event.objects.filter(kind="phase.changed", person_key=member.person_key)
        ]
        assert Event.objects.filter(kind="story.read").count() == 2
        # Who would like a word of an expert is not done before they had one.
        names = ("learns", "experiments", "chain_shown", "shoutouts", "feedback")
        save_privacy(member=member, switches=dict.fromkeys(names, True), alias="", now=now)
    assert told == [(1, 2), (2, 3), (3, 4)]
    assert phase_of(member, now) == Phase.CONFIRMATION


def test_a_habit_that_carries_probe_weeks_is_verified_and_a_lapse_leads_gently_back() -> None:
    organisation = make_organisation()
    member = make_member(organisation, joined_at=LONG_AGO)
    away = make_member(organisation, joined_at=LONG_AGO)
    story = make_story(organisation)
    weeks = wednesdays(date(2026, 9, 9), 44)
    for each in (member, away):
        make_past_shares(each, story, weeks)
        make_probe_weeks(each, iso_weeks(weeks[-8::2]), now=NOW)
    with tenant(organisation.pk):
        for one in (1, 2):
            standing.note_example(member=member, story_id=one, now=LONG_AGO)
        apps.get_model("people", "Leave")._default_manager.create(
            organisation=organisation,
            member=away,
            starts_on=date(2026, 9, 14),
            ends_on=date(2027, 9, 20),
        )
    assert phase_of(member, NOW) == Phase.VERIFIED
    with tenant(organisation.pk):
        found = standing_of(organisation_id=organisation.pk, member_ids=[member.pk], now=NOW)
        assert 0.7 < found.habit_strength[0] < 0.75

    # An open probe week without a share says nothing yet; one that is over does.
    make_probe_weeks(member, iso_weeks(wednesdays(date(2026, 11, 4), 5)), now=NOW)
    assert phase_of(member, NOW + timedelta(weeks=3)) == Phase.VERIFIED
    assert phase_of(member, NOW + timedelta(weeks=9)) == Phase.CONSOLIDATION
    assert phase_of(member, NOW + timedelta(weeks=40)) == Phase.CONFIRMATION
    assert phase_of(member, NOW + timedelta(weeks=55)) == Phase.APPLICATION
    # Weeks of leave are no weeks of one's own: nothing ages.
    assert phase_of(away, NOW + timedelta(weeks=45)) == Phase.VERIFIED

    back = NOW + timedelta(weeks=56)
    make_past_shares(member, story, [back])
    assert phase_of(member, back) == Phase.CONFIRMATION


def test_a_share_that_was_taken_back_is_none_and_a_wrong_row_is_found_and_mended() -> None:
    member = make_member(make_organisation(), joined_at=LONG_AGO)
    now = NOW.replace(hour=9)
    share = make_share(member, make_story(member.organisation), now=now)
    assert phase_of(member, now) == Phase.APPLICATION
    with tenant(member.organisation_id):
        deny_share(member=member, share=share, now=now + timedelta(minutes=1))
    assert phase_of(member, now) == Phase.INFORMATION

    own = {"organisation_id": member.organisation_id}
    with tenant(member.organisation_id):
        Standing.objects.filter(member=member).update(phase=Phase.VERIFIED)
        assert standings_amiss(**own, now=now) == [f"standing of member:{member.pk}"]
    with TestCase.captureOnCommitCallbacks() as told:
        assert place_members(**own, now=now) == 1
    assert [call.args[0] for call in told] == [  # type: ignore[attr-defined]
        PhaseChanged(**own, member_id=member.pk, before=Phase.VERIFIED, after=Phase.INFORMATION)
    ]


def test_probe_weeks_are_drawn_a_week_ahead_never_two_in_a_row_and_get_no_digest() -> None:
    organisation = make_organisation(digest_weekday=1, digest_hour=9)
    members = [make_member(organisation, joined_at=LONG_AGO) for _ in range(60)]
    refuser, beginner, member = members[0], members[1], members[2]
    make_story(organisation)
    own = {"organisation_id": organisation.pk}
    with tenant(organisation.pk):
        refuser.preferences.experiments = False
        refuser.preferences.save()
        Standing.objects.bulk_create(
            Standing(**own, member=each, phase=phase, habit_strength=0, counted_at=NOW)
            for each in members
            for phase in [Phase.CONFIRMATION if each == beginner else Phase.CONSOLIDATION]
        )
    monday, rng = NOW.replace(hour=9), np.random.default_rng(7)
    assert draw_probes(**own, now=monday, rng=rng) == 58
    assert draw_probes(**own, now=monday, rng=rng) == 0
    with tenant(organisation.pk):
        drawn = {row.member_id: row for row in ProbeDraw.objects.all()}
        logged = Event.objects.filter(kind="probe.drawn")
        free = {key for key, row in drawn.items() if row.is_free}
        assert {(row.iso_year, row.iso_week) for row in drawn.values()} == {(2026, 39)}
        assert logged.count() == 58
        assert all(0.3 < row.details["probability"] == CHANCE < 0.4 for row in logged)
        assert sum(row.details["free"] for row in logged) == len(free)
        assert not {refuser.pk, beginner.pk} & set(drawn)
    assert 10 < len(free) < 30

    next_week = monday + timedelta(weeks=1)
    again = draw_probes(**own, now=next_week, rng=rng)
    assert again == 58 - len(free)
    plan_digests(**own, now=next_week + timedelta(days=1))
    with tenant(organisation.pk):
        planned = set(Digest.objects.values_list("member_id", flat=True))
        assert planned == {each.pk for each in members} - free
        rested = recognition.chains_for(**own, member_ids=list(free), week=number(next_week))
    assert {chain.nodes[-1].reason for chain in rested.values()} == {"quiet"}
    sharer = next(each for each in members if each.pk in free)
    make_past_shares(sharer, make_story(organisation), [next_week])
    with tenant(organisation.pk):
        chain = recognition.chains_for(**own, member_ids=[sharer.pk], week=number(next_week))
        probe = standing_of(**own, member_ids=[sharer.pk, member.pk], now=next_week).probe
    assert chain[sharer.pk].this_week == "shared"
    assert probe.tolist() == [True, member.pk in free]


def number(moment: datetime) -> int:
    return (moment.date().toordinal() - 1) // 7


def test_the_digest_announces_a_probe_week_and_brings_what_fits_the_phase() -> None:
    organisation = make_organisation(digest_weekday=1, digest_hour=9)
    told, other = (make_member(organisation, joined_at=LONG_AGO) for _ in range(2))
    old = {"published_at": LONG_AGO, "starts_on": LONG_AGO.date()}
    for _ in range(5):
        make_story(organisation, **old)
    success = make_story(organisation, kind="success_story", **old)
    with tenant(organisation.pk):
        Standing.objects.create(
            organisation=organisation,
            member=other,
            phase=Phase.CONSOLIDATION,
            habit_strength=0.5,
            counted_at=NOW,
        )
    make_probe_weeks(told, [(2026, 39)], now=NOW)
    plan_digests(organisation_id=organisation.pk, now=NOW + timedelta(days=1, hours=3))

    with tenant(organisation.pk):
        digests = {digest.member_id: digest for digest in Digest.objects.all()}
        got = set(digests[told.pk].stories.values_list("story_id", flat=True))
        mails = {key: mail_of(digest) for key, digest in digests.items()}
    assert success.pk in got
    for part in ("html", "text"):
        assert "Volgende week houden we ons stil" in getattr(mails[told.pk], part)
        assert "Volgende week" not in getattr(mails[other.pk], part)
