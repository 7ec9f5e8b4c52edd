"""Makes points again from the record, and says where they stood otherwise."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from zetje.lib.tenancy import tenant
from zetje.recognition.models import PointDeed, PointLine, PointPost, PointWeek
from zetje.recognition.operations.points.earning import keep_posts
from zetje.recognition.operations.points.scoring import (
    Week,
    refresh_weeks,
    rules_by_week,
    take_turn,
    write,
)
from zetje.recognition.operations.points.settling import settle_points
from zetje.recognition.queries.point_facts import (
    Gathered,
    add_all_lines,
    add_deeds,
    add_kept_out,
    add_posts,
    undone_ever,
)
from zetje.recognition.queries.point_readers import add_clicks_ever
from zetje.recognition.queries.settings import game_switches, points_on_since
from zetje.sharing.queries import scored

PEOPLE_AT_ONCE: Final = 500
# As long as a share can be confirmed; older ones were looked at before.
_MISSED: Final = timedelta(days=14)


@transaction.atomic
def rebuild_points(*, organisation_id: int, now: datetime) -> int:
    """Write what the record says that is due and does not stand, and sum every week anew.

    Posts that were confirmed while nobody listened are taken up first. Lines of people who were
    erased stay as they are, without a name: what they came to is the opening balance.

    Args:
        organisation_id: whose.
        now: the moment.

    Returns:
        how many lines had to be written, and sums that stood otherwise.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        take_turn(organisation_id)
        settle_points(organisation_id=organisation_id, now=now)
        _take_up_missed(organisation_id, now)
        everyone = sorted(_everyone(organisation_id))
        undone, rules = undone_ever(organisation_id), rules_by_week(organisation_id)
        different = 0
        for start in range(0, len(everyone), PEOPLE_AT_ONCE):
            keys = everyone[start : start + PEOPLE_AT_ONCE]
            found: dict[UUID, Gathered] = defaultdict(Gathered)
            add_posts(organisation_id, found, keys)
            add_deeds(organisation_id, found, keys)
            add_clicks_ever(organisation_id, found, keys)
            add_all_lines(organisation_id, found, keys)
            add_kept_out(organisation_id, found)
            different += write(organisation_id, found, undone, rules)
        return different + _sum_anew(organisation_id)


def _everyone(organisation_id: int) -> set[UUID]:
    """Everybody whose points could stand otherwise: who earns, or has a line."""
    found: set[UUID] = set()
    for table in (PointPost, PointDeed, PointLine):
        rows = table._default_manager.filter(organisation_id=organisation_id, member__isnull=False)
        found |= set(rows.values_list("person", flat=True).distinct())
    return found


def _take_up_missed(organisation_id: int, now: datetime) -> None:
    """Keep posts that were confirmed while points were on and of which no reaction told."""
    since = max(now - _MISSED, points_on_since(organisation_id) or now - _MISSED)
    posts = scored.scored_posts_since(organisation_id=organisation_id, since=since)
    known = PointPost.objects.filter(
        organisation_id=organisation_id, share__in=[post.share_id for post in posts]
    )
    missed = set(known.values_list("share", flat=True))
    keep_posts(organisation_id, [post for post in posts if post.share_id not in missed])


def _sum_anew(organisation_id: int) -> int:
    """Sum every week of everybody, and those that have a sum and no line."""
    lines = PointLine.objects.filter(organisation_id=organisation_id, member__isnull=False)
    weeks: set[Week] = {
        (member, key, week)
        for member, key, week in lines.values_list("member_id", "person", "week").distinct()
        if member is not None
    }
    summed = {(member, week) for member, _, week in weeks}
    kept = PointWeek.objects.filter(organisation_id=organisation_id)
    stale = [
        pk
        for pk, member, week in kept.values_list("pk", "member_id", "week")
        if (member, week) not in summed
    ]
    kept.filter(pk__in=stale).delete()
    return len(stale) + (len(refresh_weeks(organisation_id, weeks)) if weeks else 0)
