"""Takes back what clicks gave, once it turns out who made them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.record import operations as record
from zetje.lib.tenancy import current_tenant
from zetje.sharing.door.hashing import daily_hash, day_at
from zetje.sharing.events import ClicksRelabelled
from zetje.sharing.models import Click, SharerHash, Visit
from zetje.sharing.operations.link_counts import add_to_counts, take_turn
from zetje.sharing.rules.clicks import BURST, HUMAN, PROBABLE_BOT, Hit, burst
from zetje.sharing.rules.link_counts import DISCOUNTED, RELABELLED, changes

BURST_REASON = "burst"

# Only visitors with clicks on two links or more can be in a burst: a link that the whole world
# follows at once is none, and its clicks are not read.
_CANDIDATES = """
    WITH arrived AS (
        SELECT visit.visitor, visit.day, link.member_id,
               min(click.clicked_at) AS first_at, max(click.clicked_at) AS last_at
        FROM sharing_click click
        JOIN sharing_visit visit ON visit.click_id = click.id
        JOIN sharing_link link ON link.id = click.link_id
        WHERE click.organisation_id = %(organisation)s AND click.spool_id = ANY(%(spool_ids)s)
          AND click.label = 'human' AND link.member_id IS NOT NULL
        GROUP BY visit.visitor, visit.day, link.member_id
    ), around AS (
        SELECT click.spool_id, click.link_id, visit.visitor, click.clicked_at, link.member_id,
               link.created_at
        FROM arrived
        JOIN sharing_link link
          ON link.organisation_id = %(organisation)s AND link.member_id = arrived.member_id
        JOIN sharing_visit visit
          ON visit.organisation_id = %(organisation)s AND visit.day = arrived.day
         AND visit.visitor = arrived.visitor AND visit.link_id = link.id
        JOIN sharing_click click ON click.id = visit.click_id AND click.label = 'human'
         AND click.clicked_at BETWEEN arrived.first_at - make_interval(secs => %(burst)s)
                              AND arrived.last_at + make_interval(secs => %(burst)s)
    )
    SELECT spool_id, around.link_id, visitor, clicked_at, member_id, created_at
    FROM around
    WHERE (visitor, member_id) IN (
        SELECT visitor, member_id FROM around
        GROUP BY visitor, member_id HAVING count(DISTINCT link_id) > 1
    )
"""
_MADE_TOGETHER = """
    SELECT member_id, created_at, count(*) FROM sharing_link
    WHERE organisation_id = %s AND member_id = ANY(%s)
    GROUP BY member_id, created_at HAVING count(*) > 1
"""


def relabel_bursts(*, organisation_id: int, spool_ids: Sequence[str]) -> None:
    """Look at clicks that just came, and those near them, for a scanner of a whole mail.

    What it made is relabelled, also clicks that counted before. The tenant's block must be open.
    """
    found: set[str] = set()
    for hits in _hits_by_member(organisation_id, spool_ids).values():
        found |= burst(hits)
    if found:
        _relabel(organisation_id, found)


def _hits_by_member(organisation_id: int, spool_ids: Sequence[str]) -> dict[int, list[Hit]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _CANDIDATES,
            {
                "organisation": organisation_id,
                "spool_ids": list(spool_ids),
                "burst": BURST.total_seconds(),
            },
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute(_MADE_TOGETHER, [organisation_id, list({row[4] for row in rows})])
        together: dict[tuple[int, datetime], int] = {
            (member_id, made): number for member_id, made, number in cursor.fetchall()
        }
    hits: dict[int, list[Hit]] = defaultdict(list)
    for spool_id, link_id, visitor, at, member_id, made in rows:
        number = together.get((member_id, made), 0)
        mail = made.isoformat() if number else ""
        hits[member_id].append(Hit(spool_id, link_id, bytes(visitor), at, mail, number))
    return hits


def _relabel(organisation_id: int, spool_ids: Iterable[str]) -> None:
    rows = Click.objects.filter(organisation_id=organisation_id, spool_id__in=spool_ids)
    clicks = list(rows.select_related("link__member").order_by("id"))
    rows.update(label=PROBABLE_BOT, reason=BURST_REASON, counted=False)
    _take_back(
        organisation_id,
        RELABELLED,
        [
            (
                click,
                {
                    "before": click.label,
                    "label": PROBABLE_BOT,
                    "reason": BURST_REASON,
                    "was_counted": click.counted,
                },
            )
            for click in clicks
        ],
    )


@transaction.atomic
def remember_sharer(*, member_id: int, address: str, user_agent: str, now: datetime) -> None:
    """Keep the hash of today of a member's own device, so that their own clicks do not count.

    Clicks of today that came before it are taken back. The hash is gone with the day. The tenant's
    block must be open; `address` is that of the true peer.
    """
    organisation_id = current_tenant()
    if organisation_id is None:
        message = "a sharer is remembered inside the block of a tenant"
        raise RuntimeError(message)
    day = day_at(now)
    visitor = daily_hash(address, user_agent, day)
    known = SharerHash.objects.filter(
        organisation_id=organisation_id, member_id=member_id, day=day, visitor=visitor
    )
    if known.exists():
        return
    take_turn(organisation_id)
    SharerHash.objects.bulk_create(
        [
            SharerHash(
                organisation_id=organisation_id, member_id=member_id, day=day, visitor=visitor
            )
        ],
        ignore_conflicts=True,
    )
    _discount(organisation_id, member_id=member_id, day=day, visitor=visitor)


def _discount(organisation_id: int, *, member_id: int, day: date, visitor: bytes) -> None:
    visits = Visit.objects.filter(
        organisation_id=organisation_id,
        day=day,
        visitor=visitor,
        link__member_id=member_id,
        click__counted=True,
    )
    rows = Click.objects.filter(id__in=visits.values("click_id"))
    clicks = list(rows.select_related("link__member").order_by("id"))
    Click.objects.filter(id__in=[click.pk for click in clicks]).update(counted=False)
    _take_back(
        organisation_id,
        DISCOUNTED,
        [(click, {"label": HUMAN, "reason": "own"}) for click in clicks],
    )


def _take_back(
    organisation_id: int, kind: str, clicks: Sequence[tuple[Click, dict[str, Any]]]
) -> None:
    """Record that clicks are not what they seemed, and change the counts of their links."""
    if not clicks:
        return
    totals: dict[int, Counter[str]] = defaultdict(Counter)
    for click, details in clicks:
        totals[click.link_id].update(changes(kind, details))
    record.record_all(
        record.event(
            organisation_id=organisation_id,
            kind=kind,
            at=click.clicked_at,
            source="seen",
            person_key=click.link.member.person_key if click.link.member else None,
            subject=f"link:{click.link_id}",
            details=details,
        )
        for click, details in clicks
    )
    add_to_counts(organisation_id, totals)
    publish_on_commit(ClicksRelabelled(organisation_id, tuple(sorted(totals))))
