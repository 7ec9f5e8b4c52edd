"""The record is added up by person and week: kept up to date, and made anew exactly."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import connection

from zetje.behaviour.weeks import week_number, week_of
from zetje.content.testing import make_story
from zetje.insights.door.tallies import deeds_of_week, keep_tallies, rebuild_tallies
from zetje.insights.models import Tally, TallyMark
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.sharing import operations as sharing
from zetje.sharing.testing import make_share, make_skip

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())
HOUR = timedelta(hours=1)


@pytest.fixture
def crew():
    organisation = make_organisation()
    return [make_member(organisation, given_name=name) for name in ("Anna", "Bram", "Cas")]


def keep(organisation, now=NOW):
    with tenant(organisation.pk):
        return keep_tallies(organisation_id=organisation.pk, zone=ZONE, now=now)


def rebuild(organisation, now=NOW):
    with tenant(organisation.pk):
        return rebuild_tallies(organisation_id=organisation.pk, zone=ZONE, now=now)


def rows_of(organisation):
    with tenant(organisation.pk):
        return set(
            Tally.objects.values_list(
                "person", "week", "choices", "skips", "starts", "shares", "own_words", "clicks"
            )
        )


_TABLES = """
    SELECT 'chosen', c.member_id, c.chosen_at FROM sharing_choice c WHERE c.undone_at IS NULL
    UNION ALL SELECT 'skipped', c.member_id, c.chosen_at FROM sharing_choice c
        WHERE c.undone_at IS NULL AND c.kind = 'skip'
    UNION ALL SELECT 'shared', s.member_id, s.confirmed_at FROM sharing_share s
        WHERE s.undone_at IS NULL AND s.confirmed_at IS NOT NULL
    UNION ALL SELECT 'own_words', s.member_id, s.confirmed_at FROM sharing_share s
        WHERE s.undone_at IS NULL AND s.confirmed_at IS NOT NULL AND s.own_words
