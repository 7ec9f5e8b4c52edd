"""The map says in words what it shows, and the headline says no more than it knows."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from zetje.behaviour.fogg import Factor
from zetje.insights.presenters.fogg import fogg_picture, standing
from zetje.insights.presenters.fogg_groups import group_name
from zetje.insights.presenters.headline import headline_of, lead_of
from zetje.insights.queries import FoggMap, Period, Placed
from zetje.insights.rules.fogg_map import Between, Spot, Steps

NOW, THEN = Period(105_013, 100), Period(105_000, 100)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def spot(motivation, ability, above, missing=Factor.NOTHING):
    return Spot(
        Between(motivation, motivation - 0.05, motivation + 0.05),
        Between(ability, ability - 0.05, ability + 0.05),
        above,
        missing,
    )


HIGH, LOW = spot(0.8, 0.9, 0.99), spot(0.3, 0.9, 0.01, Factor.MOTIVATION)


def group(*names, people=20, now=HIGH, before=None, several=False):
    steps = Steps(people=people, digests=260, looks=200, starts=100, shares=80)
    teams = frozenset(range(1, len(names) + 1)) | ({0} if several or not names else set())
    return Placed(names, teams, steps, now, before)


def map_of(*groups, before=THEN):
    people = sum(each.steps.people for each in groups)
    return FoggMap(groups, NOW, before, (12, 8, 17), people)


def picture(*groups, before=THEN):
    return fogg_picture(map_of(*groups, before=before), minimum=5)


def test_each_group_has_a_dot_for_each_colleague_on_its_side_of_the_line() -> None:
    drawn = picture(group("Sales", people=24), group("Workshop", people=9, now=LOW))

    sales, workshop = drawn.groups
    assert (sales.up.count("M"), sales.down) == (24, "")
    assert (workshop.up, workshop.down.count("M")) == ("", 9)
    assert (sales.label, workshop.number) == ("Sales, 24", 2)
    assert drawn.says == "Above the action line: Sales; below it: Workshop."


def test_dots_are_smaller_where_groups_would_have_to_stand_far_from_their_spots() -> None:
    near = spot(0.33, 0.9, 0.01)
    alone = picture(group("Sales", people=60, now=LOW))
    crowd = picture(group("Sales", people=60, now=LOW), group("Workshop", people=60, now=near))

    assert "a7.4 7.4" in alone.groups[0].down
    assert "a4.4 4.4" in crowd.groups[0].down
    assert [each.down.count("M") for each in crowd.groups] == [60, 60]


def test_in_a_large_organisation_a_dot_is_several_colleagues() -> None:
    drawn = picture(group("Sales", people=2400), group("Workshop", people=900, now=LOW))

    assert drawn.groups[0].up.count("M") == 120
    assert "Each dot is 20 colleagues" in drawn.caption[0]


def test_a_ring_stands_where_a_group_came_from_and_none_where_it_stood_still() -> None:
    moved = picture(group("Sales", before=spot(0.4, 0.6, 0.01)))
    still = picture(group("Sales", before=HIGH))

    ring = moved.groups[0].ring
    assert float(ring.x) < float(moved.groups[0].x)
    assert not ring.is_up
    assert any("ring" in sentence for sentence in moved.caption)
    assert still.groups[0].ring is None
    assert not any("ring" in sentence for sentence in still.caption)


def test_the_caption_says_why_teams_stand_together() -> None:
    assert any("stand together" in each for each in picture(group("Sales", "Desk")).caption)
    assert not any("stand together" in each for each in picture(group("Sales")).caption)


def test_the_table_tells_what_the_picture_shows() -> None:
    drawn = picture(
        group("Sales", before=LOW), group("Workshop", "Legal", "Desk", now=spot(0.5, 0.9, 0.3))
    )

    sales, others = drawn.rows
    assert (sales.people, sales.begins, sales.posts) == (20, "80 (75–85)", "90 (85–95)")
    assert (sales.now, sales.before) == ("Above the line", "Below the line (30 and 90)")
    assert (others.name, others.teams) == ("Workshop and others", "Workshop, Legal, Desk")
    assert (others.now, others.before) == ("Just below the line", "no figure of its own then")


@pytest.mark.parametrize(
    ("names", "several", "said"),
    [
        ((), False, "Small teams together"),
        (("Sales",), False, "Sales"),
        (("Sales",), True, "Sales and others"),
        (("Sales", "Legal"), False, "Sales and Legal"),
        (("Sales", "Legal"), True, "Sales and others"),
    ],
)
def test_groups_are_named_after_their_largest_teams(names, several, said) -> None:
    assert group_name(group(*names, several=several)) == said


@pytest.mark.parametrize(
    ("above", "said"),
    [
        (0.96, "Above the line"),
        (0.6, "Just above the line"),
        (0.4, "Just below the line"),
        (0.04, "Below the line"),
    ],
)
def test_where_it_is_not_certain_a_group_is_just_above_or_below(above, said) -> None:
    assert standing(spot(0.5, 0.9, above)) == said


def test_the_headline_is_who_would_share() -> None:
    assert headline_of(map_of(group("Sales"), group("Legal"))) == (
        "12 of 40 would share if they got stories today."
    )


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([group("Sales", before=LOW)], "Sales came over the action line since "),
        ([group("Sales", now=LOW, before=HIGH)], "Sales sank below the action line since "),
        ([group("Sales", before=HIGH)], "No group has crossed the action line since "),
        # Neither is certain enough to call it a crossing.
        ([group("Sales", now=spot(0.6, 0.9, 0.6), before=LOW)], "No group has crossed"),
        ([group("Sales")], "Every group is above the line: leave them alone."),
        ([group("Sales", now=LOW)], "gained in Sales: they look and seldom begin."),
        (
            [group("Sales", now=LOW), group("Legal", people=60, now=spot(0.5, 0.5, 0.1))],
            "Most is to be gained in Legal.",
        ),
        # Of several teams together, nothing is said of what all of them do.
        (
            [group("Sales", "Desk", people=90, now=LOW), group("Legal", now=LOW)],
            "gained in Legal: they look and seldom begin.",
        ),
        # More people, and hardly anything to the line.
        (
            [group("Sales", people=90, now=spot(0.5, 0.96, 0.4)), group("Legal", now=LOW)],
            "gained in Legal: they look and seldom begin.",
        ),
    ],
)
def test_the_lead_says_who_crossed_the_line_and_where_there_is_most_to_gain(groups, said) -> None:
    lead = lead_of(map_of(*groups))

    assert said in lead
    assert lead.startswith("Between 8 and 17, we estimate, of the ")


def test_nothing_is_said_of_crossing_where_nothing_is_known_of_then() -> None:
    lead = lead_of(map_of(group("Sales"), before=None))

    assert "since" not in lead


def test_beside_advice_the_lead_names_no_group_of_its_own() -> None:
    lead = lead_of(
        map_of(group("Sales", now=LOW)), change="It grew.", stops="It stops.", is_advised=True
    )

    assert lead == (
        "Between 8 and 17, we estimate, of the 20 who got stories lately. It grew. It stops."
    )


def test_of_a_month_that_is_over_the_headline_speaks_of_then() -> None:
    said = headline_of(map_of(group("Sales")), is_past=True)

    assert said.endswith(" 12 of 20 would share one of the week's stories.")


def test_a_ring_that_would_lie_on_another_group_is_left_out() -> None:
    before = spot(0.4, 0.6, 0.01)
    free = picture(group("Sales", before=before))
    taken = picture(group("Sales", before=before), group("Workshop", now=before))

    assert free.groups[0].ring
    assert taken.groups[0].ring is None
    assert taken.rows[0].before == "Below the line (40 and 60)"
