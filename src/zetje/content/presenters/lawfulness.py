"""What stands beside a wording: what it may not say, and what it was held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.rules.states import day_in

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation

# Where a network lets nobody fill in the words, and where shares earn nothing.
_NO_PREFILL: Final = frozenset({"facebook", "instagram", "xing"})
_NO_POINTS: Final = frozenset({"x", "facebook"})


@dataclass(frozen=True)
class Check:
    """One problem of a wording: the words, the rule, and what could stand there."""

    quote: str
    sentence: str
    instead: str
    fix: str


@dataclass(frozen=True)
class WordingChecks:
    """Everything that stands beside a wording."""

    problems: tuple[Check, ...]
    notes: tuple[str, ...]
    held_against: str
    can_read: bool


def wording_checks(
    story: Story, *, organisation: Organisation, text: str, network: str, language: str
) -> WordingChecks:
    """What is amiss with a wording, and by what it was judged."""
    problems = queries.problems_in_wording(
        text=text, story=story, network=network, language=language
    )
    return WordingChecks(
        problems=tuple(
            Check(one.words, one.sentence, one.instead, f"{one.start}-{one.end}")
            for one in problems
        ),
        notes=tuple(_notes(network)),
        held_against=_held_against(story, organisation),
        can_read=bool(story.url),
    )


def _notes(network: str) -> list[str]:
    notes: list[str] = []
    if network in _NO_PREFILL:
        notes.append(
            _("This network lets nobody fill in the words: people paste them from the clipboard.")
        )
    if network in _NO_POINTS:
        notes.append(
            _("A share here counts for somebody’s own chain, and earns no points or places.")
        )
    return notes


def _held_against(story: Story, organisation: Organisation) -> str:
    page = queries.source_page_of(story)
    if page is None and not story.url:
        return _("Held against the title and the summary.")
    if page is None:
        return _("Held against the title and the summary. Its page was not read yet.")
    day = date_format(day_in(organisation.time_zone, page.read_at), "j F Y")
    return _("Held against the title, the summary and its page as it was on %(day)s.") % {
        "day": day
    }
