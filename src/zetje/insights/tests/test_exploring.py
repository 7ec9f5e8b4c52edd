"""Who explores sees any frozen figure by any grouping, drawn and in numbers, and no more."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import override

from zetje.behaviour.weeks import week_number
from zetje.insights import queries
from zetje.insights.models import FigureCell
from zetje.insights.presenters.exploring import MOST_GROUPS, exploration_of, figures_by_family
from zetje.insights.rules.figures import Figure
from zetje.insights.tests.frozen import NOW, PROGRAMME, Crowd, freeze_programme
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_organisation, signed_in

pytestmark = pytest.mark.django_db
WEEK = week_number(NOW.date())


def explored(figure, by=None, *, crowds=PROGRAMME):
    here = make_organisation()
    freeze_programme(here, week=WEEK, crowds=crowds)
    with tenant(here.pk), override("en"):
        weeks = queries.periods(here.pk)
        return exploration_of(here.pk, figure=figure, by=by, weeks=weeks)


def test_a_figure_of_everybody_is_one_line_in_parts_of_a_hundred() -> None:
    found = explored(Figure.JOINED)

    assert found.columns == ["Everybody"]
    assert [row.said for row in found.rows] == [["163 of 326"], ["163 of 326"]]
    assert (found.unit, found.top) == ("For 100 colleagues, taking part or not", "50")
    chart = json.loads(found.chart)
    assert chart["weeks"] == [WEEK - 13, WEEK]
    assert [each["values"] for each in chart["series"]] == [[50.0, 50.0]]


def test_groups_stand_by_size_and_those_without_a_name_last() -> None:
    found = explored(Figure.SHARED_MONTH, "team")

    assert found.columns[:2] == ["Workshop", "Warehouse"]
    assert found.columns[-1] == "Other groups together"
    assert [panel.label for panel in found.panels] == found.columns
    assert found.panels[0].last == "25 of 72"
    assert found.left_out == ""


def test_of_many_groups_the_largest_are_drawn_and_the_rest_is_said() -> None:
    crowds = [Crowd(f"Team {n}", 10 + n, (0.5, 0.8), (0.5, 0.8)) for n in range(11)]

    found = explored(Figure.SHARED_MONTH, "team", crowds=crowds)

    assert len(found.panels) == MOST_GROUPS
    assert found.columns[0] == "Team 10"
    assert found.left_out == "3 groups more are in a file of all figures."


def test_people_are_told_as_people() -> None:
    found = explored(Figure.PEOPLE, "team")

    assert (found.unit, found.top) == ("People", "100")
    assert found.rows[0].said[0] == "72"


def test_a_sum_is_told_beside_how_many_people_it_is_of() -> None:
    found = explored(Figure.QUARTER_SHARES, "team")

    assert found.panels[0].last.endswith(" among 72 people")


@pytest.mark.parametrize("figure", [Figure.PHASE_2, Figure.PLAYS])
def test_what_is_told_of_everybody_alone_is_called_so(figure) -> None:
    here = make_organisation()
    freeze_programme(here, week=WEEK)
    with tenant(here.pk), override("en"):
        own = {"organisation": here, "week": WEEK, "number": 0, "people": 163, "count": 40}
        name = "phase" if figure is Figure.PHASE_2 else figure
        blocks = [2] if figure is Figure.PHASE_2 else list(range(1, 9))
        FigureCell.objects.create(**own, figure=name, total=44, blocks=blocks)
        weeks = queries.periods(here.pk)[:1]
        found = exploration_of(here.pk, figure=figure, by="team", weeks=weeks)

    assert found.columns == ["Everybody"]
    assert found.left_out == "This is told of everybody together only."


def test_weeks_of_more_than_a_year_have_their_year() -> None:
    here = make_organisation()
    for week in (WEEK, WEEK - 52):
        freeze_programme(here, week=week)
    with tenant(here.pk), override("en"):
        weeks = queries.periods(here.pk)
        found = exploration_of(here.pk, figure=Figure.JOINED, by=None, weeks=weeks)

    assert found.rows[0].week.endswith(" 2026")
    assert found.rows[-1].week.endswith(" 2025")


def test_what_was_not_frozen_is_not_there() -> None:
    assert explored(Figure.PLAYS) is None


def test_every_figure_can_be_chosen_once() -> None:
    with override("en"):
        keys = [key for family in figures_by_family().values() for key, _name in family]

    assert sorted(keys) == sorted(map(str, Figure))


@pytest.fixture
def cast():
    made = make_cast()
    freeze_programme(made.organisation, week=WEEK)
    return made


@pytest.mark.parametrize("who", ["pim", "wil", "ad"])
def test_the_page_shows_what_was_asked(client, cast, who) -> None:
    address = reverse("insight_explore")

    page = signed_in(client, getattr(cast, who)).get(address, {"figure": "joined", "by": "team"})

    text = unescape(page.content.decode())
    assert page.status_code == 200
    assert "36 van 72" in text
    assert '<option value="team" selected>' in text
    assert '"label": "Workshop"' in text


def test_what_cannot_be_asked_is_said_beside_the_field(client, cast) -> None:
    page = signed_in(client, cast.pim).get(reverse("insight_explore"), {"figure": "salary"})

    assert page.status_code == 422
    assert "aria-invalid" in page.content.decode()
