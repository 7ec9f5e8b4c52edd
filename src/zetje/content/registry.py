"""Lets capabilities above this one tell the hub what came of stories, and who gets too few."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member, Organisation

# Story ids in; per story how many colleagues shared it, without those that may not be shown.
Counts = Callable[[Sequence[int]], Mapping[int, int]]

_counts: list[Counts] = []


def register_share_counts(counts: Counts) -> None:
    """Show these figures in the hub. Called once, by the list of plugins."""
    _counts[:] = [counts]


def share_counts(story_ids: Sequence[int]) -> Mapping[int, int] | None:
    """How often each story was shared, or None where nothing counts that."""
    return _counts[0](story_ids) if _counts else None


class StoryResult(Protocol):
    """What a story came to, each figure in whole blocks of people; None where it may not show."""

    @property
    def sharers(self) -> int | None:
        """How many people shared it."""
        ...

    @property
    def clicks(self) -> int | None:
        """How often readers followed the links of these people."""
        ...

    @property
    def skips(self) -> int | None:
        """How many people skipped it."""
        ...


@dataclass(frozen=True)
class Gap:
    """A group of colleagues who have too few stories to choose from in their next digest.

    Attributes:
        team: the name of their team; empty for those without one.
        languages: the languages they read; never empty.
        most: how many stories the best served of them may get, less than three.
        people: how many of the group that is, in whole blocks of five.
        is_everyone: whether it is the whole group.
    """

    team: str
    languages: frozenset[str]
    most: int
    people: int
    is_everyone: bool


# The organisation and story ids in; what each came to, by story.
Results = Callable[[int, Collection[int]], Mapping[int, StoryResult]]
Gaps = Callable[["Organisation", datetime], Sequence[Gap]]

_results: list[Results] = []
_gaps: list[Gaps] = []


def register_results(results: Results) -> None:
    """Show what stories came to. Called once, by the list of plugins."""
    _results[:] = [results]


def results_of(organisation_id: int, story_ids: Collection[int]) -> Mapping[int, StoryResult]:
    """What each story came to by the week that was frozen last; empty where nothing counts that."""
    return _results[0](organisation_id, story_ids) if _results else {}


def register_gaps(gaps: Gaps) -> None:
    """Show who gets too few stories. Called once, by the list of plugins."""
    _gaps[:] = [gaps]


def gaps_of(organisation: Organisation, *, now: datetime) -> Sequence[Gap]:
    """Who gets too few stories next; nobody where nothing chooses stories."""
    return _gaps[0](organisation, now) if _gaps else ()


@dataclass(frozen=True)
class DraftWish:
    """A wording that an editor would like a draft of.

    Attributes:
        room: how long it may be, in signs, without link and disclosure.
    """

    network: str
    language: str
    tone: str
    room: int


@dataclass(frozen=True)
class Drafted:
    """What a language model drafted.

    Attributes:
        texts: by the wish; those that did not stand up to the story are not among them.
        sentence: why there is none, or less than was wished, for the editor; "" for all of them.
    """

    texts: Mapping[DraftWish, str]
    sentence: str = ""


class Drafter(Protocol):
    """Writes drafts with a language model, where an organisation switched one on."""

    def is_on(self, organisation: Organisation) -> bool:
        """Whether it may be asked."""
        ...

    def draft(
        self, *, story: Story, wishes: Sequence[DraftWish], by: Member, now: datetime
    ) -> Drafted:
        """Draft the wordings that are wished for."""
        ...


_drafters: list[Drafter] = []


def register_drafter(drafter: Drafter) -> None:
    """Let editors ask for drafts of a language model. Called once, by the list of plugins."""
    _drafters[:] = [drafter]


def drafter_of(organisation: Organisation) -> Drafter | None:
    """What drafts for an organisation; None where no model is switched on."""
    return next((one for one in _drafters if one.is_on(organisation)), None)
