"""Takes clicks from the spool into the database, each exactly once, and counts those that count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.record import operations as record
from zetje.lib.tenancy import tenant
from zetje.sharing.door.hashing import day_at
from zetje.sharing.door.segments import StoredClick
from zetje.sharing.events import ClicksLoaded
from zetje.sharing.models import Click, Link, SharerHash, Visit
from zetje.sharing.operations.link_counts import add_to_counts, take_turn
from zetje.sharing.operations.relabelling import relabel_bursts
from zetje.sharing.operations.rings import mark_rings
from zetje.sharing.rules.clicks import HUMAN, LABELS, is_counted
from zetje.sharing.rules.link_counts import CLICKED, changes

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Arrival:
    """A click that is not in the database yet."""

    spool_id: str
    link_id: int
    clicked_at: datetime
    label: str
    reason: str
    visitor: bytes

    @property
    def day(self) -> date:
        """The day (UTC) of whose salt the visitor's hash is made."""
        return day_at(self.clicked_at)


def load_clicks(clicks: Iterable[StoredClick]) -> int:
    """Write clicks of any organisations; how many were new. Loading the same again adds nothing."""
    by_organisation: dict[int, list[Arrival]] = defaultdict(list)
    for click in clicks:
        by_organisation[click.record.organisation_id].append(_arrival(click))
    return sum(
        _load_for(organisation_id, arrivals)
        for organisation_id, arrivals in sorted(by_organisation.items())
    )


def _arrival(click: StoredClick) -> Arrival:
    stored = click.record
    return Arrival(
        spool_id=click.spool_id,
        link_id=stored.link_id,
        clicked_at=_EPOCH + timedelta(microseconds=stored.at_microseconds),
        label=LABELS[stored.label],
        reason=stored.reason.decode("ascii", "replace"),
        visitor=stored.visitor,
    )


def _load_for(organisation_id: int, arrivals: list[Arrival]) -> int:
    """Write the clicks of one organisation, all or none of them."""
    with tenant(organisation_id):
        take_turn(organisation_id)
        links = _links_of(organisation_id, arrivals)
        fresh = _without_known(organisation_id, arrivals, links)
        if not fresh:
            return 0
        counted = _counted(organisation_id, fresh, links)
        _write(organisation_id, fresh, counted)
        _record(organisation_id, fresh, counted, links)
        _look_for_bursts(organisation_id, fresh)
        touched = tuple(sorted({one.link_id for one in fresh}))
        publish_on_commit(ClicksLoaded(organisation_id, touched))
        return len(fresh)


def _look_for_bursts(organisation_id: int, fresh: Sequence[Arrival]) -> None:
    people = [one for one in fresh if one.label == HUMAN]
    if people:
        relabel_bursts(
            organisation_id=organisation_id,
            visitors={one.visitor for one in people},
            first_at=people[0].clicked_at,
            last_at=people[-1].clicked_at,
        )


def _links_of(organisation_id: int, arrivals: Iterable[Arrival]) -> dict[int, Link]:
    wanted = {one.link_id for one in arrivals}
    rows = Link.objects.filter(organisation_id=organisation_id, id__in=wanted)
    return {link.pk: link for link in rows.select_related("member")}


def _without_known(
    organisation_id: int, arrivals: Sequence[Arrival], links: Mapping[int, Link]
) -> list[Arrival]:
    """Leave out what an earlier run has written, and clicks on links that are no more."""
    rows = Click.objects.filter(
        organisation_id=organisation_id, spool_id__in=[one.spool_id for one in arrivals]
    )
    known = set(rows.values_list("spool_id", flat=True))
    fresh: dict[str, Arrival] = {}
    for one in arrivals:
        if one.spool_id not in known and one.link_id in links:
            fresh.setdefault(one.spool_id, one)
    return sorted(fresh.values(), key=lambda one: one.clicked_at)


