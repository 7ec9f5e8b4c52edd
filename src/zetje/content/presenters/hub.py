"""The hub: what it says first, the table of stories and the inbox of the feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries, registry
from zetje.content.rules.faults import words_of
from zetje.content.rules.labels import (
    LANGUAGES,
    STATE_DISCS,
    STATES,
    day_in_words,
    in_words,
    opened,
)
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.content.models import Feed, FeedItem, Story
    from zetje.content.queries import HubCounts, HubStates
    from zetje.people.models import Organisation

SHOWN_ROWS: Final = 12
SHOWN_ITEMS: Final = 8


@dataclass(frozen=True)
class Filter:
    """One state to look at, with how many stories are in it."""

    label: str
    address: str
    count: int
    current: bool


@dataclass(frozen=True)
class Lights:
    """How many wordings are ready, drafted and missing, one disc each."""

    discs: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Row:
    """One story of the table."""

    title: str
    address: str
    state: str
    disc: str
    lights: Lights
    audience: str
    until: str
    shared: str


@dataclass(frozen=True)
class InboxItem:
    """Something a feed offers."""

    token: str
    title: str
    origin: str
    address: str


@dataclass(frozen=True)
class FeedRow:
    """A feed that is read, with how its last reading went."""

    token: str
    name: str
    address: str
    reading: str
    fault: str


def headline(counts: HubCounts, *, today: date) -> str:
    """What needs an editor, as one sentence."""
    if not counts.total:
        return _("Nothing here yet. Add the first story.")
    parts: list[str] = []
    if counts.draft:
        wait = ngettext("%(number)s draft waits", "%(number)s drafts wait", counts.draft)
        parts.append(wait % {"number": in_words(counts.draft)})
    if counts.expiring and counts.next_end:
        parts.append(_expiring(counts.expiring, counts.next_end, today=today))
    if not parts:
        live = ngettext("%(number)s story is live", "%(number)s stories are live", counts.live)
        parts.append(live % {"number": in_words(counts.live)})
    return opened(", ".join(parts)) + "."


def lead(offered: Mapping[str, int], everyone: int) -> str:
    """Whether each team has three stories to choose from, which a digest asks for."""
    short = sorted((count, name) for name, count in offered.items() if count < 3)
    if short and not short[0][0]:
        return _("Next week's three: %(team)s has none to choose from.") % {"team": short[0][1]}
    if short:
        count, name = short[0]
        values = {"team": name, "number": in_words(count)}
        return _("Next week's three: %(team)s has only %(number)s to choose from.") % values
    if not everyone and not offered:
        return _("Next week's three: there is none to choose from.")
    if everyone < 3 and not offered:
        values = {"number": in_words(everyone)}
        return _("Next week's three: colleagues have only %(number)s to choose from.") % values
    return _("Next week's three are ready for everyone.")


def filters(counts: HubCounts, *, chosen: HubStates) -> list[Filter]:
    """The states one can look at."""
    shown = [
        ("all", _("All"), counts.total),
        ("draft", _("Draft"), counts.draft),
        ("live", _("Live"), counts.live),
        ("expiring", _("Expiring"), counts.expiring),
        ("archived", _("Archived"), counts.archived),
    ]
    hub = reverse("content:hub")
    return [
        Filter(
            label=label,
            address=hub if key == "all" else f"{hub}?state={key}",
            count=count,
            current=key == chosen,
        )
        for key, label, count in shown
    ]


def rows(stories: Sequence[Story], *, today: date) -> list[Row]:
    """The stories as lines of the table."""
    counts = registry.share_counts([story.pk for story in stories])
    return [_row(story, today=today, counts=counts) for story in stories]


def inbox(items: Sequence[FeedItem], *, now: datetime) -> list[InboxItem]:
    """What the feeds offer."""
    return [
        InboxItem(
            token=item.token,
            title=item.title,
            origin=_("%(feed)s, %(ago)s ago")
            % {"feed": str(item.feed), "ago": _ago(item.published_at or item.found_at, now=now)},
            address=item.address,
        )
        for item in items
    ]


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


def _row(story: Story, *, today: date, counts: Mapping[int, int] | None) -> Row:
    state = queries.state_on(story, on=today)
    return Row(
        title=story.title,
        address=reverse("content:story", args=[story.token]),
        state=str(STATES[state]),
        disc=STATE_DISCS.get(state, state),
        lights=_lights(story),
        audience=audience_words(story),
        until=_until(story, state=state, today=today),
        shared="" if counts is None else str(counts.get(story.pk, "–")),
    )


def audience_words(story: Story) -> str:
    """Who a story is for, in a few words."""
    teams = sorted(str(row.team) for row in story.audience.all())
    whom = ", ".join(teams) if teams else _("Everyone")
    if len(story.languages) == 1:
        return f"{whom} · {LANGUAGES[story.languages[0]]}"
    return whom


def _lights(story: Story) -> Lights:
    variants = list(story.variants.all())
    general = {(v.language, v.tone): v for v in variants if not v.network}
    wanted = [(lang, tone) for lang in story.languages or LANGUAGES for tone in ("plain", "warm")]
    extra = [variant for variant in variants if variant.network]
    found = [*(general.get(place) for place in wanted), *extra]
    ready = sum(1 for variant in found if variant and not variant.is_drafted)
    drafted = sum(1 for variant in found if variant and variant.is_drafted)
    missing = sum(1 for variant in found if variant is None)
    return Lights(
        discs=("",) * min(ready, 12) + ("half",) * drafted + ("none",) * missing,
        label=_("%(ready)s ready, %(draft)s in draft, %(missing)s missing")
        % {"ready": ready, "draft": drafted, "missing": missing},
    )


def _until(story: Story, *, state: str, today: date) -> str:
    if state == "planned":
        return _("From %(day)s") % {"day": day_in_words(story.starts_on, today=today)}
    if state == "withdrawn" or story.ends_on is None:
        return "–"
    return opened(day_in_words(story.ends_on, today=today))


def _expiring(count: int, day: date, *, today: date) -> str:
    text = _("one runs out %(day)s") if count == 1 else _("%(number)s run out, the first %(day)s")
    return text % {"number": in_words(count), "day": _on_day(day, today=today)}


def _on_day(day: date, *, today: date) -> str:
    words = day_in_words(day, today=today)
    return words if day - today < timedelta(days=2) else _("on %(day)s") % {"day": words}


def _ago(at: datetime, *, now: datetime) -> str:
    return timesince(at, now, depth=1).replace("\xa0", " ")


def offered_per_team(organisation: Organisation, *, at: datetime) -> tuple[dict[str, int], int]:
    """How many live stories each team may choose from, and how many are for everyone."""
    features = queries.live_story_features(organisation, at=at)
    everyone = sum(1 for teams in features.teams if not teams)
    return {
        team.name: everyone + sum(1 for teams in features.teams if team.pk in teams)
        for team in people.teams_of(organisation.pk)
    }, everyone
