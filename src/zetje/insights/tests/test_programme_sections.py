"""The sections about the whole programme say what was told of it, and no more."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import translation

from zetje.behaviour.weeks import number_of
from zetje.insights.presenters.moves import flow_of
from zetje.insights.presenters.participation import counted_of, participation_of, what_fell
from zetje.insights.presenters.stayers import halftone_of
from zetje.insights.presenters.without import without_of
from zetje.insights.presenters.worth import worth_of
from zetje.insights.queries.places import Place
from zetje.insights.queries.totals import Total
from zetje.insights.rules.figures import Figure

WEEK = number_of(2026, 46)
THEN, NOW = number_of(2026, 26), number_of(2026, 39)
FEBRUARY = 2026 * 12 + 1


def places(*counts):
    return tuple(Place(at, at, people) for at, people in enumerate(counts, start=1))


def test_moves_that_were_told_are_drawn_both_ways_and_others_as_what_changed() -> None:
    stood = {THEN: places(60, 40, 40, 20), NOW: places(45, 45, 44, 20, 12)}
    flow = flow_of(newest=WEEK, places=stood, steps=[None, {"on": 15, "back": 5}, None])

    assert [disc.number for disc in flow.discs] == [45, 45, 44, 32]
    said = [(each.kind, each.said, each.x) for each in flow.ribbons]
    assert said == [
        ("back", "5", "500"),
        ("fwd", "21", "250"),
        ("fwd", "15", "500"),
        ("fwd", "12", "750"),
    ]
    assert flow.rows[1].said == "About 15 moved on and about 5 went back."
    assert flow.when == "29 June to 27 September 2026"


def test_a_change_of_fewer_than_five_is_left_out() -> None:
    stood = {THEN: places(60, 40, 40, 20), NOW: places(56, 39, 40, 25)}
    flow = flow_of(newest=WEEK, places=stood, steps=None)

    assert [(each.said, each.x) for each in flow.ribbons] == [("5", "500"), ("5", "750")]
    assert flow.rows[0].said == "As many as before, or nearly so."


def test_phases_that_are_told_together_are_one_disc_without_a_boundary_inside() -> None:
    together = (Place(1, 1, 60), Place(2, 3, 80), Place(4, 5, 12))
    flow = flow_of(newest=WEEK, places={THEN: together, NOW: together}, steps=None)

    assert [(disc.number, disc.x) for disc in flow.discs] == [(60, "125"), (80, "500"), (12, "875")]
    assert flow.together
    assert flow.ribbons == []
    more = flow_of(
        newest=WEEK,
        places={THEN: together, NOW: (Place(1, 1, 40), Place(2, 3, 100), Place(4, 5, 12))},
        steps=None,
    )
    # From disc to disc.
    assert [(each.path[:8], each.path[-7:], each.x) for each in more.ribbons] == [
        ("M125 190", "500 190", "312")
    ]
    assert [row.said for row in flow.rows] == [
        "As many as before, or nearly so.",
        "Cannot be told: too few people on one side.",
        "As many as before, or nearly so.",
    ]


def test_before_a_quarter_is_over_people_stand_as_they_are_now() -> None:
    flow = flow_of(newest=WEEK, places={WEEK: places(50, 20, 9, 5)}, steps=None)

    assert flow.until_told.endswith("week 52.")
    assert not flow.together
    assert flow.rows == []
    assert flow_of(newest=WEEK, places={}, steps=None) is None


def test_who_stays_is_a_disc_by_its_area_or_words() -> None:
    told = [
        {"first": FEBRUARY, "last": FEBRUARY, "people": 25, "told": [64, 36, 16]},
        {"first": FEBRUARY + 1, "last": FEBRUARY + 2, "people": 12, "told": ["few"]},
        {"first": FEBRUARY + 3, "last": FEBRUARY + 3, "people": 30, "told": []},
    ]
    picture = halftone_of({"until": FEBRUARY + 3, "cohorts": told})

    assert [row.name for row in picture.rows] == ["Feb", "Mar–Apr"]
    assert [spot.radius for spot in picture.rows[0].spots] == ["40.0", "30.0", "20.0"]
    assert [spot.is_last for spot in picture.rows[0].spots] == [False, False, True]
    assert (picture.rows[1].spots[0].said, picture.rows[1].spots[0].radius) == ("few", "")
    assert picture.says.startswith("Of the 25 who started in February, 16 in 100 still")
    assert halftone_of(None) is None


SHOWN = {
    "is_shown": True,
    "held_out": 130,
    "finds": 22,
    "verdict": "works",
    "estimate": 12.0,
    "lower": 4.0,
    "upper": 20.0,
    "rate": 32.0,
    "base": 20.0,
    "weeks": [
        [WEEK - 4, 30.0, 20.0],
        [WEEK - 3, None, None],
        *([WEEK - n, 40, 20] for n in (2, 1, 0)),
    ],
}
PROMPTS = {
    "estimate": 5.0,
    "lower": 1.5,
    "upper": 8.5,
    "base": 20.0,
    "verdict": "works",
    "weeks_more": 0,
}


def test_a_hold_out_that_suffices_is_drawn_with_its_interval() -> None:
    section = without_of(SHOWN, PROMPTS)

    assert section.title == "12 points more than without prompts"
    assert "between 4 and 20 points" in section.says[1]
    assert section.lines.programme == "M0.00 40.00 L50.00 20.00 L75.00 20.00 L100.00 20.00"
    assert section.pair is None


def test_without_a_hold_out_weeks_within_people_are_told() -> None:
    section = without_of({"is_shown": False, "held_out": 40, "finds": 80}, PROMPTS)

    assert section.title == "A prompt brings 5 more of 100 people to share"
    assert section.says[0].startswith("Prompts are for who chose nothing yet that week.")
    assert "prompted, 25 shared before the week was over" in section.says[0]
    assert section.says[0].endswith("of 100 whom it had not, 20.")
    assert (section.pair.silent_said, section.pair.prompted_said) == ("20 in 100", "25 in 100")
    assert (section.pair.silent, section.pair.low, section.pair.high) == ("40.0%", "43.0%", "57.0%")
    assert "80 in 100 or more" in section.says[-1]


def test_what_was_rounded_to_nobody_is_not_told_as_nobody() -> None:
    section = without_of(None, PROMPTS | {"base": 0.0})

    assert section.says[0].endswith("of 100 whom it had not, hardly any.")
    assert section.pair.silent_said == "hardly any"


@pytest.mark.parametrize(
    ("prompts", "said"),
    [
        (None, "No prompts were drawn by chance yet."),
        ({"estimate": None, "weeks_more": 7}, "In about 7 weeks it can be told."),
        ({"estimate": None, "weeks_more": None}, "more than a year"),
    ],
)
def test_where_nothing_can_be_told_it_says_how_long(prompts, said) -> None:
    section = without_of(None, prompts)

    assert section.title == "Whether prompts help cannot be told yet"
    assert said in section.says[0]


def test_no_effect_is_never_called_one() -> None:
    none = without_of(SHOWN | {"verdict": "no_difference_larger_than", "lower": -3.0}, None)
    unsure = without_of(None, PROMPTS | {"verdict": "not_enough_data", "weeks_more": 9})

    assert none.title == "No more than without prompts, as far as can be told"
    assert unsure.title == "Whether prompts help cannot be told yet"
    assert "In about 9 weeks it can be told." in unsure.says


def totals(**weeks):
    return {
        name: {week: Total(value, 100) for week, value in weeks.get(name.value, {}).items()}
        for name in Figure
    }


def test_who_is_counted_is_one_line_and_none_where_it_cannot_be_told() -> None:
    found = totals(joined={WEEK: 60}, got_digest={WEEK: 55})

    said = "Of 100 colleagues who are counted 60 take part, and 55 got stories."
    assert counted_of(found, WEEK) == said
    assert counted_of(totals(joined={WEEK: 60}), WEEK) == ""


def test_participation_says_what_is_told_and_words_for_the_rest() -> None:
    found = totals(joined={WEEK: 60}, shared={WEEK: 20, WEEK - 1: 18})
    section = participation_of(found, [WEEK, WEEK - 1], {"part": 45.0})

    assert [(bar.said, bar.x) for bar in section.bars[:3]] == [
        ("60 of 100", "60.0%"),
        ("too few to say", ""),
        ("20 of 100", "20.0%"),
    ]
    assert section.rows[1].cells[:2] == ["18", "too few"]
    assert section.starts.startswith("Of 100 who joined last quarter 45 shared")


def test_what_fell_first_is_said_with_its_week() -> None:
    weeks = [WEEK - back for back in range(17)]
    looked = {week: (60 if week <= WEEK - 4 else 30) + week % 3 for week in weeks}
    same = {
        "got_digest": dict.fromkeys(weeks, 90),
        "chose": {week: looked[week] // 2 for week in weeks},
        "started": {week: looked[week] // 3 for week in weeks},
        "shared": {week: looked[week] // 4 for week in weeks},
    }

    fell = what_fell(totals(opened_digest=looked, **same), weeks)
    assert fell[0].startswith("Looking fell first: since about 19 October")
    steady = what_fell(totals(opened_digest=dict.fromkeys(weeks, 60), **same), weeks[:5])
    assert steady == []


ASSUMED = SimpleNamespace(
    click_cents=250,
    views_per_post=400,
    thousand_views_cents=900,
    minutes_per_post=15,
    source="our own campaigns",
)


def test_a_value_is_told_only_beside_what_it_assumes() -> None:
    found = totals(shares={WEEK: 40, WEEK - 1: 60}, clicks={WEEK: 90, WEEK - 1: 110})
    bare = worth_of(found, [WEEK, WEEK - 1], None, may_assume=False)
    valued = worth_of(found, [WEEK, WEEK - 1], ASSUMED, may_assume=True)

    assert bare.assumed == []
    assert [line.value for line in bare.counted] == ["100", "200", "2.0"]
    # 200 readers at 2.50 and 40,000 views at 9 a thousand; 100 posts of a quarter of an hour.
    assert [line.value for line in valued.assumed] == ["€ 860", "40,000", "25 hours"]
    assert valued.assumed[0].how.startswith("200 readers at € 2.50, and 40,000 views")
    assert valued.source == "our own campaigns"


def test_weeks_of_too_few_are_left_out_and_that_is_said() -> None:
    found = totals(shares={WEEK: 40}, clicks={WEEK: 90})
    counted = worth_of(found, [WEEK, WEEK - 1], None, may_assume=False).counted

    assert [line.name for line in counted] == ["Posts", "Readers"]
    assert counted[0].how.startswith("Without 1 week ")


def test_every_benchmark_names_its_source_and_its_weakness() -> None:
    section = worth_of(totals(), [WEEK], None, may_assume=False)

    assert section.benchmarks
    assert all(each.address.startswith("https://") and each.weakness for each in section.benchmarks)


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    with translation.override("nl"):
        section = without_of(None, PROMPTS | {"lower": 1.5})
        per_post = worth_of(
            totals(shares={WEEK: 10}, clicks={WEEK: 25}), [WEEK], None, may_assume=False
        )

    assert "1,5" in section.says[1]
    assert per_post.counted[-1].value == "2,5"
