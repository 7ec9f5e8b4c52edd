"""What stands on the invented website on a day: its stories, and what its feeds offer.

Nothing of it is stored. The items of a channel follow the calendar, so that new ones appear while a
demo goes on, and an item keeps its address and its moment for ever.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from zetje.web.demo.material import HERE, DemoStory, slug_of, stories

_BEGINNING = datetime(2025, 1, 6, 8, 15, tzinfo=UTC)
SITE_NAME = "Noordnaaf"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the website. Without a moment it was always there."""

    slug: str
    kind: str
    language: str
    title: str
    text: str
    published_at: datetime | None = None

    @property
    def path(self) -> str:
        """Its address on the site; a story's English page stands beside its Dutch one."""
        return f"/demo/news/{'en/' if self.has_twin and self.language == 'en' else ''}{self.slug}/"

    @property
    def picture_path(self) -> str:
        """The address of its picture on the site."""
        return f"/demo/news/{self.slug}.png"

    @property
    def has_twin(self) -> bool:
        """Whether the page is there in both languages."""
        return self.published_at is None


@dataclass(frozen=True)
class Channel:
    """A feed of the website: a new item every so many days, the newest few shown."""

    key: str
    form: str
    language: str
    title: str
    every: timedelta
    shown: int
    templates: tuple[dict[str, Any], ...]

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/demo/feeds/{self.key}"

    def pages(self, now: datetime) -> Sequence[Page]:
        """What it offers at a moment, the newest first."""
        newest = (now - _BEGINNING) // self.every
        return [self.page(newest - back) for back in range(min(self.shown, newest + 1))]

    def page(self, number: int) -> Page:
        """Its item of a number, counted from the beginning."""
        template = self.templates[number % len(self.templates)]
        names: list[str] = template["names"]
        name = names[number // len(self.templates) % len(names)]
        title = str(template["title"]).format(name=name)
        title = title[0].upper() + title[1:]
        return Page(
            slug=f"{slug_of(title)}-{number}",
            kind=template["kind"],
            language=self.language,
            title=title,
            text=str(template["text"]).format(name=name),
            published_at=_BEGINNING + number * self.every,
        )


@cache
def channels() -> dict[str, Channel]:
    """The feeds of the website by their keys."""
    given = tomllib.loads((HERE / "feeds.toml").read_text())
    return {
        entry["key"]: Channel(
            key=entry["key"],
            form=entry["form"],
            language=entry["language"],
            title=entry["title"],
            every=timedelta(days=entry["every_days"]),
            shown=entry["shown"],
            templates=tuple(entry["item"]),
        )
        for entry in given["channel"]
    }


def page_of(slug: str, *, language: str, now: datetime) -> Page | None:
    """The page at an address, or None where there is none yet or at all."""
    if story := _stories().get(slug):
        return page_of_story(story, language=language)
    number = slug.rpartition("-")[2]
    if not (number.isascii() and number.isdigit()) or len(number) > 6:
        return None
    found = (channel.page(int(number)) for channel in channels().values())
    return next(
        (page for page in found if page.slug == slug and (page.published_at or now) <= now), None
    )


def page_of_story(story: DemoStory, *, language: str) -> Page:
    """A story's own page in one of its languages."""
    return Page(
        slug=story.slug,
        kind=story.kind,
        language=language,
        title=story.title[language],
        text=story.text[language],
    )


@cache
def _stories() -> dict[str, DemoStory]:
    return {story.slug: story for story in stories()}
