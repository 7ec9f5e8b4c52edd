"""Gathers what points follow from, for many people at once: as it stands, or as the record says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from zetje.lib.record.queries import events_of, events_of_persons, newest_event
from zetje.recognition.models import PointDeed, PointHoldEnd, PointLine, PointPost
from zetje.recognition.rules.points import (
    Deed,
    Facts,
    Post,
    Slot,
    Standing,
)
from zetje.sharing.queries import scored

CONFIRMED: Final = ("share.confirmed", "idea.shared")
UNDONE: Final = ("share.undone", "idea.undone")
SETTLED: Final = "points.settled"
# Readers' points come in the week of the post and in those in which it is still read.
WEEKS_READ: Final = 5

Cohort = tuple[UUID, int]


@dataclass
class Gathered:
    """What is known of one person within what is looked at."""

    member_id: int | None = None
    posts: list[Post] = field(default_factory=list[Post])
    deeds: list[Deed] = field(default_factory=list[Deed])
    lines: list[Standing] = field(default_factory=list[Standing])
    clicks: dict[int, list[tuple[datetime, int]]] = field(
        default_factory=dict[int, list[tuple[datetime, int]]]
    )
    kept_out: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    def facts(self, undone: Mapping[int, int], settled: int) -> Facts:
        """The facts as the rules take them."""
        return Facts(
            posts=self.posts,
            deeds=self.deeds,
            clicks=self.clicks,
            undone=undone,
            kept_out=self.kept_out,
            settled=settled,
        )


def posts_of_cohorts(organisation_id: int, cohorts: Collection[Cohort]) -> Iterable[PointPost]:
    """The posts of some people in some weeks of theirs."""
    return PointPost.objects.raw(
        """SELECT p.* FROM recognition_pointpost p
           JOIN unnest(%s::uuid[], %s::int[]) AS wanted (person, week)
               ON p.person = wanted.person AND p.week = wanted.week
           WHERE p.organisation_id = %s AND p.member_id IS NOT NULL""",
        [[key for key, _ in cohorts], [week for _, week in cohorts], organisation_id],
    )


def gather(
    *, organisation_id: int, cohorts: Collection[Cohort], doers: Collection[UUID]
) -> dict[UUID, Gathered]:
    """What stands of some people's weeks, and of what others owe them, with their lines.

    Args:
        organisation_id: whose.
        cohorts: people, by key, each with a week of theirs.
        doers: people whose tips and help are looked at.
    """
    found: dict[UUID, Gathered] = defaultdict(Gathered)
    if cohorts:
        for row in posts_of_cohorts(organisation_id, cohorts):
            found[row.person].posts.append(_post(row))
            found[row.person].member_id = row.member_id
    add_deeds(organisation_id, found, doers)
    _add_lines(organisation_id, found, cohorts, doers)
    add_kept_out(organisation_id, found)
    return found


def add_deeds(
    organisation_id: int, found: dict[UUID, Gathered], person_keys: Collection[UUID]
) -> None:
    """Add what these people did for others."""
    rows = PointDeed.objects.filter(
        organisation_id=organisation_id, person__in=person_keys, member__isnull=False
    )
    for row in rows:
        found[row.person].member_id = row.member_id
        found[row.person].deeds.append(
            Deed(row.event, row.kind, row.subject, row.by, row.week, row.at, row.share or None)
        )


def add_posts(
    organisation_id: int, found: dict[UUID, Gathered], person_keys: Collection[UUID]
) -> None:
    """Add all posts of these people."""
    rows = PointPost.objects.filter(
        organisation_id=organisation_id, person__in=person_keys, member__isnull=False
    )
    for row in rows:
        found[row.person].member_id = row.member_id
        found[row.person].posts.append(_post(row))


def add_all_lines(
    organisation_id: int, found: dict[UUID, Gathered], person_keys: Collection[UUID]
) -> None:
    """Add all lines of these people."""
    _put_lines(found, _lines(organisation_id, Q(person__in=person_keys)))


def _add_lines(
    organisation_id: int,
    found: dict[UUID, Gathered],
    cohorts: Collection[Cohort],
    doers: Collection[UUID],
) -> None:
    """Add the lines of the slots that are looked at, and no others."""
    subjects = [post.subject for one in found.values() for post in one.posts]
    if subjects and cohorts:
        weeks = [week for _, week in cohorts]
        mine = Q(person__in={key for key, _ in cohorts}, subject__in=subjects)
        mine &= Q(week__gte=min(weeks), week__lte=max(weeks) + WEEKS_READ)
        _put_lines(found, _lines(organisation_id, mine))
    if doers:
        own = Q(person__in=doers, reason__in=["tip", "help"])
        _put_lines(found, _lines(organisation_id, own))


def _lines(organisation_id: int, which: Q) -> Iterable[tuple[UUID, Standing]]:
    rows = PointLine.objects.filter(which, organisation_id=organisation_id, member__isnull=False)
    names = ("id", "week", "reason", "subject", "amount", "event", "at", "network", "undoes_id")
    for key, pk, week, reason, subject, *rest in rows.values_list("person", *names):
        yield key, Standing(pk, Slot(week, reason, subject), *rest)


def _put_lines(found: dict[UUID, Gathered], lines: Iterable[tuple[UUID, Standing]]) -> None:
    for key, line in lines:
        found[key].lines.append(line)


def add_kept_out(organisation_id: int, found: Mapping[UUID, Gathered]) -> None:
    """Add what somebody decided not to count: for readers by week, for all else altogether."""
    whose = {line.id: (key, line) for key, one in found.items() for line in one.lines}
    if not whose:
        return
    ends = PointHoldEnd.objects.filter(
        organisation_id=organisation_id, kept_out=True, hold__line__person__in=list(found)
    )
    for line_id in set(ends.values_list("hold__line_id", flat=True)) & set(whose):
        key, line = whose[line_id]
        is_readers = line.slot.reason == "readers"
        reason = f"{line.slot.reason}:{line.slot.week}" if is_readers else line.slot.reason
        kept_out = found[key].kept_out
        kept_out[reason, line.slot.subject] = (
            kept_out.get((reason, line.slot.subject), 0) + line.amount
        )


def undone_now(organisation_id: int, found: Mapping[UUID, Gathered]) -> dict[int, int]:
    """By which event each share was taken back, of those that these people's points hang on."""
    own = {post.share: key for key, one in found.items() for post in one.posts}
    others = {deed.share for one in found.values() for deed in one.deeds if deed.share}
    gone = scored.shares_not_standing(organisation_id=organisation_id, share_ids={*own, *others})
    gone |= _begun_twice(found.values())
    if not gone:
        return {}
    keys = {own[share] for share in gone if share in own}
    rows = events_of_persons(organisation_id=organisation_id, person_keys=keys, kinds=UNDONE)
    taken_back = _latest(rows.values_list("details__share", "id"))
    if gone - set(own):
        taken_back |= {
            share: event
            for share, event in undone_ever(organisation_id).items()
            if share in gone and share not in own
        }
    return {share: event for share, event in taken_back.items() if share in gone}


