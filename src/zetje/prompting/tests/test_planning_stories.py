"""Tests of which stories a plan gives to whom, and why."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_team
from zetje.prompting.models import DigestStory
from zetje.prompting.tests.planning import (
    EARLY,
    Choice,
    Member,
    Membership,
    Message,
    local,
    make_stories,
    plan,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


def test_a_story_does_not_come_twice_nor_after_a_choice(organisation: Any) -> None:
    first, second, third, fourth = make_stories(organisation)
    member = make_member(organisation)
    with tenant(organisation.pk):
        Choice.objects.create(
            organisation=organisation, member=member, story=first, kind="skip", chosen_at=EARLY
        )
    plan(organisation)
    fresh = make_story(organisation, published_at=EARLY)

    plan(organisation, EARLY + timedelta(days=7))

    by_digest = [
        {row.story_id for row in rows(organisation, DigestStory) if row.digest_id == digest.pk}
        for digest in rows(organisation)
    ]
    assert by_digest == [{second.pk, third.pk, fourth.pk}, {fresh.pk}]


def test_language_team_and_dates_are_kept_to(organisation: Any) -> None:
    team, other = make_team(organisation), make_team(organisation)
    dutch = make_story(organisation, published_at=EARLY, language="nl")
    english = make_story(organisation, published_at=EARLY, language="en")
    ours = make_story(organisation, published_at=EARLY, teams=[team])
    make_story(organisation, published_at=EARLY, teams=[other])
    make_story(organisation, published_at=EARLY, ends_on=date(2026, 9, 14))
    make_story(organisation, published_at=EARLY, withdrawn_at=EARLY)
    make_story(organisation, published_at=None)
    both = make_member(organisation, team=team, preferences={"languages": ["nl", "en"]})
    alone = make_member(organisation, language="en")

    plan(organisation)

    with tenant(organisation.pk):
        pairs = set(DigestStory.objects.values_list("digest__member_id", "story_id"))
    assert pairs == {
        (both.pk, dutch.pk),
        (both.pk, english.pk),
        (both.pk, ours.pk),
        (alone.pk, english.pk),
    }


def reasons(organisation: Any, member: Any) -> dict[int, str]:
    with tenant(organisation.pk):
        found = DigestStory.objects.filter(digest__member=member)
        return dict(found.values_list("story_id", "reason"))


def test_reasons_say_what_is_true_of_the_person(organisation: Any) -> None:
    team = make_team(organisation)
    long_ago = EARLY - timedelta(days=30)
    bikes = make_story(organisation, topic="bikes", published_at=long_ago)
    ours = make_story(organisation, teams=[team], published_at=long_ago)
    plain = make_story(organisation, published_at=long_ago)
    member = make_member(organisation, team=team, preferences={"topics": ["bikes"]})

    plan(organisation)

    assert reasons(organisation, member) == {
        bikes.pk: "own_topic",
        ours.pk: "own_team",
        plain.pk: "only_you",
    }


def test_what_was_told_as_the_only_one_stays_true_for_the_whole_week(
    organisation: Any,
) -> None:
    team = make_team(organisation)
    long_ago = EARLY - timedelta(days=30)
    (story,) = make_stories(organisation, 1, published_at=long_ago)
    first = make_member(organisation, team=team)
    plan(organisation)
    assert reasons(organisation, first) == {story.pk: "only_you"}
    mate = make_member(organisation, team=team, preferences={"digest_weekday": 3})
    stranger = make_member(organisation, preferences={"digest_weekday": 3})

    plan(organisation, local("2026-09-17T07:00"))

    assert reasons(organisation, mate) == {}
    assert reasons(organisation, stranger) == {story.pk: "fits"}


def test_pins_phases_and_topics_are_kept_to(organisation: Any) -> None:
    make_stories(organisation, 6, published_at=EARLY)
    pinned = make_story(organisation, published_at=EARLY - timedelta(days=200), pinned_at=EARLY)
    make_story(organisation, published_at=EARLY, pinned_at=EARLY, archived_at=EARLY)
    # Nobody here ever shared, so everybody is in the first phase.
    first = make_story(organisation, published_at=EARLY, phases=["information"], pinned_at=EARLY)
    make_story(organisation, published_at=EARLY, phases=["confirmation"], pinned_at=EARLY)
    topical = {"topic": "naven", "is_for_topic_only": True}
    asked = make_story(organisation, published_at=EARLY, pinned_at=EARLY, **topical)
    one = make_member(organisation, preferences={"topics": ["naven"]})
    other = make_member(organisation)

    plan(organisation)

    assert set(reasons(organisation, one)) == {pinned.pk, first.pk, asked.pk}
    assert {"pinned", "own_topic"} < set(reasons(organisation, one).values())
    assert {pinned.pk, first.pk} < set(reasons(organisation, other))
    assert asked.pk not in reasons(organisation, other)


def test_two_thousand_people_are_planned_fairly(organisation: Any) -> None:
    teams = [make_team(organisation) for _ in range(40)]
    stories = make_stories(organisation, 12, published_at=EARLY - timedelta(days=3))
    members = _many_members(organisation, teams, 2000)

    assert plan(organisation) == 2000

    with tenant(organisation.pk):
        placed = list(DigestStory.objects.values_list("digest__member_id", "story_id"))
        messages = Message.objects.count()
    assert messages == 2000
    assert len(placed) == 6000
    shown = {story.pk: sum(story.pk == each for _, each in placed) for story in stories}
    assert min(shown.values()) > 300
    sets: dict[int, set[int]] = {}
    for member_id, story_id in placed:
        sets.setdefault(member_id, set()).add(story_id)
    team_of = {member.pk: member.team_id for member in members}
    distinct = {(team_of[member_id], frozenset(chosen)) for member_id, chosen in sets.items()}
    assert len(distinct) == 2000


def _many_members(organisation: Any, teams: list[Any], count: int) -> list[Any]:
    with tenant(organisation.pk):
        members = Member.objects.bulk_create(
            Member(
                organisation=organisation,
                email=f"lid{number}@noordnaaf.example",
                given_name=f"Lid {number}",
                team=teams[number % len(teams)],
            )
            for number in range(count)
        )
        Membership.objects.bulk_create(
            Membership(
                organisation=organisation,
                member=member,
                house_rules_version=1,
                joined_at=datetime(2026, 1, 5, tzinfo=UTC),
            )
            for member in members
        )
    return members