"""


def tables_say(organisation):
    """How often who did what in which week, by the tables of sharing as they stand.

    Not what was started: a text that is taken along once more some weeks later moves to that week
    in the tables, and stays in the week of its beginning in the record.
    """
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        rows = cursor.fetchall()
    found = Counter()
    for name, member, at in rows:
        week = week_of(at, zone=ZONE)
        found[week, name, member] += 1
        if name == "shared":
            found.update({(week + ahead, "in_month", member): 1 for ahead in range(4)})
    return found


def tallies_say(organisation, week):
    with tenant(organisation.pk):
        deeds = deeds_of_week(organisation_id=organisation.pk, week=week, month_weeks=4)
    return {
        (week, name, member): count
        for name in ("chosen", "skipped", "shared", "own_words", "in_month")
        for member, count in zip(deeds.member.tolist(), getattr(deeds, name).tolist(), strict=True)
        if count
    }


def do_something(rng, member, stories, now):
    """One act by chance: skip, copy, post, post in own words, take back, post after all."""
    story = stories[int(rng.integers(len(stories)))]
    network = ("linkedin", "bluesky")[int(rng.integers(2))]
    act = int(rng.integers(6))
    try:
        if act == 0:
            choice = make_skip(member, story, now=now)
            if rng.random() < 0.3:
                with tenant(member.organisation_id):
                    sharing.undo_choice(member=member, choice=choice, now=now)
            return
        text = "Kijk nou eens wat wij doen" if act == 1 else ""
        share = make_share(
            member, story, network=network, text=text, confirmed=act in (1, 2), now=now
        )
        with tenant(member.organisation_id):
            if act in (2, 3):
                sharing.deny_share(member=member, share=share, now=now + timedelta(minutes=1))
            if act == 3 and rng.random() < 0.5:
                sharing.confirm_share(member=member, share=share, now=now + timedelta(minutes=2))
    except sharing.ChoiceRefusedError:
        return


@pytest.mark.parametrize("seed", range(4))
def test_what_the_record_adds_up_to_is_what_the_tables_say(crew, seed) -> None:
    organisation = crew[0].organisation
    rng = np.random.default_rng(seed)
    stories = [make_story(organisation) for _ in range(8)]
    for week in range(4):
        for number in range(12):
            now = NOW + timedelta(weeks=week, hours=4 * number + int(rng.integers(3)))
            do_something(rng, crew[int(rng.integers(3))], stories, now)
        keep(organisation, NOW + timedelta(weeks=week, days=4))

    kept = rows_of(organisation)
    assert rebuild(organisation, NOW + timedelta(weeks=5)) == 0
    assert rows_of(organisation) == kept
    told = {}
    for week in range(WEEK, WEEK + 8):
        told |= tallies_say(organisation, week)
    assert told == tables_say(organisation)
    assert {name for _, name, _ in told} == {"chosen", "skipped", "shared", "own_words", "in_month"}


def test_a_choice_that_is_taken_back_weeks_later_counts_in_no_week(crew) -> None:
    organisation, story = crew[0].organisation, make_story(crew[0].organisation)
    make_skip(crew[0], story, now=NOW)
    keep(organisation)
    make_share(crew[0], story, now=NOW + timedelta(weeks=2))

    assert keep(organisation, NOW + timedelta(weeks=2)) == 2

    assert {row[1] for row in rows_of(organisation)} == {WEEK + 2}


def test_a_share_counts_as_started_in_the_week_of_its_beginning(crew) -> None:
    organisation, story = crew[0].organisation, make_story(crew[0].organisation)
    make_share(crew[0], story, confirmed=False, now=NOW)
    make_share(crew[0], story, text="Kijk nou eens wat wij doen", now=NOW + timedelta(weeks=1))

    keep(organisation)

    told = {
        week: (starts, shares, own)
        for _, week, _, _, starts, shares, own, _ in rows_of(organisation)
    }
    assert told == {WEEK: (1, 0, 0), WEEK + 1: (0, 1, 1)}


def click(member, kind, **details):
    with tenant(member.organisation_id):
        record(
            organisation_id=member.organisation_id,
            kind=kind,
            person_key=member.person_key,
            at=NOW,
            source="seen",
            subject="link:7",
            details=details,
        )


def test_clicks_that_turn_out_to_be_none_are_taken_off(crew) -> None:
    for counted in (True, True, True, False):
        click(crew[0], "link.clicked", label="human", counted=counted)
    click(crew[0], "click.relabelled", before="human", label="probable_bot", was_counted=True)
    click(crew[0], "click.relabelled", before="human", label="probable_bot", was_counted=False)
    click(crew[0], "click.discounted", label="human", reason="own")

    keep(crew[0].organisation)

    assert [row[-1] for row in rows_of(crew[0].organisation)] == [1]


def test_what_stands_wrongly_is_put_right_and_told(crew) -> None:
    organisation = crew[0].organisation
    make_skip(crew[0], make_story(organisation), now=NOW)
    make_skip(crew[1], make_story(organisation), now=NOW)
    rebuild(organisation)
    right = rows_of(organisation)
    with tenant(organisation.pk):
        Tally.objects.filter(person=crew[0].person_key).update(choices=9)
        Tally.objects.filter(person=crew[1].person_key).update(week=WEEK + 7)

    assert rebuild(organisation) == 3
    assert rows_of(organisation) == right


def test_whoever_had_not_committed_yet_is_found_the_next_time(crew) -> None:
    organisation = crew[0].organisation
    for number, member in enumerate(crew[:2]):
        make_skip(member, make_story(organisation), now=NOW)
        keep(organisation, NOW + number * 2 * HOUR)
    keep(organisation, NOW + 4 * HOUR)
    with tenant(organisation.pk):
        mark = TallyMark.objects.get()
        # As if this had been seen before somebody who wrote earlier had committed.
        Tally.objects.filter(person=crew[1].person_key).delete()
        TallyMark.objects.update(settled=mark.seen - 3)

    keep(organisation, NOW + 5 * HOUR)

    assert {row[0] for row in rows_of(organisation)} == {one.person_key for one in crew[:2]}
