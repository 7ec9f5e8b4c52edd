"""What stands on the invented website on a day: its stories, and what its feeds offer.

Nothing of it is stored. The items of a channel follow the calendar, so that new ones appear while a
demo goes on, and an item keeps its address and its moment for ever.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from zetje.web.demo.desk import desk_stories
from zetje.web.demo.material import HERE, DemoStory, slug_of, stories

_BEGINNING = datetime(2025, 1, 6, 8, 15, tzinfo=UTC)
SITE_NAME = "Noordnaaf"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the website.

    Attributes:
        slug: its name in addresses.
        kind: of story.
        language: that it is in.
        title: above it.
        text: all it says.
        published_at: when it appeared; None: it was always there.
        has_twin: whether it is there in both languages.
    """

    slug: str
    kind: str
    language: str
    title: str
    text: str
    published_at: datetime | None = None
    has_twin: bool = False

    @property
    def path(self) -> str:
        """Its address on the site; a story's English page stands beside its Dutch one."""
        return f"/demo/news/{'en/' if self.has_twin and self.language == 'en' else ''}{self.slug}/"

    @property
    def twin_path(self) -> str:
        """The address of the same page in the other language; empty where there is none."""
        other = "nl" if self.language == "en" else "en"
        return replace(self, language=other).path if self.has_twin else ""

    @property
    def picture_path(self) -> str:
        """The address of its picture on the site."""
        return f"/demo/news/{self.slug}.png"


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
        found = (self.page(newest - back) for back in range(min(self.shown, newest + 1)))
        return [page for page in found if page is not None]

    def page(self, number: int, *, in_english: bool = False) -> Page | None:
        """Its item of a number, counted from the beginning; None where it has no English twin.

        Args:
            number: which.
            in_english: the twin of an item that is written in Dutch.
        """
        template = self.templates[number % len(self.templates)]
        if in_english and "en" not in template:
            return None
        usual = _words(template, template, number // len(self.templates))
        words = usual
        if in_english:
            words = _words(template["en"], template, number // len(self.templates))
        return Page(
            slug=f"{slug_of(usual[0])}-{number}",
            kind=template["kind"],
            language="en" if in_english else self.language,
            title=words[0],
            text=words[1],
            published_at=_BEGINNING + number * self.every,
            has_twin="en" in template,
        )


def _words(part: dict[str, Any], template: dict[str, Any], turn: int) -> tuple[str, str]:
    """The title and the text of one language, with the name whose turn it is."""
    names: list[str] = part.get("names", template["names"])
    name = names[turn % len(names)]
    title = str(part["title"]).format(name=name)
    return title[0].upper() + title[1:], str(part["text"]).format(name=name)


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
    found = [
        page
        for channel in channels().values()
        for page in (channel.page(int(number)), channel.page(int(number), in_english=True))
        if page is not None and page.slug == slug and (page.published_at or now) <= now
    ]
    return next((page for page in found if page.language == language), next(iter(found), None))


def page_of_story(story: DemoStory, *, language: str) -> Page:
    """A story's own page in one of its languages."""
    return Page(
        slug=story.slug,
        kind=story.kind,
        language=language,
        title=story.title[language],
        text=story.text[language],
        has_twin=True,
    )


@cache
def _stories() -> dict[str, DemoStory]:
    known = [*stories(), *(each.story for each in desk_stories())]
    return {story.slug: story for story in known}