def _begun_twice(found: Iterable[Gathered]) -> frozenset[int]:
    """Shares that were confirmed more than once, and so taken back in between."""
    seen = Counter(
        share
        for one in found
        for share in {(post.share, post.event) for post in one.posts}
        | {(deed.share, deed.event) for deed in one.deeds if deed.share}
    )
    shares = Counter(share for share, _ in seen)
    return frozenset(share for share, events in shares.items() if events > 1)


def last_settled(organisation_id: int) -> int:
    """The last week that was settled, by its running number; 0 before the first."""
    found = newest_event(organisation_id=organisation_id, kind=SETTLED)
    return int(found.details["week"]) if found is not None else 0


def undone_ever(organisation_id: int) -> dict[int, int]:
    """By which event each share of an organisation was last taken back, as the record says."""
    events = events_of(organisation_id=organisation_id, kinds=UNDONE)
    return _latest((event.details["share"], event.pk) for event in events)


def _latest(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for share, event in pairs:
        found[share] = max(event, found.get(share, -1))
    return found


def confirming_events(
    *, organisation_id: int, person_keys: Collection[UUID], share_ids: Collection[int]
) -> dict[int, int]:
    """The event by which each of these shares was last confirmed."""
    rows = events_of_persons(
        organisation_id=organisation_id, person_keys=person_keys, kinds=CONFIRMED
    ).filter(details__share__in=list(share_ids))
    return _latest(rows.values_list("details__share", "id"))


def _post(row: PointPost) -> Post:
    return Post(
        event=row.event,
        share=row.share,
        link=row.link,
        story=row.story,
        network=row.network,
        own_words=row.own_words,
        started_at=row.started_at,
        week=row.week,
        time_zone=row.time_zone,
        usual=row.usual,
        certainty=row.certainty,
    )
