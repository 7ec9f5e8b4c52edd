"""`zetje demo`: in the demo only, plainly said, and taken away again when asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from click.testing import CliRunner
from django.test import override_settings

from zetje.people import queries as people
from zetje.web.cli.demo import demo
from zetje.web.configure import Configuration
from zetje.web.demo.founding import DemoFailedError, found_noordnaaf
from zetje.web.demo.history import Say
from zetje.web.demo.making import OtherOrganisationError, Size, is_made
from zetje.web.run.errors import PlainError
from zetje.web.run.supervisor import PROGRESS

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(("is_new", "words"), [(True, "ready"), (False, "still there")])
def test_it_says_how_to_enter(is_new: bool, words: str) -> None:
    with (
        override_settings(DEMO=True),
        patch("zetje.web.demo.making.make_demo", return_value=is_new) as making,
    ):
        result = CliRunner().invoke(demo, ["--people", "12", "--weeks", "3"])

    assert result.exit_code == 0
    assert making.call_args.kwargs["size"] == Size(people=12, weeks=3)
    assert f"The demo is {words}" in result.output
    assert "/demo/" in result.output
    assert "/mailbox/" in result.output
    assert "Ctrl-C" in result.output


def test_progress_is_marked_so_that_it_is_shown_at_once() -> None:
    def making(*, say: Say, **given: object) -> bool:
        say("week 1")
        return True

    with override_settings(DEMO=True), patch("zetje.web.demo.making.make_demo", making):
        result = CliRunner().invoke(demo)

    assert result.output.startswith(f"{PROGRESS}week 1\n")


def test_outside_the_demo_it_makes_nothing() -> None:
    with override_settings(DEMO=False), patch("zetje.web.demo.making.make_demo") as making:
        result = CliRunner().invoke(demo)

    assert isinstance(result.exception, PlainError)
    assert not making.called


@pytest.mark.parametrize(
    ("fault", "words"),
    [(OtherOrganisationError(), "A real organisation lives"), (DemoFailedError("Why."), "Why.")],
)
def test_what_stands_in_the_way_is_said_plainly(fault: Exception, words: str) -> None:
    with override_settings(DEMO=True), patch("zetje.web.demo.making.make_demo", side_effect=fault):
        result = CliRunner().invoke(demo)

    assert isinstance(result.exception, PlainError)
    assert words in str(result.exception)


@pytest.mark.django_db(transaction=True)
def test_it_is_taken_away_again_for_good() -> None:
    organisation = found_noordnaaf(count=12, now=NOW, rng=np.random.default_rng(1))

    assert not is_made(organisation)
    assert "The demo is gone." in CliRunner().invoke(demo, ["--remove"]).output
    assert not people.organisations().exists()
    assert people.account_for("sanne.dekker@noordnaaf.example") is None
    assert "There is no demo here." in CliRunner().invoke(demo, ["--remove"]).output


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"demo": True}, "http://127.0.0.1:8301"),
        ({"demo": True, "site_url": "https://demo.example/"}, "https://demo.example"),
        ({"demo": True, "LINKS_URL": "https://l.example/"}, "https://l.example"),
        ({"demo": False}, "http://127.0.0.1:8300"),
    ],
)
def test_short_links_of_the_demo_lead_to_the_door(given: dict[str, Any], address: str) -> None:
    assert Configuration(**given, PORT=8300).links_address == address
