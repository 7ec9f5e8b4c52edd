"""Content gaps: which colleagues have too few stories for their next digest, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from zetje.content import registry
from zetje.content.rules.labels import in_words, opened

if TYPE_CHECKING:
    from zetje.content.registry import Gap
    from zetje.people.models import Organisation

# As one says it within a sentence, in the language of the page.
LANGUAGE_NAMES: Final = {
    "nl": pgettext_lazy("in a sentence", "Dutch"),
    "en": pgettext_lazy("in a sentence", "English"),
}


@dataclass(frozen=True)
class GapLine:
    """One gap: what is missing for whom, for how many people, and how full the three are."""

    sentence: str
    people: str
    discs: tuple[str, ...]


@dataclass(frozen=True)
class GapsView:
    """The gaps of the coming week."""

    headline: str
    lines: tuple[GapLine, ...]
    add_address: str


def gaps_view(*, organisation: Organisation, now: datetime) -> GapsView:
    """Who gets too few stories next, the worst first."""
    gaps = registry.gaps_of(organisation, now=now)
    lines = tuple(_line(gap) for gap in gaps)
    return GapsView(
        headline=lines[0].sentence if lines else _("Every larger group has three to choose from."),
        lines=lines,
        add_address=reverse("content:add"),
    )


def _line(gap: Gap) -> GapLine:
    people = ngettext("%(number)s person", "%(number)s people", gap.people)
    shown = people if gap.is_everyone else _("at least {people}").replace("{people}", people)
    return GapLine(
        sentence=_sentence(gap),
        people=shown % {"number": gap.people},
        discs=("",) * gap.most + ("none",) * (3 - gap.most),
    )


def _sentence(gap: Gap) -> str:
    named = len(gap.languages) == 1
    values = {
        "whom": _whom(gap),
        "language": LANGUAGE_NAMES[min(gap.languages)] if named else "",
        "number": in_words(gap.most),
    }
    if not gap.most and named:
        text = _("%(whom)s gets no new story in %(language)s next.")
    elif not gap.most:
        text = _("%(whom)s gets no new story next.")
    elif named:
        text = ngettext(
            "%(whom)s has only %(number)s new story in %(language)s next.",
            "%(whom)s has only %(number)s new stories in %(language)s next.",
            gap.most,
        )
    else:
        text = ngettext(
            "%(whom)s has only %(number)s new story next.",
            "%(whom)s has only %(number)s new stories next.",
            gap.most,
        )
    return opened(text % values)


def _whom(gap: Gap) -> str:
    team = gap.team or _("who is in no team")
    return team if gap.is_everyone else _("part of %(team)s") % {"team": team}
