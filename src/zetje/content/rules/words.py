"""What an editor fills in about a story, cleaned the same way wherever it comes from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from zetje.content.rules.text import SUMMARY_LENGTH, TITLE_LENGTH, clean_lines, one_line, shortened


class StoryRefused(Exception):  # noqa: N818 - a refusal is an outcome, told to the editor as such
    """A story cannot be kept or moved on this way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class StoryWords:
    """What a story says."""

    title: str
    summary: str = ""
    url: str = ""
    kind: str = "news"
    language: str = ""
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who a story is for and when; no team, language or phase at all means every one."""

    starts_on: date
    ends_on: date | None = None
    team_ids: Collection[int] = ()
    languages: Collection[str] = ()
    phases: Collection[str] = ()
    is_for_topic_only: bool = False


def cleaned(words: StoryWords) -> StoryWords:
    """The words without control signs and surplus space. Raises StoryRefused without a title."""
    title = shortened(one_line(words.title), TITLE_LENGTH)
    if not title:
        raise StoryRefused("needs_title")
    return StoryWords(
        title=title,
        summary=shortened(clean_lines(words.summary), SUMMARY_LENGTH * 4),
        url=words.url.strip(),
        kind=words.kind,
        language=words.language,
        topic=shortened(one_line(words.topic), 60),
    )


def check_dates(audience: Audience) -> None:
    """Raises StoryRefused where the last day lies before the first."""
    if audience.ends_on is not None and audience.ends_on < audience.starts_on:
        raise StoryRefused("ends_before_start")
