"""Turns what stands in no source into sentences for whoever wrote the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zetje.content.rules.facts import Claim


@dataclass(frozen=True)
class Problem:
    """Words of a text that may not stay as they are, or that somebody has to look at.

    Args:
        code: which rule it is.
        words: the words it is about.
        start: where they begin in the text, in code points.
        end: where they end.
        sentence: the rule in plain language.
        instead: words that could stand there, or "".
    """

    code: str
    words: str
    start: int
    end: int
    sentence: str
    instead: str = ""


def problems_of_claims(claims: Iterable[Claim]) -> list[Problem]:
    """A problem for each claim that stands in no source."""
    return [
        Problem(
            code=claim.kind,
            words=claim.words,
            start=claim.start,
            end=claim.end,
            sentence=_sentence(claim),
        )
        for claim in claims
    ]


def _sentence(claim: Claim) -> str:
    return {
        "figure": _("This figure does not stand in the story or on its page."),
        "name": _("This name does not stand in the story or on its page."),
        "date": _("This day or time does not stand in the story or on its page."),
        "link": _("This address is not one of the story."),
        "superlative": _("The story does not say this, and nobody here can prove it."),
        "comparison": _("The story does not compare. A comparison has to be proved."),
        "cause": _("The story does not say that one thing came from the other."),
        "promise": _("The story does not promise this."),
    }[claim.kind]
