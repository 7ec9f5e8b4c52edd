"""The table of stories: each with its state, who brought it there, its wordings and its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from zetje.content import registry
from zetje.content.rules.labels import LANGUAGES, STATE_DISCS, STATES, day_in_words, opened
from zetje.content.rules.states import day_in

if TYPE_CHECKING:
    from zetje.content.queries.table import Move, TableStory


@dataclass(frozen=True)
class Lights:
    """How many wordings are ready, drafted and missing, one disc each."""

    discs: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Row:
    """One story of the table."""

    token: str
    title: str
    language: str
    address: str
    state: str
    disc: str
    moved: str
    campaign: str
    campaign_address: str
    is_pinned: bool
    is_ticked: bool
    lights: Lights
    audience: str
    until: str
    shared: str


@dataclass(frozen=True)
class _Beside:
    """What is looked up once for all rows."""

    today: date
    time_zone: str
    shares: Mapping[int, int] | None
    ticked: Collection[str]


def rows(
    stories: Sequence[TableStory],
    *,
    time_zone: str,
    today: date,
    ticked: Collection[str] = (),
) -> list[Row]:
    """The stories as lines of the table."""
    shares = registry.share_counts([story.pk for story in stories])
    beside = _Beside(today=today, time_zone=time_zone, shares=shares, ticked=ticked)
    return [_row(story, beside) for story in stories]


def audience_words(story: TableStory) -> str:
    """Who a story is for, in a few words; whom a phase or a topic reaches is never counted."""
    words = [", ".join(story.teams) or _("Everyone")]
    if len(story.languages) == 1:
        words.append(LANGUAGES[story.languages[0]])
    if story.has_phases:
        words.append(_("some phases"))
    if story.only_topic:
        words.append(_("who asked for “%(topic)s”") % {"topic": story.only_topic})
    return " · ".join(words)


def move_words(move: Move | None, *, time_zone: str, today: date) -> str:
    """What brought a story where it is: who did it, and on which day."""
    sentences = {
        "drafted": _("Added by %(name)s, %(day)s"),
        "submitted": _("Handed in by %(name)s, %(day)s"),
        "approved": _("Approved by %(name)s, %(day)s; one more to go"),
        "sent_back": _("Sent back by %(name)s, %(day)s"),
        "published": _("Put live by %(name)s, %(day)s"),
        "corrected": _("Corrected by %(name)s, %(day)s"),
        "withdrawn": _("Withdrawn by %(name)s, %(day)s"),
        "archived": _("Put away by %(name)s, %(day)s"),
        "brought_back": _("Brought back by %(name)s, %(day)s"),
    }
    if move is None:
        return ""
    day = day_in_words(day_in(time_zone, move.at), today=today)
    return sentences[move.kind] % {"name": move.name or _("somebody who left"), "day": day}


def _row(story: TableStory, beside: _Beside) -> Row:
    hub = reverse("content:hub")
    return Row(
        token=story.token,
        title=story.title,
        language=story.language,
        address=reverse("content:story", args=[story.token]),
        state=str(STATES[story.state]),
        disc=STATE_DISCS.get(story.state, story.state),
        moved=move_words(story.move, time_zone=beside.time_zone, today=beside.today),
        campaign=story.campaign,
        campaign_address=f"{hub}?campaign={story.campaign_token}" if story.campaign else "",
        is_pinned=story.is_pinned,
        is_ticked=story.token in beside.ticked,
        lights=_lights(story),
        audience=audience_words(story),
        until=_until(story, today=beside.today),
        shared="" if beside.shares is None else str(beside.shares.get(story.pk, "–")),
    )


def _lights(story: TableStory) -> Lights:
    general = {(one.language, one.tone): one for one in story.wordings if not one.network}
    wanted = [(lang, tone) for lang in story.languages or LANGUAGES for tone in ("plain", "warm")]
    extra = [variant for variant in story.wordings if variant.network]
    found = [*(general.get(place) for place in wanted), *extra]
    ready = sum(1 for variant in found if variant and not variant.is_drafted)
    drafted = sum(1 for variant in found if variant and variant.is_drafted)
    missing = sum(1 for variant in found if variant is None)
    return Lights(
        discs=("",) * min(ready, 12) + ("half",) * drafted + ("none",) * missing,
        label=_("%(ready)s ready, %(draft)s in draft, %(missing)s missing")
        % {"ready": ready, "draft": drafted, "missing": missing},
    )


def _until(story: TableStory, *, today: date) -> str:
    if story.state == "planned":
        return _("From %(day)s") % {"day": day_in_words(story.starts_on, today=today)}
    if story.state == "withdrawn" or story.ends_on is None:
        return "–"
    return opened(day_in_words(story.ends_on, today=today))
