"""Reads what people did that a badge can be for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from zetje.behaviour.streaks import State
from zetje.behaviour.weeks import week_number
from zetje.content.queries.tips import stories_of_tips
from zetje.recognition.models import Feedback, FeedbackReport
from zetje.recognition.queries.histories import judge_members
from zetje.recognition.rules.badges import Deeds, Posted
from zetje.sharing.queries.posts import first_shared_by_others, is_scored, posts_of

_FREE: Final = """
    SELECT m.id, (e.details->>'week')::bigint FROM record_event e
    JOIN people_member m ON m.organisation_id = e.organisation_id AND m.person_key = e.person_key
    WHERE e.organisation_id = %s AND e.kind = 'probe.drawn' AND (e.details->>'free')::boolean
"""


def deeds_of(
    *, organisation_id: int, now: datetime, member_ids: Collection[int] | None = None
) -> Mapping[int, Deeds]:
    """What some members did, or everyone; the tenant's block must be open.

    Args:
        organisation_id: whose members.
        now: the moment, for the weeks that are over.
        member_ids: which; left out, all who did anything.
    """
    posts = _posts(organisation_id, member_ids)
    gaps = _gaps(organisation_id, member_ids, now)
    free = _free_weeks(organisation_id, member_ids)
    read, thanked = _words(organisation_id, member_ids)
    helped = _helped(organisation_id, member_ids, thanked)
    found = posts.keys() | helped.keys() if member_ids is None else set(member_ids)
    return {
        member: Deeds(
            posts=posts.get(member, ()),
            gaps=gaps.get(member, frozenset()),
            free_weeks=frozenset(free.get(member, ())),
            words_read=sorted(read.get(member, ())),
            helped=sorted(helped.get(member, ())),
        )
        for member in found
    }


def helped_by(*, organisation_id: int, member_id: int) -> list[datetime]:
    """When a colleague was helped by a tip or a word of a member's, oldest first."""
    _read, thanked = _words(organisation_id, [member_id])
    return sorted(_helped(organisation_id, [member_id], thanked).get(member_id, ()))


def _helped(
    organisation_id: int,
    member_ids: Collection[int] | None,
    thanked: Mapping[int, list[datetime]],
) -> dict[int, list[datetime]]:
    helped = _tips(organisation_id, member_ids)
    for member, moments in thanked.items():
        helped[member] += moments
    return helped


def _posts(organisation_id: int, member_ids: Collection[int] | None) -> dict[int, list[Posted]]:
    found: defaultdict[int, list[Posted]] = defaultdict(list)
    for post in posts_of(organisation_id=organisation_id, member_ids=member_ids):
        found[post.member_id].append(
            Posted(post.confirmed_at, post.week, post.own_words, post.is_scored)
        )
    return found


def _gaps(
    organisation_id: int, member_ids: Collection[int] | None, now: datetime
) -> dict[int, frozenset[int]]:
    """The weeks that broke each chain, judged from the facts: what is kept of them may be old."""
    judged = judge_members(
        organisation_id=organisation_id,
        member_ids=None if member_ids is None else list(member_ids),
        week=week_number(now.date()),
        now=now,
    )
    row, column = np.nonzero(judged.chains.states == State.GAP)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for member, place in zip(judged.members[row].tolist(), column.tolist(), strict=True):
        found[member].add(judged.weeks[place])
    return {member: frozenset(weeks) for member, weeks in found.items()}


def _free_weeks(organisation_id: int, member_ids: Collection[int] | None) -> dict[int, list[int]]:
    """The weeks that chance kept free of digest and prompt, from the record."""
    mine = "" if member_ids is None else "AND m.id = ANY(%s)"
    whose = [] if member_ids is None else [list(member_ids)]
    found: defaultdict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"{_FREE} {mine}", [organisation_id, *whose])
        for member, week in cursor.fetchall():
            found[member].append(week)
    return found


def _words(
    organisation_id: int, member_ids: Collection[int] | None
) -> tuple[dict[int, list[datetime]], dict[int, list[datetime]]]:
    """When people read words on posts that count, and when words that experts wrote were thanked.

    A word that was reported counts for neither.
    """
    reports = FeedbackReport.objects.filter(feedback=OuterRef("pk"))
    rows = Feedback.objects.filter(~Exists(reports), organisation_id=organisation_id)
    read: defaultdict[int, list[datetime]] = defaultdict(list)
    mine = _of(rows.filter(seen_at__isnull=False), "request__member", member_ids)
    for member, network, at in mine.values_list(
        "request__member_id", "request__share__network", "seen_at"
    ):
        if is_scored(network):
            read[member].append(at)
    thanked: defaultdict[int, list[datetime]] = defaultdict(list)
    given = rows.filter(thanked_at__isnull=False, expert__isnull=False)
    for member, at in _of(given, "expert", member_ids).values_list("expert_id", "thanked_at"):
        thanked[member].append(at)
    return read, thanked


def _tips(
    organisation_id: int, member_ids: Collection[int] | None
) -> defaultdict[int, list[datetime]]:
    """When a colleague first shared a story of somebody's tip."""
    pairs = stories_of_tips(organisation_id, member_ids)
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    shared = (
        first_shared_by_others(organisation_id=organisation_id, of_stories=pairs) if pairs else {}
    )
    for (member, _story), at in shared.items():
        found[member].append(at)
    return found


def _of(rows: QuerySet[Any], field: str, member_ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if member_ids is None else rows.filter(**{f"{field}__in": member_ids})
