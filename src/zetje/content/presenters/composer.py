"""The composer: one story with its grid of wordings, the wording at hand and its proof."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zetje.content import queries
from zetje.content.presenters.places import PLACE_OF, PLACES, Place
from zetje.content.rules.labels import LANGUAGES, STATE_DISCS, STATES, TONES
from zetje.content.rules.states import day_in

if TYPE_CHECKING:
    from zetje.content.models import Story, StoryEvent, Variant
    from zetje.people.models import Organisation

_TAGGED: Final = re.compile(r"(https?://\S+|(?<!\w)[#@]\w[\w.@-]*)")
_CELL: Final = re.compile(r"([a-z]*)\.(nl|en)\.(plain|warm)")


@dataclass(frozen=True)
class Choice:
    """Which wording is at hand."""

    network: str = ""
    language: str = "nl"
    tone: str = "plain"

    @property
    def key(self) -> str:
        """The wording as an address names it."""
        return f"{self.network}.{self.language}.{self.tone}"


@dataclass(frozen=True)
class Cell:
    """One wording of the grid: a disc that can be chosen."""

    key: str
    disc: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class GridRow:
    """The wordings of one network."""

    label: str | Promise
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Piece:
    """Running text, or a word that a network colours."""

    kind: str
    text: str


@dataclass(frozen=True)
class Card:
    """The card that a network draws under a post."""

    picture: SafeString
    title: str
    host: str


@dataclass(frozen=True)
class Proof:
    """A truthful preview of a post, for the component of that name."""

    network: str
    label: str | Promise
    note: str
    initials: str
    name: str
    under_name: str
    pieces: tuple[Piece, ...]
    folded: bool
    card: Card
    verbs: Sequence[str | Promise]
    host_first: bool


@dataclass(frozen=True)
class StateLine:
    """The state of a story in a word, with its disc."""

    disc: str
    label: str


def chosen_variant(text: str, *, story: Story) -> Choice:
    """The wording an address asks for; else the plain one in the story's own language."""
    shape = _CELL.fullmatch(text)
    if shape and shape[1] in PLACE_OF:
        return Choice(network=shape[1], language=shape[2], tone=shape[3])
    return Choice(language=story.language)


def grid(story: Story, *, choice: Choice) -> list[GridRow]:
    """Every network with its wordings by language and tone."""
    written = {
        (variant.network, variant.language, variant.tone): variant
        for variant in story.variants.all()
    }
    return [
        GridRow(
            label=place.label,
            cells=tuple(
                _cell(place, Choice(place.key, language, tone), written, choice=choice)
                for language in LANGUAGES
                for tone in TONES
            ),
        )
        for place in PLACES
    ]


def variant_text(story: Story, *, choice: Choice) -> str:
    """The wording at hand as the editor wrote it, or ours as a start."""
    for variant in story.variants.all():
        if (variant.network, variant.language, variant.tone) == (
            choice.network,
            choice.language,
            choice.tone,
        ):
            return variant.text
    return queries.variant_for(
        story, network=choice.network, language=choice.language, tone=choice.tone
    ).text


def variant_label(choice: Choice) -> str:
    """Which wording is at hand, in words."""
    place = PLACE_OF[choice.network]
    return f"{place.label}, {LANGUAGES[choice.language]}, {str(TONES[choice.tone]).lower()}"


def room_line(text: str, *, choice: Choice) -> str:
    """How much of a network's room a wording takes."""
    place = PLACE_OF[choice.network]
    line = _("%(count)s of %(room)s characters, before the link.") % {
        "count": number_format(len(text), force_grouping=True),
        "room": number_format(place.room, force_grouping=True),
    }
    if place.fold:
        line += " " + _("The first %(fold)s show before the fold.") % {"fold": place.fold}
    return line


def proof(story: Story, *, organisation: Organisation, text: str, choice: Choice) -> Proof:
    """How the wording at hand would stand on its network."""
    place = PLACE_OF[choice.network]
    network = choice.network or "linkedin"
    shown, folded = _folded(text, place)
    target = queries.target_of(story, organisation=organisation)
    return Proof(
        network=network,
        label=PLACE_OF[network].label,
        note=f"{LANGUAGES[choice.language]}, {str(TONES[choice.tone]).lower()}",
        initials="?",
        name=_("The name of a colleague"),
        under_name=_("What they do at %(organisation)s") % {"organisation": organisation.name},
        pieces=tuple(
            Piece("tag" if _TAGGED.fullmatch(part) else "text", part)
            for part in _TAGGED.split(shown)
            if part
        ),
        folded=folded,
        card=Card(picture=_picture(story, organisation), title=story.title, host=_host(target)),
        verbs=place.verbs,
        host_first=place.host_first,
    )


def state_line(story: Story, *, on: date) -> StateLine:
    """The state of a story on a day."""
    state = queries.state_on(story, on=on)
    return StateLine(disc=STATE_DISCS.get(state, state), label=str(STATES[state]))


def history_lines(events: Sequence[StoryEvent], *, time_zone: str) -> list[str]:
    """What was done with a story by whom, in sentences."""
    sentences = {
        "drafted": _("%(name)s added it, %(day)s."),
        "edited": _("%(name)s changed it, %(day)s."),
        "filed": _("%(name)s put it into another campaign, %(day)s."),
        "submitted": _("%(name)s handed it in, %(day)s."),
        "commented": _("%(name)s said, %(day)s:"),
        "approved": _("%(name)s approved it, %(day)s."),
        "sent_back": _("%(name)s sent it back, %(day)s."),
        "published": _("%(name)s put it live, %(day)s."),
        "corrected": _("%(name)s corrected it, %(day)s."),
        "withdrawn": _("%(name)s withdrew it, %(day)s."),
        "pinned": _("%(name)s pinned it, %(day)s."),
        "unpinned": _("%(name)s took its pin off, %(day)s."),
        "archived": _("%(name)s put it away, %(day)s."),
        "brought_back": _("%(name)s brought it back, %(day)s."),
    }
    lines: list[str] = []
    for event in events:
        name = event.member.full_name if event.member else _("Somebody who left")
        line = sentences[event.kind] % {
            "name": name,
            "day": date_format(day_in(time_zone, event.at), "j F Y"),
        }
        line = f"{line} “{event.note}”" if event.note else line
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _cell(
    place: Place, own: Choice, written: Mapping[tuple[str, str, str], Variant], *, choice: Choice
) -> Cell:
    variant = written.get((own.network, own.language, own.tone))
    disc, state = "none", _("missing")
    if variant:
        disc, state = ("half", _("draft")) if variant.is_drafted else ("", _("ready"))
    return Cell(
        key=own.key,
        disc=disc,
        label=f"{place.label}, {LANGUAGES[own.language]}, {TONES[own.tone]}: {state}",
        chosen=own == choice,
    )


def _folded(text: str, place: Place) -> tuple[str, bool]:
    if not place.fold or len(text) <= place.fold:
        return text, False
    return text[: place.fold].rstrip(), True


def _picture(story: Story, organisation: Organisation) -> SafeString:
    return render_to_string(
        "content/story_picture_of.html", {"story": story, "organisation": organisation}
    )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
