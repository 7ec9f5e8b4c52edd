"""Reads what the phase of a member gives them, for their own pages and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray

from zetje.behaviour.phases import Phase
from zetje.behaviour.weeks import number_of, week_of
from zetje.content import queries as content
from zetje.delivery import queries as delivery
from zetje.lib.record.queries import events_of_person
from zetje.people import queries as people
from zetje.prompting.models import ProbeDraw, Standing, WhyAnswer
from zetje.prompting.rules.standing import FITTING_KINDS, PHASE_NAMES
from zetje.prompting.rules.standing_facts import PHASE_CHANGED
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# For how long a page speaks of a change of phase.
VERIFIED_FOR: Final = timedelta(days=14)
BACK_FOR: Final = timedelta(weeks=8)
# Later than this nobody can confirm a share any more.
ON_ITS_WAY_FOR: Final = timedelta(days=14)
_SHOWN: Final = 3
_NEVER: Final = (0, 0, "1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Told:
    """A story that a colleague tells of, or an example that an expert gives."""

    token: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of one's own on its way: its share's token, its text, and whether it was posted."""

    token: str
    text: str
    is_posted: bool


@dataclass(frozen=True, slots=True)
class Why:
    """What a member said of why they would share: one of our answers, own words, or both."""

    answer: str = ""
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a member is on their way, and what fits there.

    Attributes:
        is_probe: whether this week is free of digest and prompt.
        probe_next: whether next week is, as was drawn.
        came_back: whether an earlier phase fits again, since lately.
        is_newly_verified: whether the habit was found to carry itself, lately.
        why: what they said of why they would share; empty while they said nothing.
        stories: what colleagues tell (Information) or experts show (Application), newest first.
        ideas: those of their own that wait for their word, or that can still be taken back.
        has_messages: whether something waits for them on their own page.
    """

    phase: Phase
    is_probe: bool
    probe_next: bool
    came_back: bool
    is_newly_verified: bool
    why: Why
    stories: Sequence[Told]
    ideas: Sequence[Idea]
    has_messages: bool


def journey_of(*, member: Member, now: datetime) -> Journey:
    """Where a member is on their way: one question to the database for all of it."""
    this_week = week_of(now, zone=ZoneInfo(member.time_zone))
    found = _found(member, now)
    phase = Phase(found.phase or Phase.INFORMATION)
    free = {number_of(*label) for label in found.free}
    before, after, at = found.change or _NEVER
    since = now - datetime.fromisoformat(at)
    fitting = {Phase.INFORMATION: found.told, Phase.APPLICATION: found.shown}
    return Journey(
        phase=phase,
        is_probe=this_week in free,
        probe_next=this_week + 1 in free,
        came_back=after < before and after == phase and since < BACK_FOR,
        is_newly_verified=after == phase == Phase.VERIFIED and since < VERIFIED_FOR,
        why=Why(*(found.why or ())),
        stories=[Told(*each) for each in fitting.get(phase, ())],
        ideas=[Idea(*each) for each in found.ideas],
        has_messages=found.has_messages,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The answer of the database: weeks by ISO year and week, a change as before, after, when."""

    phase: int | None
    free: Sequence[tuple[int, int]]
    change: tuple[int, int, str] | None
    why: tuple[str, str] | None
    told: Sequence[tuple[str, str, str]]
    shown: Sequence[tuple[str, str, str]]
    ideas: Sequence[tuple[str, str, bool]]
    has_messages: bool


def _found(member: Member, now: datetime) -> _Found:
    own = {"organisation_id": member.organisation_id, "member": member}
    standing = Standing.objects.filter(**own).values("phase")[:1]
    # The weeks that may matter are the last ones drawn: draws are a week ahead.
    free = ProbeDraw.objects.filter(**own, is_free=True).order_by("-iso_year", "-iso_week")
    change = events_of_person(
        organisation_id=member.organisation_id, person_key=member.person_key, kind=PHASE_CHANGED
    )
    ideas = sharing.ideas_to_settle(member=member, now=now, within=ON_ITS_WAY_FOR)
    row = (
        people.organisations()
        .filter(pk=member.organisation_id)
        .annotate(
            phase=Subquery(standing),
            free=ArraySubquery(free.values(label=JSONArray("iso_year", "iso_week"))[:3]),
            change=Subquery(
                change.order_by("-id").values(
                    label=JSONArray("details__before", "details__after", "at")
                )[:1]
            ),
            why=Subquery(
                WhyAnswer.objects.filter(**own).values(label=JSONArray("answer", "own_words"))[:1]
            ),
            told=ArraySubquery(_told(member, "information", now)),
            shown=ArraySubquery(_told(member, "application", now)),
            ideas=ArraySubquery(
                ideas.values(label=JSONArray("token", "text", Q(confirmed_at__isnull=False)))
            ),
            has_messages=Exists(
                delivery.messages_in_app(
                    organisation_id=member.organisation_id, member_id=member.pk, now=now
                )
            ),
        )
        .values_list("phase", "free", "change", "why", "told", "shown", "ideas", "has_messages")
        .get()
    )
    return _Found(*row)


def _told(member: Member, phase: str, now: datetime) -> QuerySet[Any, Any]:
    """Live stories of the kind that fits a phase, in a language of theirs, newest first."""
    kind = FITTING_KINDS[PHASE_NAMES[phase][0]]
    spoken = people.preferences_of(member).languages or [member.language]
    live = content.for_audience(
        content.stories_live(member.organisation, at=now), team_id=member.team_id, phase=phase
    )
    fitting = live.filter(kind=kind, language__in=spoken)
    return fitting.values(label=JSONArray("token", "title", "summary"))[:_SHOWN]


def fitting_story(*, member: Member, token: str, now: datetime) -> Story | None:
    """A live story of any kind of this organisation, by its token."""
    found = content.story_by_token(member.organisation_id, token)
    today = content.today_of(member.organisation, at=now)
    return found if found is not None and content.is_live_on(found, on=today) else None


def needs_guide(*, member: Member) -> bool:
    """Whether the member never shared before, so that the first time is done with help."""
    return not sharing.has_shared(member=member)
