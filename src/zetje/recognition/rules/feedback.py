"""How an expert's word begins, what may stand in it, and whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

import regex
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

Opening = Literal["compliment", "tip", "question"]

LONGEST: Final = 1000
# A standing wish asks for a word on about one post a month.
WISH_REST: Final = timedelta(days=28)
# How far back a word that somebody got lets others go first.
TURN_MEMORY: Final = timedelta(days=28)

LABELS: Final[Mapping[Opening, str]] = {
    "compliment": gettext_noop("Compliment"),
    "tip": gettext_noop("Tip"),
    "question": gettext_noop("Question"),
}
OPENINGS: Final[Mapping[Opening, str]] = {
    "compliment": gettext_noop("Well said, %(name)s. I can hear you in it."),
    "tip": gettext_noop("Something to try in your next post:"),
    "question": gettext_noop("What I would still like to know:"),
}
# These begin a sentence, so that they cannot be sent as they are.
UNFINISHED: Final[frozenset[Opening]] = frozenset({"tip", "question"})

# Control signs but the line break, and those that turn the direction of what follows.
_UNSEEN = regex.compile(r"[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]")
_GAPS = regex.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An ask that nobody answered yet: whose it is, and since when."""

    ask_id: int
    member_id: int
    asked_at: datetime


def opening_of(name: str) -> Opening | None:
    """The opening of this name; None when there is none."""
    return next((opening for opening in OPENINGS if opening == name), None)


def opening_words(opening: Opening, *, name: str, language: str) -> str:
    """How a word begins, in the language of the person who will read it.

    Args:
        opening: which of the three.
        name: the person's given name.
        language: "nl" or "en".
    """
    with override(language):
        return _(OPENINGS[opening]) % {"name": name}


def begun_with(text: str, opening: Opening, *, name: str, language: str) -> str:
    """A text with this opening before it, in place of another one that stood there."""
    rest = tidy_word(text)
    for other in OPENINGS:
        words = opening_words(other, name=name, language=language)
        if rest.startswith(words):
            rest = rest[len(words) :].lstrip()
            break
    return f"{opening_words(opening, name=name, language=language)} {rest}"


def is_bare(text: str, *, name: str, language: str) -> bool:
    """Whether a text is no more than an opening that waits to be finished."""
    return text.rstrip(" :") in {
        opening_words(opening, name=name, language=language).rstrip(" :") for opening in UNFINISHED
    }


def tidy_word(text: str) -> str:
    """A text without signs that nobody sees, without blank edges and long gaps."""
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _GAPS.sub("\n\n", seen).strip()


def in_turn(asks: Collection[Waiting], *, had: Mapping[int, int]) -> Sequence[Waiting]:
    """Asks in the order of their turns: the oldest first, but each person before anybody's second.

    An ask's turn is how many older ones its person has waiting, and how many words they got lately:
    turn(ask) = |{older asks of the same person}| + had(person).

    Args:
        asks: all that wait.
        had: how many words a person got lately, by member; who is missing got none.
    """
    taken: dict[int, int] = {}
    turns: list[tuple[int, datetime, int, Waiting]] = []
    for ask in sorted(asks, key=lambda one: (one.asked_at, one.ask_id)):
        turn = taken.get(ask.member_id, had.get(ask.member_id, 0))
        taken[ask.member_id] = turn + 1
        turns.append((turn, ask.asked_at, ask.ask_id, ask))
    return [ask for *_turn, ask in sorted(turns, key=lambda one: one[:3])]