def _counted(
    organisation_id: int, fresh: Sequence[Arrival], links: Mapping[int, Link]
) -> frozenset[str]:
    """Choose the clicks that count, by their spool ids."""
    days = {one.day for one in fresh}
    own = {
        (row.member_id, row.day, bytes(row.visitor))
        for row in SharerHash.objects.filter(
            organisation_id=organisation_id,
            day__in=days,
            member_id__in={link.member_id for link in links.values()},
        )
    }
    earlier = Visit.objects.filter(
        organisation_id=organisation_id,
        day__in=days,
        visitor__in={one.visitor for one in fresh},
        link_id__in=links.keys(),
        counted=True,
    )
    seen = {
        (link_id, day, bytes(visitor))
        for link_id, day, visitor in earlier.values_list("link_id", "day", "visitor")
    }
    chosen: set[str] = set()
    for one in fresh:
        visit = (one.link_id, one.day, one.visitor)
        sharer = (links[one.link_id].member_id, one.day, one.visitor)
        if is_counted(label=one.label, first_today=visit not in seen, sharers_own=sharer in own):
            chosen.add(one.spool_id)
            seen.add(visit)
    return frozenset(chosen)


_ARRIVALS = """
    CREATE TEMPORARY TABLE IF NOT EXISTS arriving_click (
        spool_id text, link_id bigint, clicked_at timestamptz, label text, reason text,
        counted boolean, day date, visitor bytea
    ) ON COMMIT DELETE ROWS
"""
# COPY into the table itself is refused under row security.
_CLICKS = """
    WITH written AS (
        INSERT INTO sharing_click
            (organisation_id, link_id, clicked_at, label, reason, counted, spool_id)
        SELECT %(organisation)s, link_id, clicked_at, label, reason, counted, spool_id
        FROM arriving_click
        ON CONFLICT (organisation_id, spool_id) DO NOTHING
        RETURNING id, spool_id
    )
    INSERT INTO sharing_visit
        (organisation_id, click_id, link_id, day, visited_at, visitor, counted)
    SELECT %(organisation)s, written.id, link_id, day, clicked_at, visitor, counted
    FROM written JOIN arriving_click USING (spool_id)
    WHERE label = %(human)s
"""


def _write(organisation_id: int, fresh: Sequence[Arrival], counted: frozenset[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVALS)
        cursor.execute("DELETE FROM arriving_click")
        with cursor.copy("COPY arriving_click FROM STDIN") as copy:
            for one in fresh:
                copy.write_row(
                    (
                        one.spool_id,
                        one.link_id,
                        one.clicked_at,
                        one.label,
                        one.reason,
                        one.spool_id in counted,
                        one.day,
                        one.visitor,
                    )
                )
        cursor.execute(_CLICKS, {"organisation": organisation_id, "human": HUMAN})


def _record(
    organisation_id: int,
    fresh: Sequence[Arrival],
    counted: frozenset[str],
    links: Mapping[int, Link],
) -> None:
    """Append the clicks to the event record and add them to the counts of their links."""
    totals: dict[int, Counter[str]] = defaultdict(Counter)
    events: list[record.Event] = []
    for one in fresh:
        member = links[one.link_id].member
        details = {"label": one.label, "reason": one.reason, "counted": one.spool_id in counted}
        events.append(
            record.event(
                organisation_id=organisation_id,
                kind=CLICKED,
                at=one.clicked_at,
                source="seen",
                person_key=member.person_key if member else None,
                subject=f"link:{one.link_id}",
                details=details,
            )
        )
        totals[one.link_id].update(changes(CLICKED, details))
    record.record_all(events)
    add_to_counts(organisation_id, totals)


@transaction.atomic
def forget_days_before(*, organisation_id: int, day: date) -> None:
    """Destroy what tied the clicks of days that are over to their visitors.

    Before that, clicks of colleagues who opened each other's links are marked as such.
    """
    mark_rings(organisation_id=organisation_id)
    Visit.objects.filter(organisation_id=organisation_id, day__lt=day).delete()
    SharerHash.objects.filter(organisation_id=organisation_id, day__lt=day).delete()
