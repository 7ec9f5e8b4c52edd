"""An organisation's colour is used where its words can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.people.models import Organisation
from zetje.people.queries import mail_colours
from zetje.people.rules.colours import ENOUGH, contrast, readable_on

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colour=COLOURS, ground=st.sampled_from(["#f3f5f2", "#0d131d", "#ffffff", "#ff8800"]))
def test_readable_on_can_be_read_on_its_ground(colour: str, ground: str) -> None:
    assert contrast(readable_on(ground, colour), ground) >= ENOUGH


def test_readable_on_leaves_a_colour_that_can_be_read() -> None:
    assert readable_on("#f3f5f2", "#c43100") == "#c43100"
    assert readable_on("#0d131d", "#ffcc00") == "#ffcc00"


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#ff8800;", "#FF8800\n"])
def test_mail_colours_are_ours_without_a_colour(accent: str) -> None:
    colours = mail_colours(Organisation(accent=accent))

    assert (colours.spot, colours.on_paper, colours.on_dark) == ("#f64a1b", "#c43100", "#ff7538")


def test_mail_colours_follow_the_organisation() -> None:
    colours = mail_colours(Organisation(accent="#ffcc00"))

    assert (colours.spot, colours.on_dark) == ("#ffcc00", "#ffcc00")
    assert colours.on_paper != "#ffcc00"
