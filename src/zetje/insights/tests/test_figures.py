"""Figures are sums of frozen cells, by any way of grouping, and words where there is no count."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from zetje.insights import queries as insights
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek
from zetje.insights.queries.joined import joined_figures
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.tenure import ONE_TO_THREE, OVER_THREE, UNDER_ONE, tenure_of
from zetje.lib.tenancy import tenant
from zetje.people.registry import JoinedFigures
from zetje.people.testing import make_organisation

pytestmark = pytest.mark.django_db

WEEK = 105_000
NOW = datetime(2026, 9, 22, tzinfo=UTC)
BLOCKS = {
    1: ("Sales", "NL", "nl", OVER_THREE, 20),
    2: ("Sales", "NL", "en", UNDER_ONE, 12),
    3: ("Workshop", "NL", "nl", "", 30),
    4: ("Legal", "DE", "en", "", 9),
    5: ("", "DE", "", "", 8),
}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def here():
    organisation = make_organisation()
    with tenant(organisation.pk):
        freeze(organisation)
        yield organisation


def freeze(organisation, week=WEEK, minimum=5):
    FrozenWeek.objects.create(
        organisation=organisation, week=week, minimum=minimum, people=79, frozen_at=NOW
    )
    for block, (team, country, language, tenure, people) in BLOCKS.items():
        BlockWeek.objects.create(
            organisation=organisation,
            week=week,
            block=block,
            team={"Sales": 11, "Workshop": 12, "Legal": 13}.get(team, 0),
            team_name=team,
            country=country,
            language=language,
            tenure=tenure,
            people=people,
        )


def cells(organisation, figure, *given, week=WEEK):
    """Cells as (blocks, count, total or None) or (blocks, words)."""
    for number, (blocks, count, *total) in enumerate(given):
        is_told = isinstance(count, int)
        FigureCell.objects.create(
            organisation=organisation,
            week=week,
            figure=figure,
            number=number,
            people=sum(BLOCKS[block][4] for block in blocks) if figure != "phase" else 60,
            count=count if is_told else None,
            total=(total or [count])[0] if is_told else None,
            words="" if is_told else count,
            blocks=blocks,
        )


def told(organisation, name, by=None):
    period = insights.periods(organisation.pk)[0]
    found = insights.figure(organisation_id=organisation.pk, name=name, period=period, by=by)
    return [(cell.label, cell.value, cell.of, cell.words) for cell in found]


TOGETHER = "counted together with other groups"


def test_the_groups_of_a_figure_are_sums_of_whole_cells(here) -> None:
    cells(here, "joined", ([1], 9), ([2], 6), ([3], 15), ([4, 5], 7))

    assert told(here, Figure.JOINED) == [("", 37, 79, "")]
    assert told(here, Figure.JOINED, "team") == [
        ("Legal", None, 9, TOGETHER),
        ("Sales", 15, 32, ""),
        ("Workshop", 15, 30, ""),
        ("", 7, 17, ""),
    ]
    assert told(here, Figure.JOINED, "country") == [("DE", 7, 17, ""), ("NL", 30, 62, "")]
    assert told(here, Figure.JOINED, "language") == [
        ("en", 6, 12, ""),
        ("nl", 24, 50, ""),
        ("", 7, 17, ""),
    ]
    assert told(here, Figure.JOINED, "tenure") == [
        (OVER_THREE, 9, 20, ""),
        (UNDER_ONE, 6, 12, ""),
        ("", 22, 47, ""),
    ]


def test_a_sum_is_told_beside_how_many_people_it_is_of(here) -> None:
    cells(here, "shares", ([1, 2, 3], 12, 31), ([4, 5], 5, 8))

    assert told(here, Figure.SHARES) == [("", 39, 79, "")]
    assert told(here, Figure.SHARES, "country") == [("DE", 8, 17, ""), ("NL", 31, 62, "")]


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        (Figure.JOINED, "few", "fewer than five"),
        (Figure.JOINED, "most", "all but a few"),
        (Figure.SHARES, "few", "from too few people to say"),
    ],
)
def test_where_all_together_are_too_few_every_group_is_told_in_the_same_words(
    here, name, words, said
) -> None:
    cells(here, name, ([1, 2, 3, 4, 5], words))

    assert told(here, name) == [("", None, 79, said)]
    assert told(here, name, "country") == [("DE", None, 17, said), ("NL", None, 62, said)]


def test_a_higher_minimum_is_told_as_it_was_that_week(here) -> None:
    freeze(here, week=WEEK + 1, minimum=8)
    cells(here, "joined", ([1, 2, 3, 4, 5], "few"), week=WEEK + 1)

    assert told(here, Figure.JOINED) == [("", None, 79, "fewer than 8")]


def test_people_are_told_by_any_group(here) -> None:
    assert told(here, Figure.PEOPLE, "team") == [
        ("Legal", 9, 9, ""),
        ("Sales", 32, 32, ""),
        ("Workshop", 30, 30, ""),
        ("", 8, 8, ""),
    ]


def test_phases_are_told_of_everybody_and_neighbours_together(here) -> None:
    cells(here, "phase", ([1], 30), ([2], 20), ([3, 4, 5], 10))

    assert told(here, Figure.PHASE_1) == [("", 30, 60, "")]
    assert told(here, Figure.PHASE_2, "team") == [("", 20, 60, "")]
    assert told(here, Figure.PHASE_4) == [("", None, 60, "counted together with its neighbours")]


def test_phases_of_too_few_people_are_not_told(here) -> None:
    assert told(here, Figure.PHASE_1) == [("", None, None, "fewer than five")]


def test_several_weeks_are_told_in_the_order_they_were_asked_in(here) -> None:
    freeze(here, week=WEEK + 1)
    for week in (WEEK, WEEK + 1):
        cells(here, "joined", ([1, 2, 3, 4, 5], 30 + week - WEEK), week=week)
    weeks = insights.periods(here.pk)

    found = insights.figure(organisation_id=here.pk, name=Figure.JOINED, period=weeks)

    assert [(cell.period.week, cell.value) for cell in found] == [(WEEK + 1, 31), (WEEK, 30)]
    assert (weeks[0].last - weeks[0].first).days == 6
    assert weeks[0].iso == weeks[0].first.isocalendar()[:2]


def test_a_week_of_nobody_is_told_as_nothing(here) -> None:
    FrozenWeek.objects.create(organisation=here, week=WEEK + 1, minimum=5, people=0, frozen_at=NOW)

    assert told(here, Figure.JOINED) == []
    assert joined_figures(here.pk) == JoinedFigures()


def test_who_joined_is_told_by_the_key_of_the_team(here) -> None:
    cells(here, "joined", ([1], 9), ([2], 6), ([3], 15), ([4, 5], 7))

    found = joined_figures(here.pk)

    assert (found.whole.joined, found.whole.not_joined) == (37, 42)
    assert {key: count.joined for key, count in found.by_team.items()} == {11: 15, 12: 15}


def test_before_the_first_week_nothing_is_told_of_who_joined() -> None:
    organisation = make_organisation()

    with tenant(organisation.pk):
        assert joined_figures(organisation.pk) == JoinedFigures()


@pytest.mark.parametrize(
    ("started_on", "band"),
    [
        (None, ""),
        (date(2026, 9, 1), UNDER_ONE),
        (date(2025, 9, 1), ONE_TO_THREE),
        (date(2023, 8, 1), OVER_THREE),
    ],
)
def test_tenure_is_told_in_three_bands(started_on, band) -> None:
    assert tenure_of(started_on, on=date(2026, 9, 22)) == band
