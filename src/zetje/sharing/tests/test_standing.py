"""How a member stands towards stories: their choices, and what they put aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast
from zetje.sharing.operations.choices import remind_later, undo_choice
from zetje.sharing.queries.choices import Standing, standing_of
from zetje.sharing.testing import NOW, make_skip

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def put_aside(cast: Cast, until: datetime, *, story: Any = None) -> Any:
    story = story or make_story(cast.organisation)
    remind_later(member=cast.anna, story=story, at=until, now=NOW)
    return story


def standing(cast: Cast, *stories: Any, now: datetime, since: datetime = NOW) -> Standing:
    return standing_of(
        member=cast.anna, story_ids=[story.pk for story in stories], since=since, now=now
    )


def test_what_came_back_stands_before_what_waits(cast: Cast) -> None:
    late, soon, waiting = (put_aside(cast, NOW + days * DAY) for days in (2, 1, 9))

    found = standing(cast, now=NOW + 3 * DAY)

    assert list(found.aside.items()) == [
        (soon.pk, NOW + DAY),
        (late.pk, NOW + 2 * DAY),
        (waiting.pk, NOW + 9 * DAY),
    ]
    assert {choice.kind for choice in found.choices.values()} == {"remind"}


def test_the_stories_of_the_week_are_not_named_as_aside(cast: Cast) -> None:
    mine, other = put_aside(cast, NOW + DAY), make_story(cast.organisation)
    make_skip(cast.anna, other)

    found = standing(cast, mine, other, now=NOW + DAY)

    assert found.aside == {}
    assert {pk: choice.kind for pk, choice in found.choices.items()} == {
        mine.pk: "remind",
        other.pk: "skip",
    }


def test_what_was_chosen_on_it_stays_for_the_rest_of_the_week(cast: Cast) -> None:
    story = put_aside(cast, NOW + DAY)
    skip = make_skip(cast.anna, story, now=NOW + 2 * DAY)

    chosen = standing(cast, now=NOW + 2 * DAY, since=NOW + DAY)
    week_after = standing(cast, now=NOW + 6 * DAY, since=NOW + 5 * DAY)
    undo_choice(member=cast.anna, choice=skip, now=NOW + 2 * DAY)
    undone = standing(cast, now=NOW + 2 * DAY, since=NOW + DAY)

    assert chosen.choices[story.pk].kind == "skip"
    assert (undone.aside, undone.choices) == ({story.pk: NOW + DAY}, {})
    assert week_after == Standing(choices={}, aside={})


def test_four_weeks_after_its_moment_it_is_not_named(cast: Cast) -> None:
    story = put_aside(cast, NOW + DAY)

    assert list(standing(cast, now=NOW + 28 * DAY).aside) == [story.pk]
    assert standing(cast, now=NOW + 29 * DAY).aside == {}


def test_it_is_the_members_own_and_one_query(cast: Cast, django_assert_num_queries) -> None:
    story = put_aside(cast, NOW + DAY)

    with django_assert_num_queries(1):
        theirs = standing_of(member=cast.bram, story_ids=[story.pk], since=NOW, now=NOW)

    assert theirs == Standing(choices={}, aside={})
