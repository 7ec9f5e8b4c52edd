"""Turns what a text may not say into sentences for whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.content.rules.facts import Claim, unsupported
from zetje.content.rules.facts.clauses import clause_around
from zetje.content.rules.facts.support import sources_read
from zetje.content.rules.lawfulness.blocked import Blocked, blocked_in
from zetje.content.rules.lawfulness.fields import FIELDS, unknown_fields
from zetje.content.rules.lawfulness.house import house_rules_broken
from zetje.content.rules.lawfulness.instead import instead_of


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


@dataclass(frozen=True)
class Grounds:
    """What a text is looked over by.

    Args:
        sources: what is known to be so.
        network: where the text would stand; "" for any.
        language: of the text.
        kind: of the story.
        blocked: words that the organisation, or the story, does not want.
        known_names: names that may stand anywhere.
        is_personal: whether a member wrote it, whose own experience is the member's to tell.
    """

    sources: Sequence[str]
    network: str
    language: str
    kind: str = "news"
    blocked: Sequence[Blocked] = ()
    known_names: Sequence[str] = field(default=())
    is_personal: bool = False


_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "figure": gettext_lazy("The story does not give this figure."),
    "name": gettext_lazy("The story does not name this. Is it spelled right, and may it be named?"),
    "date": gettext_lazy("The story does not give this day or time."),
    "link": gettext_lazy("This is not the address of the story."),
    "superlative": gettext_lazy("We can’t prove this, so we may not say it."),
    "comparison": gettext_lazy(
        "The story does not compare. A comparison has to be one that anybody can check."
    ),
    "cause": gettext_lazy("The story does not say that the one came from the other."),
    "promise": gettext_lazy("The story does not promise this, so nobody can keep it."),
    "opposite": gettext_lazy("The story says the opposite."),
    "blocked": gettext_lazy("Your organisation does not want these words in posts."),
    "green": gettext_lazy(
        "European law forbids general claims about the environment. Say what is better, and by "
        "how much."
    ),
    "promotion": gettext_lazy("This network does not allow asking people to share or like to win."),
    "points": gettext_lazy(
        "Shares on this network count for one’s own chain only, so a post cannot speak of points."
    ),
    "equal": gettext_lazy("In a vacancy this leaves people out whom the law protects."),
    "confidential": gettext_lazy("This says itself that it is not for everybody yet."),
}
# Told by the author of the author: "the toughest hub I have tested", "my first week".
_OWN: Final = regex.compile(
    r"(?<!\p{L})(?:ik|mijn|m'n|mij|ikzelf|I|my|me|myself)(?!\p{L})", regex.IGNORECASE
)
_OWN_MEASURE: Final = regex.compile(
    r"[^.!?\n]{0,40}(?<!\p{L})(?:(?:die|dat|that) (?:ik|I)|I've|"
    r"(?:ik|I) (?:ooit|ever|heb|have|ken|know))(?!\p{L})",
    regex.IGNORECASE,
)
_MY: Final = regex.compile(r"(?<!\p{L})(?:mijn|m'n|my)(?: \p{L}+)? $", regex.IGNORECASE)
_OWN_TO_TELL: Final = frozenset({"figure", "date", "cause", "promise", "comparison"})


def find_problems(text: str, grounds: Grounds) -> tuple[Problem, ...]:
    """What in a text may not stay as it is, in order; one problem for each stretch."""
    found = [
        *_blocked(text, grounds),
        *_fields(text),
        *_house(text, grounds),
        *_claims(text, grounds),
    ]
    kept: list[Problem] = []
    for problem in found:
        if not any(problem.start < one.end and one.start < problem.end for one in kept):
            kept.append(problem)
    return tuple(sorted(kept, key=lambda problem: problem.start))


def _blocked(text: str, grounds: Grounds) -> list[Problem]:
    return [
        Problem(
            "blocked",
            text[start:end],
            start,
            end,
            one.reason or str(_SENTENCES["blocked"]),
            one.instead,
        )
        for start, end, one in blocked_in(text, grounds.blocked)
    ]


def _fields(text: str) -> list[Problem]:
    known = ", ".join(f"[{name}]" for name in FIELDS)
    sentence = _("Nothing is filled in here. These are: %(fields)s.") % {"fields": known}
    return [
        Problem("field", text[start:end], start, end, sentence)
        for start, end in unknown_fields(text)
    ]


def _house(text: str, grounds: Grounds) -> list[Problem]:
    return [
        Problem(code, text[start:end], start, end, str(_SENTENCES[code]))
        for start, end, code in house_rules_broken(text, network=grounds.network, kind=grounds.kind)
    ]


def _claims(text: str, grounds: Grounds) -> list[Problem]:
    claims = unsupported(
        text,
        sources=grounds.sources,
        language=grounds.language,
        known_names=grounds.known_names,
    )
    known = sources_read(grounds.sources, language=grounds.language)
    problems: list[Problem] = []
    for claim in claims:
        if grounds.is_personal and _is_own(claim, text):
            continue
        start, end, words = instead_of(claim, text=text, language=grounds.language, known=known)
        code = "opposite" if claim.value == "opposite" else claim.kind
        problems.append(Problem(code, text[start:end], start, end, str(_SENTENCES[code]), words))
    return problems


def _is_own(claim: Claim, text: str) -> bool:
    """Whether the author tells of the author, which nobody else has to prove."""
    if claim.kind == "superlative":
        return bool(
            _OWN_MEASURE.match(text, claim.end)
            or _MY.search(text, max(0, claim.start - 24), claim.start)
        )
    if claim.kind not in _OWN_TO_TELL or claim.value == "opposite":
        return False
    first, last = clause_around(text, claim.start, claim.end)
    return _OWN.search(text, first, last) is not None
