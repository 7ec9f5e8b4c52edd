"""Takes back what clicks gave, once it turns out who made them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
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
_SUSPECTS = """
    SELECT visitor FROM sharing_visit
    WHERE organisation_id = %s AND visitor = ANY(%s) AND visited_at BETWEEN %s AND %s
    GROUP BY visitor HAVING count(DISTINCT link_id) > 1
"""
_MADE_TOGETHER = """
    SELECT member_id, created_at, count(*) FROM sharing_link
    WHERE organisation_id = %s AND member_id = ANY(%s)
    GROUP BY member_id, created_at HAVING count(*) > 1
"""


def relabel_bursts(
    *, organisation_id: int, visitors: Collection[bytes], first_at: datetime, last_at: datetime
) -> None:
    """Look at the visitors that just came for a scanner that opens all links of a mail.

    What it made is relabelled, also clicks that counted before. The tenant's block must be open.
    """
    around = (first_at - BURST, last_at + BURST)
    with connection.cursor() as cursor:
        cursor.execute(_SUSPECTS, [organisation_id, list(visitors), *around])
        suspects = [bytes(visitor) for (visitor,) in cursor.fetchall()]
    if not suspects:
        return
    visits = list(
        Visit.objects.filter(
            organisation_id=organisation_id, visitor__in=suspects, visited_at__range=around
        ).select_related("link")
    )
    found: set[str] = set()
    for hits in _hits_by_member(organisation_id, visits).values():
        found |= burst(hits)
    _relabel(organisation_id, [int(click_id) for click_id in found])


def _hits_by_member(organisation_id: int, visits: Sequence[Visit]) -> dict[int, list[Hit]]:
    members = {visit.link.member_id for visit in visits if visit.link.member_id is not None}
    with connection.cursor() as cursor:
        cursor.execute(_MADE_TOGETHER, [organisation_id, list(members)])
        together = {(row[0], row[1]): int(row[2]) for row in cursor.fetchall()}
    hits: dict[int, list[Hit]] = defaultdict(list)
    for visit in visits:
        member_id, made = visit.link.member_id, visit.link.created_at
        if member_id is None:
            continue
        number = together.get((member_id, made), 0)
        hits[member_id].append(
            Hit(
                id=str(visit.click_id),
                link_id=visit.link_id,
                visitor=bytes(visit.visitor),
                at=visit.visited_at,
                mail=made.isoformat() if number else "",
                mail_links=number,
            )
        )
    return hits


def _relabel(organisation_id: int, click_ids: Collection[int]) -> None:
    """Relabel clicks; those that are known to be of a burst stay as they are."""
    rows = Click.objects.filter(organisation_id=organisation_id, id__in=click_ids, label=HUMAN)
    clicks = list(rows.select_related("link__member").order_by("id"))
    _uncount(clicks)
    Click.objects.filter(id__in=[click.pk for click in clicks]).update(
        label=PROBABLE_BOT, reason=BURST_REASON
    )
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
        counted=True,
    )
    rows = Click.objects.filter(id__in=visits.values("click_id"))
    clicks = list(rows.select_related("link__member").order_by("id"))
    _uncount(clicks)
    _take_back(
        organisation_id,
        DISCOUNTED,
        [(click, {"label": HUMAN, "reason": "own"}) for click in clicks],
    )


def _uncount(clicks: Sequence[Click]) -> None:
    ids = [click.pk for click in clicks]
    Click.objects.filter(id__in=ids).update(counted=False)
    Visit.objects.filter(click_id__in=ids).update(counted=False)


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
