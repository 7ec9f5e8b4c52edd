"""The hub: what it says first, and the states one can look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries
from zetje.content.rules.labels import (
    day_in_words,
    in_words,
    opened,
)

if TYPE_CHECKING:
    from zetje.content.models import Campaign
    from zetje.content.queries import HubCounts, HubStates
    from zetje.people.models import Organisation, Team

SHOWN_ROWS: Final = 12


@dataclass(frozen=True)
class Filter:
    """One state to look at, with how many stories are in it."""

    label: str
    address: str
    count: int
    current: bool


def headline(counts: HubCounts, *, today: date, campaign: Campaign | None = None) -> str:
    """What needs an editor, as one sentence; of one campaign where one is chosen."""
    if campaign and not counts.total:
        return _("“%(name)s” has no story yet.") % {"name": campaign.name}
    if not counts.total:
        return _("Nothing here yet. Add the first story.")
    parts: list[str] = []
    if counts.review:
        review = ngettext("%(number)s to review", "%(number)s to review", counts.review)
        parts.append(review % {"number": in_words(counts.review)})
    elif counts.draft:
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


def filters(counts: HubCounts, *, chosen: HubStates, kept: Mapping[str, str]) -> list[Filter]:
    """The states one can look at; `kept` are the other choices that an address names."""
    shown = [
        ("all", _("All"), counts.total),
        ("draft", _("Draft"), counts.draft),
        ("review", _("In review"), counts.review),
        ("live", _("Live"), counts.live),
        ("expiring", _("Expiring"), counts.expiring),
        ("archived", _("Archived"), counts.archived),
    ]
    hub = reverse("content:hub")
    return [
        Filter(
            label=label,
            address=_address(hub, {"state": "" if key == "all" else key, **kept}),
            count=count,
            current=key == chosen,
        )
        for key, label, count in shown
    ]


def _address(path: str, choices: Mapping[str, str]) -> str:
    chosen = urlencode({name: value for name, value in choices.items() if value})
    return f"{path}?{chosen}" if chosen else path


def _expiring(count: int, day: date, *, today: date) -> str:
    text = _("one runs out %(day)s") if count == 1 else _("%(number)s run out, the first %(day)s")
    return text % {"number": in_words(count), "day": _on_day(day, today=today)}


def _on_day(day: date, *, today: date) -> str:
    words = day_in_words(day, today=today)
    return words if day - today < timedelta(days=2) else _("on %(day)s") % {"day": words}


def offered_per_team(
    organisation: Organisation, *, teams: Sequence[Team], at: datetime
) -> tuple[dict[str, int], int]:
    """How many live stories each team may choose from, and how many are for everyone."""
    features = queries.live_story_features(organisation, at=at)
    # Whom a phase or a topic reaches is not counted.
    counted = zip(features.teams, features.for_whole_groups, strict=True)
    audiences = [meant for meant, is_whole in counted if is_whole]
    everyone = sum(1 for meant in audiences if not meant)
    return {
        team.name: everyone + sum(1 for meant in audiences if team.pk in meant) for team in teams
    }, everyone
