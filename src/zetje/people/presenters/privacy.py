"""The promise of who sees what, in plain words, as a real table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from zetje.people.rules.privacy import READERS, WHO_SEES_WHAT, Sight

READER_NAMES = {
    "person": gettext_lazy("You"),
    "colleagues": gettext_lazy("Colleagues"),
    "expert": gettext_lazy("Expert"),
    "editor": gettext_lazy("Editor"),
    "manager": gettext_lazy("Team lead, manager"),
    "administrator": gettext_lazy("Administrator"),
    "works_council": gettext_lazy("Works council"),
}
_FACTS = {
    "membership": gettext_lazy("Whether you joined, paused or left"),
    "choices": gettext_lazy("What you share or skip, and why"),
    "habit": gettext_lazy("How your habit grows, and what helps"),
    "posts": gettext_lazy("A post you put on a network"),
    "points": gettext_lazy("Points and your place in a league"),
    "decisions": gettext_lazy("Why a prompt came"),
}
_WORDS = {
    Sight.ALL: gettext_lazy("Everything"),
    Sight.NOTHING: gettext_lazy("Nothing"),
    Sight.COUNTS_BOTH_WAYS: gettext_lazy("Numbers, five or more in and out"),
    Sight.COUNTS: gettext_lazy("Numbers of five or more"),
    Sight.TO_HELP_AUDITED: gettext_lazy("To help you; each look is written down"),
    Sight.PER_STORY: gettext_lazy("A number per story, five or more"),
    Sight.GROUPS: gettext_lazy("Groups of five or more"),
    Sight.IF_AGREED: gettext_lazy("If you agreed to shout-outs or boards"),
    Sight.IF_ASKED: gettext_lazy("If you asked for feedback"),
    Sight.AS_COLLEAGUE: gettext_lazy("As your colleagues do"),
    Sight.NEIGHBOURS: gettext_lazy("Two neighbours; under an alias, or not at all, if you like"),
    Sight.TEAM_AVERAGES: gettext_lazy("Averages of teams of five or more"),
    Sight.DRY_RUN: gettext_lazy("A rehearsal in groups of five or more"),
    Sight.RULES_ONLY: gettext_lazy("The rules, not your rows"),
}


@dataclass(frozen=True)
class Cell:
    """One cell: how much is seen, in words, and whether it is everything, something or nothing."""

    reader: str
    words: str
    disc: str


@dataclass(frozen=True)
class Row:
    """One kind of fact, and what each reader sees of it."""

    fact: str
    cells: list[Cell]


def reader_names() -> list[str]:
    """The heads of the columns."""
    return [str(READER_NAMES[reader]) for reader in READERS]


def who_sees_what() -> list[Row]:
    """The whole table, row by row."""
    return [
        Row(str(_FACTS[fact]), [_cell(r, s) for r, s in zip(READERS, sights, strict=True)])
        for fact, sights in WHO_SEES_WHAT.items()
    ]


def _cell(reader: str, sight: Sight) -> Cell:
    disc = {Sight.ALL: "", Sight.NOTHING: "open"}.get(sight, "half")
    return Cell(str(READER_NAMES[reader]), str(_WORDS[sight]), disc)
