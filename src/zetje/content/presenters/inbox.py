"""The inbox of the hub: what feeds bring and colleagues suggest, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries, registry
from zetje.content.models import Tip
from zetje.content.queries.feeds import story_titles
from zetje.content.rules.faults import words_of
from zetje.content.rules.labels import LANGUAGES, in_words, opened
from zetje.content.rules.resemblance import likest

if TYPE_CHECKING:
    from zetje.content.models import Feed, FeedItem
    from zetje.people.models import Organisation

SHOWN: Final = 8
_READ: Final = 100


@dataclass(frozen=True)
class Like:
    """A story that an entry looks like."""

    words: str
    address: str


@dataclass(frozen=True)
class Entry:
    """Something to make a story of, with where its three buttons lead."""

    title: str
    text: str
    origin: str
    notes: tuple[str, ...]
    address: str
    language: str
    take: str
    put_off: str
    let_pass: str
    at: datetime
    plain_title: str
    like: Like | None = None


@dataclass(frozen=True)
class FeedRow:
    """A feed that is read, with how its last reading went."""

    token: str
    name: str
    address: str
    reading: str
    fault: str


@dataclass(frozen=True)
class InboxView:
    """The inbox: what is shown, how many wait in all, and what was put off until later."""

    entries: tuple[Entry, ...]
    waiting: int
    later: tuple[Entry, ...]
    feeds: tuple[FeedRow, ...]
    broken: tuple[FeedRow, ...]
    line: str


def inbox_view(*, organisation: Organisation, now: datetime) -> InboxView:
    """What waits in an organisation's inbox, newest first; at most six queries."""
    items = list(queries.inbox_of(organisation.pk)[:_READ])
    tips = list(queries.open_tips(organisation.pk)[:_READ])
    feeds = list(queries.feeds_of(organisation.pk))
    due = [row for row in (*items, *tips) if row.later_until is None or row.later_until <= now]
    later = [row for row in (*items, *tips) if row.later_until and row.later_until > now]
    entries = sorted((_entry(row, now=now) for row in due), key=lambda one: one.at, reverse=True)
    read = feed_rows(feeds, now=now)
    return InboxView(
        entries=tuple(_with_likes(entries[:SHOWN], organisation)),
        waiting=len(entries),
        later=tuple(_entry(row, now=now) for row in later),
        feeds=tuple(read),
        broken=tuple(row for row in read if row.fault),
        line=feeds_line(feeds),
    )


def feed_rows(feeds: Sequence[Feed], *, now: datetime) -> list[FeedRow]:
    """The feeds that are read."""
    return [
        FeedRow(
            token=feed.token,
            name=str(feed),
            address=feed.address,
            reading=_("Read %(ago)s ago") % {"ago": _ago(feed.read_at, now=now)}
            if feed.read_at
            else _("Not read yet"),
            fault=words_of(feed.fault) if feed.fault else "",
        )
        for feed in feeds
    ]


def feeds_line(feeds: Sequence[Feed]) -> str:
    """How many feeds are read, and what that means."""
    if not feeds:
        return _("No feed is read yet. Add one, and what it brings waits here for you.")
    line = ngettext(
        "%(number)s feed, read every hour.", "%(number)s feeds, read every hour.", len(feeds)
    ) % {"number": opened(in_words(len(feeds)))}
    calm = _("Nothing goes to colleagues until you have made a story of it.")
    return f"{line} {calm}"


def _entry(row: FeedItem | Tip, *, now: datetime) -> Entry:
    return _tip(row, now=now) if isinstance(row, Tip) else _item(row, now=now)


def _item(item: FeedItem, *, now: datetime) -> Entry:
    at = item.published_at or item.found_at
    also_in: list[str] = getattr(item, "also_in", [])
    return Entry(
        title=item.title,
        text="",
        origin=_("%(feed)s, %(ago)s ago") % {"feed": str(item.feed), "ago": _ago(at, now=now)},
        notes=(_("Also in %(feeds)s.") % {"feeds": ", ".join(also_in)},) if also_in else (),
        address=item.address,
        language=str(LANGUAGES.get(item.language, "")),
        take=reverse("content:take_item", args=[item.token]),
        put_off=reverse("content:put_off_item", args=[item.token]),
        let_pass=reverse("content:pass_item", args=[item.token]),
        at=item.found_at,
        plain_title=item.title,
    )


def _tip(tip: Tip, *, now: datetime) -> Entry:
    notes: list[str] = []
    if backed := int(getattr(tip, "backed", 0)):
        notes.append(backed_words(backed))
    if tip.is_quoted:
        notes.append(_("The words are another colleague's: ask them before you use them."))
    suggests = {"name": tip.member.given_name, "title": tip.title}
    return Entry(
        title=_("%(name)s suggests: “%(title)s”") % suggests,
        # The first sentence stands above it as the title.
        text=tip.text.removeprefix(tip.title).strip(),
        origin=_("From a colleague, %(ago)s ago") % {"ago": _ago(tip.given_at, now=now)},
        notes=tuple(notes),
        address=tip.address,
        language=str(LANGUAGES.get(tip.language, "")),
        take=reverse("content:take_tip", args=[tip.token]),
        put_off=reverse("content:put_off_tip", args=[tip.token]),
        let_pass=reverse("content:pass_tip", args=[tip.token]),
        at=tip.given_at,
        plain_title=tip.title,
    )


def backed_words(number: int) -> str:
    """How many colleagues would share a tip."""
    words = ngettext(
        "%(number)s colleague said they would share it.",
        "%(number)s colleagues said they would share it.",
        number,
    )
    return opened(words % {"number": in_words(number)})


def _with_likes(entries: Sequence[Entry], organisation: Organisation) -> list[Entry]:
    """The entries, each with the story whose title is near its own."""
    stories = story_titles(organisation.pk) if entries else []
    titles = [title for _pk, _token, title in stories]
    places = [likest(entry.plain_title, titles) for entry in entries]
    found = [stories[place] for place in places if place is not None]
    counts = (registry.share_counts([pk for pk, *_rest in found]) if found else None) or {}
    return [
        entry if place is None else replace(entry, like=_like(stories[place], counts))
        for entry, place in zip(entries, places, strict=True)
    ]


def _like(story: tuple[int, str, str], counts: Mapping[int, int]) -> Like:
    pk, token, title = story
    words = _("Looks like your story “%(title)s”.") % {"title": title}
    if shared := counts.get(pk):
        values = {"title": title, "count": shared}
        words = _("Looks like your story “%(title)s”, which %(count)s shared.") % values
    return Like(words=words, address=reverse("content:story", args=[token]))


def _ago(at: datetime, *, now: datetime) -> str:
    return timesince(at, now, depth=1).replace("\xa0", " ")
