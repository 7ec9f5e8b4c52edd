"""Several figures are told of the same groups: the finest that are whole cells of each of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zetje.insights import queries as insights
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek, StudyResult
from zetje.insights.queries import Period
from zetje.insights.rules.figures import Figure
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_organisation

pytestmark = pytest.mark.django_db

WEEK = 105_000
NOW = datetime(2026, 9, 22, tzinfo=UTC)
# Two blocks of sales, one of each other team, and one of people of several small teams.
TEAMS = {1: 11, 2: 11, 3: 12, 4: 13, 5: 0}
NAMES = {11: "Sales", 12: "Workshop", 13: "Legal", 0: ""}
STEPS = ("quarter_digests", "quarter_looks", "quarter_starts", "quarter_shares")


@pytest.fixture
def here():
    organisation = make_organisation()
    with tenant(organisation.pk):
        yield organisation


def freeze(organisation, week, cells):
    """A week of five blocks of twenty, with cells (blocks, total) of each figure."""
    own = {"organisation": organisation, "week": week}
    FrozenWeek.objects.create(**own, minimum=5, people=100, frozen_at=NOW)
    for block, team in TEAMS.items():
        BlockWeek.objects.create(**own, block=block, team=team, team_name=NAMES[team], people=20)
    for figure, given in cells.items():
        for number, (blocks, total) in enumerate(given):
            FigureCell.objects.create(
                **own,
                figure=figure,
                number=number,
                people=20 * len(blocks),
                count=None if total is None else 10 * len(blocks),
                total=total,
                words="few" if total is None else "",
                blocks=blocks,
            )


def groups(organisation, *names):
    found = insights.team_groups(
        organisation_id=organisation.pk, names=[Figure(name) for name in names], weeks=[WEEK]
    )
    return {
        (tuple(sorted(group.teams)), group.names, group.people, *group.totals.values())
        for group in found.get(WEEK, ())
    }


def test_a_group_is_whole_in_each_figure(here) -> None:
    freeze(
        here,
        WEEK,
        {
            "shares": [([1], 9), ([2], 6), ([3], 15), ([4, 5], 7)],
            "clicks": [([1, 3], 20), ([2], 6), ([4], 8), ([5], 5)],
        },
    )

    assert groups(here, "shares") == {
        ((11,), ("Sales",), 40, 15),
        ((12,), ("Workshop",), 20, 15),
        ((0, 13), ("Legal",), 40, 7),
    }
    assert groups(here, "shares", "clicks") == {
        ((11, 12), ("Sales", "Workshop"), 60, 30, 26),
        ((0, 13), ("Legal",), 40, 7, 13),
    }


def test_where_one_figure_cannot_be_told_there_is_no_group(here) -> None:
    freeze(here, WEEK, {"shares": [([1, 2, 3, 4, 5], 9)], "clicks": [([1, 2, 3, 4, 5], None)]})

    assert groups(here, "shares") == {((0, 11, 12, 13), ("Sales", "Legal", "Workshop"), 100, 9)}
    assert groups(here, "shares", "clicks") == set()
    assert groups(here, "shares", "joined") == set()


def steps_of(*totals):
    """Cells of each step of a quarter: one of sales and the workshop each, one of the others."""
    blocks = ([1, 2], [3], [4, 5])
    return {
        name: list(zip(blocks, each, strict=True))
        for name, each in zip(STEPS, zip(*totals, strict=True), strict=True)
    }


def study(organisation):
    StudyResult.objects.create(
        organisation=organisation,
        week=WEEK,
        study="fogg",
        people=100,
        studied_at=NOW,
        details={
            "mean": [1.5, -0.4, 2.0],
            "covariance": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            "errors": [0.1, 0.1, 0.2],
        },
    )


def map_of(organisation, weeks):
    known = insights.latest_results(organisation.pk, ["fogg"]).get("fogg")
    return insights.fogg_map(organisation.pk, weeks, known=known)


def test_the_map_tells_where_groups_are_and_were(here) -> None:
    freeze(here, WEEK, steps_of((260, 200, 150, 140), (130, 110, 30, 28), (260, 90, 40, 30)))
    freeze(here, WEEK - 13, steps_of((260, 200, 90, 80), (130, 110, 30, 28), (260, 90, 40, 30)))
    study(here)
    weeks = [Period(WEEK, 100), Period(WEEK - 13, 100)]

    found = map_of(here, weeks)

    assert [group.names for group in found.groups] == [("Sales",), ("Workshop",), ("Legal",)]
    sales, workshop, _others = found.groups
    assert sales.steps.people == 20
    assert sales.now.above > 0.95 > 0.5 > sales.before.above
    assert workshop.now == workshop.before
    assert (found.people, found.before) == (50, weeks[1])
    assert found.sharing[1] < found.sharing[0] < found.sharing[2]
    assert map_of(here, weeks[:1]).groups[0].before is None


def test_groups_that_were_told_otherwise_then_have_no_earlier_place(here) -> None:
    freeze(here, WEEK, steps_of((260, 200, 150, 140), (130, 110, 30, 28), (260, 90, 40, 30)))
    together = {name: [([1, 2, 3], 90), ([4, 5], 40)] for name in STEPS}
    freeze(here, WEEK - 13, together)
    study(here)

    found = map_of(here, [Period(WEEK, 100), Period(WEEK - 13, 100)])

    assert [group.before is None for group in found.groups] == [True, True, False]


def test_without_a_study_or_without_digests_there_is_no_map(here) -> None:
    freeze(here, WEEK, steps_of((260, 200, 150, 140), (130, 110, 30, 28), (260, 90, 40, 30)))
    weeks = [Period(WEEK + 1, 100), Period(WEEK, 100)]
    assert map_of(here, weeks[1:]) is None

    study(here)

    assert map_of(here, weeks[1:]) is not None
    assert map_of(here, weeks) is None
    assert map_of(here, []) is None


def test_the_smallest_of_very_many_teams_are_drawn_together(here, monkeypatch) -> None:
    freeze(here, WEEK, steps_of((260, 200, 150, 140), (130, 110, 30, 28), (260, 90, 40, 30)))
    study(here)
    monkeypatch.setattr("zetje.insights.queries.fogg.MOST", 2)

    found = map_of(here, [Period(WEEK, 100)])

    assert [group.names for group in found.groups] == [("Sales",), ("Workshop", "Legal")]
    assert found.groups[1].steps.digests == 390
