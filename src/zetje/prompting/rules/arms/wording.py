"""The words of a prompt, with holes for facts; filled in only from what is recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]

_HOLE: Final = re.compile(r"\{([A-Za-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that words may name.

    Attributes:
        label: what stands there, for who writes words.
        example: what it may look like.
        arms: the kinds of prompt that come only when the fact is there; none given: it always is.
    """

    label: str | Promise
    example: str | Promise
    arms: frozenset[str] = frozenset()


# What may stand between braces. With a capital in front, as in {Expert}, the fact has one too.
FIELDS: Final[Mapping[str, Field]] = {
    "story": Field(_("The title of the story"), _("The hub that outlives the bike")),
    "network": Field(_("The network that it opens on"), "LinkedIn"),
    "colleagues": Field(
        _("How many colleagues shared it; always five or more"),
        _("seven"),
        frozenset({"social_proof"}),
    ),
    "weeks": Field(_("How long the chain is"), _("nine weeks"), frozenset({"streak"})),
    "next": Field(_("How long one share more makes it"), _("ten"), frozenset({"streak"})),
    "example": Field(
        _("The title of the success story or the expert's example that is shown along"),
        _("How Joost wrote about his first repair"),
        frozenset({"success_story", "expert_example"}),
    ),
    "expert": Field(
        _("Who wrote them a word: by name if they agreed to that, else “an expert”"),
        _("an expert"),
        frozenset({"recognition"}),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One way to say a kind of prompt, in one language.

    Attributes:
        key: its name in the log: `neutral.1` for ours, `own.<token>` for an organisation's.
        subject: the subject of the mail.
        lead: the sentence or two that the mail opens with.
        title: the first line in a chat; empty for the mail's subject.
        text: what follows it there; empty for the mail's.
    """

    key: str
    arm: str
    language: str
    subject: str
    lead: str
    title: str = ""
    text: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """The names of the facts in it."""
        return fields_in(f"{self.subject} {self.lead} {self.title} {self.text}")


@dataclass(frozen=True, slots=True)
class Said:
    """A wording with its facts filled in: for the mail, and for a chat."""

    subject: str
    lead: str
    title: str
    text: str


def fields_in(text: str) -> frozenset[str]:
    """The names between braces in a text, small letters, known or not."""
    return frozenset(name.lower() for name in _HOLE.findall(text))


def without_fields(text: str) -> str:
    """A text with each of its facts left out."""
    return _HOLE.sub("…", text)


def tellable(wordings: Sequence[Wording], facts: Mapping[str, str]) -> list[Wording]:
    """The wordings whose every fact is there."""
    return [wording for wording in wordings if wording.needs <= facts.keys()]


def said(wording: Wording, facts: Mapping[str, str]) -> Said:
    """The words with the facts in them.

    Raises:
        KeyError: for a fact that is missing; ask `tellable` first.
    """
    subject = capfirst(_filled(wording.subject, facts))
    lead = capfirst(_filled(wording.lead, facts))
    title = capfirst(_filled(wording.title, facts)) or _sentence(subject)
    return Said(subject, lead, title, capfirst(_filled(wording.text, facts)) or lead)


def pick(*, count: int, draw: ArrayLike, last: ArrayLike = -1) -> Ints:
    """Which of some wordings each of n people gets: never the one they had last, if there is more.

    Args:
        count: how many there are to pick from, at least one.
        draw: (n,) numbers in [0, 1), the decision's own.
        last: (n,) the place of the one each had last among these; -1 for none of them.

    Returns:
        (n,) places from 0 to count - 1. The others are equally likely.
    """
    if count < 1:
        raise ValueError("there is no wording to pick from")
    draws = np.atleast_1d(np.asarray(draw, dtype=np.float64))
    had = np.broadcast_to(np.asarray(last, dtype=np.int64), draws.shape)
    leaves_out = (had >= 0) & (count > 1)
    places = (draws * (count - leaves_out)).astype(np.int64)
    return places + (leaves_out & (places >= had))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    def fact(hole: re.Match[str]) -> str:
        name = hole[1]
        value = facts[name.lower()]
        return capfirst(value) if name[0].isupper() else value

    return _HOLE.sub(fact, text)


def _sentence(subject: str) -> str:
    """A subject as the first line of a chat: with a full stop, unless it ends in something."""
    return subject if subject.endswith((".", "?", "!", "”", "…")) else f"{subject}."
