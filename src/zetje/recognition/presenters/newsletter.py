"""What the newsletter's pages show: editions, the parts of one, and where it can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.recognition.operations.newsletter import read_edition, shoutouts_of
from zetje.recognition.operations.newsletter.words import days_of
from zetje.recognition.queries import newsletter as queries
from zetje.recognition.rules import newsletter as rules

if TYPE_CHECKING:
    from django.forms import BoundField
    from django_stubs_ext import StrOrPromise

    from zetje.recognition.forms.newsletter import EditionForm
    from zetje.recognition.models import Edition
    from zetje.recognition.operations.newsletter import Block, Read, Thanks

PARTS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    rules.OPENING: (
        gettext_lazy("Opening"),
        gettext_lazy("Its heading is the subject of the mail."),
    ),
    rules.SHOUTOUTS: (
        gettext_lazy("Shout-outs"),
        gettext_lazy("Only of who agrees at the moment that somebody reads it."),
    ),
    rules.STORIES: (
        gettext_lazy("Best stories"),
        gettext_lazy("Shared most, and not told in a late edition."),
    ),
    rules.NUMBERS: (
        gettext_lazy("Numbers"),
        gettext_lazy("Of the whole weeks in it, as they were frozen on Tuesday."),
    ),
    rules.CHALLENGE: (
        gettext_lazy("Team challenge"),
        gettext_lazy("What is on, or what came of it."),
    ),
    rules.OWN: (
        gettext_lazy("A part of your own"),
        gettext_lazy("Left empty, it is not there."),
    ),
    rules.NEXT: (
        gettext_lazy("Next steps"),
        gettext_lazy("With buttons to one's week, to thank somebody, and to give a tip."),
    ),
}


@dataclass(frozen=True)
class EditionRow:
    """An edition in the list."""

    token: str
    title: str
    days: str
    sent_at: datetime | None


@dataclass(frozen=True)
class FeedView:
    """The feed in a language: its two addresses, empty while there is none."""

    language: str
    label: str
    rss: str
    page: str


@dataclass(frozen=True)
class ThanksRow:
    """A shout-out that may be shown, and whether it is."""

    token: str
    text: str
    language: str
    is_shown: bool


@dataclass(frozen=True)
class PartView:
    """A part of an edition as its editor sees it."""

    kind: str
    label: StrOrPromise
    help: StrOrPromise
    fields: Sequence[BoundField]
    shown: BoundField | None
    place: BoundField | None
    lines: Sequence[str]
    thanks: Sequence[ThanksRow] = ()


@dataclass(frozen=True)
class RhythmView:
    """How often an edition can be made by itself, and whether it is."""

    value: str
    label: StrOrPromise
    is_chosen: bool


def rhythm_views(organisation_id: int) -> list[RhythmView]:
    """The ways to have editions made, with the one that holds."""
    chosen = queries.newsletter_rhythm(organisation_id)
    labels = {
        "": _("Only by hand"),
        rules.WEEKLY: _("Every Tuesday, about the week before"),
        rules.MONTHLY: _("In the first days of a month, about the month before"),
    }
    return [RhythmView(value, label, value == chosen) for value, label in labels.items()]


def edition_rows(organisation_id: int, *, language: str) -> list[EditionRow]:
    """The editions of an organisation, the newest first."""
    editions = queries.editions_of(organisation_id)[: queries.SHOWN_EDITIONS]
    return [
        EditionRow(edition.token, read.title, read.days, edition.sent_at)
        for edition in editions
        for read in [_titled(edition, language)]
    ]


@dataclass(frozen=True)
class _Titled:
    title: str
    days: str


def _titled(edition: Edition, language: str) -> _Titled:
    opening = next((one for one in edition.blocks.all() if one.kind == rules.OPENING), None)
    title = opening.heading(language) if opening else ""
    return _Titled(title, days_of(edition.starts_on, edition.ends_on))


def feed_views(organisation_id: int) -> list[FeedView]:
    """The feeds, in both languages."""
    feeds = queries.open_feeds(organisation_id)
    labels = language_names()
    return [
        FeedView(
            language,
            labels[language],
            queries.feed_address(feeds[language]) if language in feeds else "",
            queries.feed_address(feeds[language], page=True) if language in feeds else "",
        )
        for language in rules.LANGUAGES
    ]


def part_views(form: EditionForm, edition: Edition, *, language: str) -> list[PartView]:
    """The parts of an edition in their order, with the fields that change them.

    Args:
        form: filled in with the edition, or with what was typed.
        edition: the draft.
        language: in which its content is told beside the fields.
    """
    read = read_edition(edition, language=language)
    kinds = [block.kind for block in sorted(edition.blocks.all(), key=lambda one: one.position)]
    parts: list[PartView] = []
    for kind in kinds:
        label, help_text = PARTS[kind]
        block = read.block(kind)
        lines: list[str] = []
        if block is not None:
            lines += [story.title for story in block.stories]
            lines += [f"{figure.count} {figure.label}" for figure in block.figures]
        parts.append(
            PartView(
                kind=kind,
                label=label,
                help=help_text,
                fields=[
                    form[f"{kind}_{what}_{tongue}"]
                    for what in ("heading", "text")
                    for tongue in rules.LANGUAGES
                ],
                shown=None if kind == rules.OPENING else form[f"{kind}_is_shown"],
                place=None if kind == rules.OPENING else form[f"{kind}_place"],
                lines=lines,
                thanks=_thanks_rows(edition, language) if kind == rules.SHOUTOUTS else (),
            )
        )
    return parts


def _thanks_rows(edition: Edition, language: str) -> list[ThanksRow]:
    left_out = set(edition.left_out)
    return [
        ThanksRow(one.token, one.text(language), one.language(language), one.token not in left_out)
        for one in shoutouts_of(edition)
    ]


def headline(rows: Sequence[EditionRow]) -> str:
    """What there is to do, as the page's first sentence."""
    drafts = sum(row.sent_at is None for row in rows)
    if not rows:
        return _("No edition yet.")
    if not drafts:
        return _("Everything that was made is sent.")
    return _("One edition waits for you.") if drafts == 1 else _("A few editions wait for you.")


def language_names() -> dict[str, str]:
    """The languages of an edition, as the reader calls them."""
    return {"nl": _("Dutch"), "en": _("English")}


@dataclass(frozen=True)
class Slide:
    """One slide: a part of an edition, or one shout-out of it, which has a slide to itself.

    Attributes:
        number: its place, from 1 on.
        block: the part.
        thanks: the one shout-out that it shows, if it shows one.
    """

    number: int
    block: Block
    thanks: Thanks | None = None


def slides_of(read: Read) -> list[Slide]:
    """The slides of an edition after its title: a shout-out each, and a part each."""
    shown: list[tuple[Block, Thanks | None]] = []
    for block in read.blocks:
        if block.kind == rules.SHOUTOUTS:
            shown += [(block, one) for one in block.thanks]
        else:
            shown.append((block, None))
    return [Slide(number, *each) for number, each in enumerate(shown, start=2)]
