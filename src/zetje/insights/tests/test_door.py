"""What is read of each person is what they were and did in that week, and nothing of another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.insights.door.tallies import keep_tallies
from zetje.insights.door.weeks import person_weeks
from zetje.insights.rules.figures import COUNTED, Figure
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.prompting.testing import make_decision, make_digest
from zetje.recognition.operations.challenges import stay_out
from zetje.recognition.testing import make_challenge
from zetje.recognition.testing.points import make_point_week
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())
# Half an hour after midnight on Monday in Amsterdam: still Sunday in UTC.
MONDAY = datetime(2026, 9, 13, 22, 30, tzinfo=UTC)


@pytest.fixture
def anna():
    organisation = make_organisation()
    team = make_team(organisation)
    return make_member(
        organisation, given_name="Anna", team=team, country="DE", started_on=date(2024, 1, 1)
    )


def week_of(member, week=WEEK):
    """The figures of a member that are not 0, and their phase under 0."""
    own, zone = member.organisation_id, ZoneInfo("Europe/Amsterdam")
    with tenant(own):
        keep_tallies(organisation_id=own, zone=zone, now=NOW)
        found = person_weeks(organisation_id=own, week=week, zone=zone)
    assert [person.member for person in found.people] == found.member.tolist()
    rows = dict(zip(found.member.tolist(), found.values.tolist(), strict=True))
    if member.pk not in rows:
        return None
    named = dict(zip([*COUNTED, 0], rows[member.pk], strict=True))
    return {name: value for name, value in named.items() if value}


QUIET = {Figure.JOINED: 1, 0: 1}


def test_who_did_nothing_joined_and_is_where_everybody_begins(anna) -> None:
    assert week_of(anna) == QUIET


def test_posts_count_in_the_week_in_which_they_were_confirmed(anna) -> None:
    story = make_story(anna.organisation)
    make_share(anna, story, now=MONDAY)
    make_share(anna, story, network="bluesky", text="Kijk nou eens wat wij doen", now=NOW)
    make_share(anna, story, network="xing", confirmed=False, now=NOW)

    shared = {Figure.SHARED_MONTH: 1, **QUIET}
    assert week_of(anna) == shared | {
        Figure.OPENED_DIGEST: 1,
        Figure.CHOSE: 1,
        Figure.CHOICES: 1,
        Figure.STARTED: 1,
        Figure.SHARED: 1,
        Figure.SHARES: 2,
        Figure.OWN_WORDS: 1,
        Figure.PLAYED: 1,
        Figure.PLAYS: 2,
    }
    assert week_of(anna, WEEK - 1) == QUIET
    assert week_of(anna, WEEK + 3) == shared
    assert week_of(anna, WEEK + 4) == QUIET


def test_skips_are_choices_too(anna) -> None:
    for _ in range(2):
        make_skip(anna, make_story(anna.organisation), now=NOW)

    assert week_of(anna) == QUIET | {
        Figure.OPENED_DIGEST: 1,
        Figure.CHOSE: 1,
        Figure.CHOICES: 2,
        Figure.SKIPPED: 1,
        Figure.SKIPS: 2,
    }


def test_readers_count_in_the_week_in_which_they_came(anna) -> None:
    share = make_share(anna, make_story(anna.organisation), now=NOW - timedelta(weeks=9))
    with tenant(anna.organisation_id):
        for counted in (True, True, False):
            record(
                organisation_id=anna.organisation_id,
                kind="link.clicked",
                person_key=anna.person_key,
                at=NOW,
                source="seen",
                subject=f"link:{share.link_id}",
                details={"label": "human", "reason": "", "counted": counted},
            )

    assert week_of(anna) == QUIET | {Figure.CLICKED: 1, Figure.CLICKS: 2}
    assert week_of(anna, WEEK + 1) == QUIET


def test_digests_prompts_and_phases_are_those_of_the_week(anna) -> None:
    make_digest(anna, [make_story(anna.organisation)], now=NOW)
    make_decision(anna, now=NOW)
    with tenant(anna.organisation_id):
        for kind, after in (("digest.opened", None), ("phase.changed", 2), ("phase.changed", 3)):
            record(
                organisation_id=anna.organisation_id,
                kind=kind,
                person_key=anna.person_key,
                at=NOW,
                source="system",
                details={"before": 1, "after": after} if after else {},
            )

    quarter = {Figure.QUARTER_GOT: 1, Figure.QUARTER_DIGESTS: 1}
    assert week_of(anna) == quarter | {
        Figure.JOINED: 1,
        Figure.GOT_DIGEST: 1,
        Figure.OPENED_DIGEST: 1,
        Figure.PROMPTED: 1,
        0: 3,
    }
    assert week_of(anna, WEEK - 1) == QUIET
    assert week_of(anna, WEEK + 1) == {Figure.JOINED: 1, 0: 3} | quarter


def test_digests_of_a_quarter_are_counted_by_how_far_they_led(anna) -> None:
    stories = [make_story(anna.organisation) for _ in range(3)]
    for back, story in enumerate(stories):
        make_digest(anna, [story], now=NOW - timedelta(weeks=back))
    make_skip(anna, stories[1], now=NOW)
    # On the Monday after: not in the figures of the week that was over by then.
    make_share(anna, stories[2], now=MONDAY + timedelta(weeks=1, hours=1))

    got = {Figure.QUARTER_GOT: 1, Figure.QUARTER_DIGESTS: 3}
    looked = {Figure.QUARTER_LOOKED: 1, Figure.QUARTER_LOOKS: 1}
    led = (Figure.QUARTER_LOOKED, Figure.QUARTER_STARTED, Figure.QUARTER_SHARED)
    sums = (Figure.QUARTER_LOOKS, Figure.QUARTER_STARTS, Figure.QUARTER_SHARES)
    assert quarter_of(anna, WEEK) == got | looked
    assert quarter_of(anna, WEEK + 1) == (
        got | dict.fromkeys(led, 1) | dict(zip(sums, (2, 1, 1), strict=True))
    )
    assert quarter_of(anna, WEEK + 12) == got | {Figure.QUARTER_DIGESTS: 1}
    assert quarter_of(anna, WEEK + 13) == {}


def quarter_of(member, week):
    return {
        name: value
        for name, value in week_of(member, week).items()
        if str(name).startswith("quarter_")
    }


def test_silence_is_no_prompt(anna) -> None:
    make_decision(anna, now=NOW, arm="")

    assert week_of(anna) == QUIET


def test_a_pause_is_told_and_what_was_done_outside_the_programme_is_not(anna) -> None:
    make_share(anna, make_story(anna.organisation), now=NOW)
    with tenant(anna.organisation_id):
        people.pause_programme(member=anna, starts_at=NOW, ends_at=None, now=NOW)
        assert Figure.PAUSED in week_of(anna)
        people.leave_programme(member=anna, now=NOW + timedelta(days=2))

    assert week_of(anna) == {}


def test_who_left_or_has_yet_to_begin_is_not_there(anna) -> None:
    later = make_member(anna.organisation, started_on=date(2026, 9, 21))
    with tenant(anna.organisation_id):
        people.deactivate_member(member=anna, by=None, now=NOW)

    assert week_of(anna) is None
    assert week_of(anna, WEEK - 1) == QUIET
    assert week_of(later) is None
    assert week_of(later, WEEK + 1) == QUIET


def play_of(member, week=WEEK):
    names = ("points", "points_two", "points_month", "plays")
    found = week_of(member, week)
    return tuple(found.get(Figure(name), 0) for name in names)


def test_points_count_for_the_team_in_three_whiles_and_only_of_who_plays(anna) -> None:
    for back, points in enumerate((4, 0, 2, 3, 50)):
        make_point_week(anna, points, week=WEEK - back)
    make_share(anna, make_story(anna.organisation), now=NOW)
    make_share(anna, make_story(anna.organisation), network="facebook", now=NOW)

    assert play_of(anna) == (4, 4, 9, 1)
    assert play_of(anna, WEEK + 1) == (0, 4, 6, 0)
    assert week_of(anna)[Figure.EARNED_MONTH] == 1

    with tenant(anna.organisation_id):
        people.save_privacy(member=anna, switches={"league": False}, alias="", now=NOW)
    assert play_of(anna) == (0, 0, 0, 0)


def test_who_stays_out_of_a_challenge_is_in_no_team_figure_of_its_weeks(anna) -> None:
    make_point_week(anna, 4, week=WEEK)
    challenge = make_challenge(anna, now=NOW, weeks=1)
    with tenant(anna.organisation_id):
        stay_out(member=anna, challenge=challenge, stays_out=True, now=NOW)

    assert play_of(anna) == (0, 0, 0, 0)
    assert play_of(anna, WEEK + 1) == (0, 4, 4, 0)
