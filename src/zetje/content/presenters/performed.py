"""What performed: stories and campaigns by what came of them, in whole blocks of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from zetje.content import queries, registry
from zetje.content.rules.labels import KINDS, day_in_words

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.content.registry import StoryResult
    from zetje.people.models import Organisation

SINCE: Final = timedelta(days=91)
MOST_STORIES: Final = 200
NOTHING: Final = "–"


@dataclass(frozen=True)
class PerformedRow:
    """One story or campaign with its figures; a dash where fewer than five people stand behind."""

    title: str
    address: str
    about: str
    language: str
    sharers: str
    clicks: str
    skips: str


@dataclass(frozen=True)
class PerformedView:
    """Stories and campaigns, the most shared first."""

    headline: str
    stories: tuple[PerformedRow, ...]
    campaigns: tuple[PerformedRow, ...]


def performed_view(
    *, organisation: Organisation, now: datetime, most: int = MOST_STORIES
) -> PerformedView:
    """What the stories of the last thirteen weeks came to."""
    today = queries.today_of(organisation, at=now)
    stories = queries.stories_put_live_since(organisation.pk, since=now - SINCE)
    results = registry.results_of(organisation.pk, [story.pk for story in stories])
    told = [story for story in stories if story.pk in results and results[story.pk].sharers]
    told.sort(key=lambda story: _weight(results[story.pk]), reverse=True)
    rows = [
        PerformedRow(
            title=story.title,
            address=reverse("content:story", args=[story.token]),
            about=_about(story, today=day_in_words(story.starts_on, today=today)),
            language=story.language,
            **_figures(results[story.pk]),
        )
        for story in told[:most]
    ]
    return PerformedView(
        headline=_headline(told, results),
        stories=tuple(rows),
        campaigns=tuple(_campaigns(stories, results)),
    )


def _campaigns(stories: Sequence[Story], results: Mapping[int, StoryResult]) -> list[PerformedRow]:
    groups: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for story in stories:
        if story.campaign is not None:
            groups.setdefault(story.campaign.pk, []).append(story.pk)
            names[story.campaign.pk] = story.campaign.name
    rows: list[tuple[int, PerformedRow]] = []
    for key, ids in groups.items():
        # From what its stories show and nothing else: figures of its own, less theirs, would tell
        # of a few. So many people shared one of them at least.
        of_each = [results[pk] for pk in ids if pk in results]
        people = max((result.sharers or 0 for result in of_each), default=0)
        row = PerformedRow(
            title=names[key],
            address="",
            about=_stories(len(ids)),
            language="",
            sharers=_figure(people or None),
            clicks=_figure(sum(result.clicks or 0 for result in of_each) or None),
            skips="",
        )
        rows.append((people, row))
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return [row for _people, row in rows]


def _stories(count: int) -> str:
    return _("1 story") if count == 1 else _("%(count)s stories") % {"count": count}


def _headline(told: Sequence[Story], results: Mapping[int, StoryResult]) -> str:
    if not told:
        return _("Too few shares yet to say what works.")
    best = told[0]
    return _("“%(title)s” was shared most, by %(people)s colleagues or more.") % {
        "title": best.title,
        "people": _figure(results[best.pk].sharers),
    }


def _about(story: Story, *, today: str) -> str:
    kind = str(KINDS[story.kind])
    return ", ".join(part for part in (kind, story.topic, today) if part)


def _weight(result: StoryResult) -> tuple[int, int]:
    return result.sharers or 0, result.clicks or 0


def _figures(result: StoryResult) -> dict[str, str]:
    return {
        "sharers": _figure(result.sharers),
        "clicks": _figure(result.clicks),
        "skips": _figure(result.skips),
    }


def _figure(count: int | None) -> str:
    return NOTHING if count is None else number_format(count, force_grouping=True)
