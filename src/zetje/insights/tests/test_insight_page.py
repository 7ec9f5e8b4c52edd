"""The page Insight says what was frozen, in words anybody understands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.insights.operations.freezing import freeze_period
from zetje.insights.presenters.course import change_of, course_of
from zetje.insights.queries import Cell, Period
from zetje.insights.tests.frozen import freeze_programme
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member, make_team, signed_in
from zetje.sharing.testing import make_share

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())


def period(week: int) -> Period:
    return Period(week, 100)


def cell(week: int, value: int | None) -> Cell:
    return Cell("", value, 100, "" if value is not None else "fewer than five", period(week))


def test_a_week_that_cannot_be_told_parts_the_line() -> None:
    course = course_of([cell(6, 30), cell(5, 20), cell(4, None), cell(3, 10), cell(2, 5)])

    assert course.top.startswith("50 ")
    assert course.lines == ["M0.00 90.00 L25.00 80.00", "M75.00 60.00 L100.00 40.00"]
    assert [dot.is_last for dot in course.dots] == [False, False, False, True]
    assert "between 5 and 30" in course.says
    assert [row.said for row in course.rows][2] == "fewer than five"


def test_the_top_of_the_picture_fits_what_is_in_it() -> None:
    few = course_of([cell(1, 4), cell(2, 8)])
    all_of_them = course_of([replace(cell(1, 100)), cell(2, 99)])

    assert few.top.startswith("10 ")
    assert all_of_them.top.startswith("100 ")


def weeks(*values: int) -> list[Cell]:
    return [cell(105_000 - back, value) for back, value in enumerate(reversed(values))]


def test_what_changed_from_the_first_weeks_to_the_last_is_said() -> None:
    with override("en"):
        said = change_of(weeks(15, 16, 17, 16, *[20] * 8, 25, 27, 26, 26))
        fell = change_of(weeks(25, 27, 26, 26, *[20] * 8, 15, 16, 17, 16))

    assert said.startswith("In the last four weeks 26 of 100 colleagues shared in a week; in ")
    assert said.endswith(" it was 16.")
    assert fell.endswith(" it was 26.")


@pytest.mark.parametrize(
    "values",
    [
        # Chance does as much.
        [15, 16, 17, 16, *[16] * 4, 18, 17, 19, 18],
        [5, 30, 10, 20, *[16] * 4, 20, 35, 15, 30],
        # Too few weeks.
        [15, 16, 17, 16, 25, 27, 26, 26],
    ],
)
def test_what_chance_explains_is_no_change(values: list[int]) -> None:
    assert change_of(weeks(*values)) == ""


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def page_of(member: Any) -> str:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get("/insight/").content.decode()


def test_before_a_week_is_frozen_the_page_says_when(cast: Cast) -> None:
    assert "The first week is still being counted." in page_of(cast.pim)


def test_the_page_tells_of_a_frozen_week_in_few_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    here = cast.organisation
    with tenant(here.pk):
        team = make_team(here, name="Workshop")
        crew = [
            make_member(here, given_name=f"W{n}", family_name="", team=team, joined=n < 30)
            for n in range(60)
        ]
        story = make_story(here)
        for member in crew[:10]:
            make_share(member, story, now=NOW)
    for week in range(WEEK - 9, WEEK + 1):
        now = NOW + timedelta(weeks=week - WEEK + 1)
        freeze_period(organisation_id=here.pk, week=week, now=now)

    with django_assert_max_num_queries(28):
        page = page_of(cast.wil)

    assert "10 of 6" in page
    assert "Workshop" in page
    assert '<path class="line"' in page or "fewer than five" in page


def test_the_page_opens_with_the_map_and_the_week_it_is_of(cast: Cast) -> None:
    freeze_programme(cast.organisation, week=WEEK)

    page = page_of(cast.pim)

    assert "of 163 would share if they got stories today." in page
    assert "Customer care came over the action line since June, 17 colleagues." in page
    assert "Week 38, 14 September to 20 September 2026" in page
    assert page.count('<text class="f-name') == 8
    assert "The same in numbers" in page


def test_below_fifty_people_there_is_no_map_and_the_page_says_why(cast: Cast) -> None:
    freeze_period(organisation_id=cast.organisation.pk, week=WEEK, now=NOW + timedelta(weeks=1))

    assert "Not a map yet." in page_of(cast.pim)
