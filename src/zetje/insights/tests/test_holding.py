"""What holds the programme back is one sentence, of the step at which most go no further."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from zetje.insights.presenters.holding import holds_back
from zetje.insights.queries import Cell, Period
from zetje.insights.rules.figures import Figure

STEPS = (Figure.GOT_DIGEST, Figure.OPENED_DIGEST, Figure.STARTED, Figure.SHARED)
WEEK = Period(105_000, 180)


def said(*counts):
    funnel = {
        name: None if count is None else Cell("", count or None, 180, "", WEEK)
        for name, count in zip(STEPS, counts, strict=True)
    }
    with override("en"):
        return holds_back(funnel)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            (145, 40, 30, 29),
            "The prompt holds it back the most: 145 got stories, 40 looked at them.",
        ),
        (
            (145, 119, 47, 45),
            (
                "Motivation holds it back the most: 119 looked at their stories, 47 took a text "
                "along to share."
            ),
        ),
        (
            (145, 119, 90, 30),
            "Ability holds it back the most: 90 took a text along, 30 said they posted it.",
        ),
    ],
)
def test_the_step_that_clearly_the_smallest_part_takes_is_named(counts, sentence) -> None:
    assert said(*counts) == sentence


@pytest.mark.parametrize(
    "counts",
    [
        (145, None, 47, 45),
        (145, 119, 0, 45),
        # Nobody is lost, or more take a text along than looked: an idea needs no look.
        (90, 90, 90, 90),
        (90, 60, 80, 50),
        # Two steps that are as small as each other, as far as chance allows to say.
        (100, 50, 26, 25),
        (100, 61, 37, 36),
    ],
)
def test_nothing_is_named_where_no_step_is_clearly_the_smallest(counts) -> None:
    assert said(*counts) == ""
