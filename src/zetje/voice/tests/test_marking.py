"""Where a post says that a model helped: the table, and that the page for people says the same."""

from __future__ import annotations

from pathlib import Path

from zetje.voice.rules.marking import RULES, mark_for

PAGE = Path(__file__).resolve().parents[4] / "docs" / "language-model.md"


def test_the_page_tells_every_network_what_the_table_does() -> None:
    rows = [line.split("|") for line in PAGE.read_text().splitlines() if line.count("|") == 4]
    told = {
        name.strip().lower(): said.strip() == "yes"
        for _edge, names, said, _why, _end in rows
        if said.strip() in ("yes", "no")
        for name in names.split(",")
    }

    assert told == {network: rule.in_post for network, rule in RULES.items()}


def test_a_network_that_the_table_does_not_know_is_taken_to_ask_for_it() -> None:
    assert mark_for("somewhere", language="en", always=False)
    assert mark_for("linkedin", language="nl", always=False) == ""
    assert "AI" in mark_for("linkedin", language="nl", always=True)
