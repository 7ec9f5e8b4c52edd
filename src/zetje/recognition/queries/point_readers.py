"""Gathers who read the posts that earn: as the counts stand, or as the record says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from zetje.lib.record.queries import events_of_persons
from zetje.recognition.queries.point_facts import Gathered
from zetje.recognition.rules.points import readers_needed
from zetje.sharing.queries import scored

CLICKED, RELABELLED, DISCOUNTED = "link.clicked", "click.relabelled", "click.discounted"
CLICKS: Final = (CLICKED, RELABELLED, DISCOUNTED)


def add_clicks_now(
    organisation_id: int, found: Mapping[UUID, Gathered], steps_in: Callable[[int], int]
) -> None:
    """Add the first readers of each post, as many as its ladder asks for; without their events."""
    links: dict[int, int] = {}
    for post in (post for one in found.values() for post in one.posts):
        if post.link is not None:
            steps = steps_in(post.week)
            needed = readers_needed(usual=post.usual, certainty=post.certainty, steps=steps)
            links[post.link] = max(steps, *needed, 0)
    readers = scored.first_readers(organisation_id=organisation_id, links=links)
    for one in found.values():
        for post in one.posts:
            if post.link in readers:
                one.clicks[post.link] = [(at, 0) for at in readers[post.link]]


def add_clicks_ever(
    organisation_id: int, found: Mapping[UUID, Gathered], person_keys: Collection[UUID]
) -> None:
    """Add every reader that counts, as the record says, with their events."""
    links = {post.link: key for key, one in found.items() for post in one.posts if post.link}
    rows = events_of_persons(organisation_id=organisation_id, person_keys=person_keys, kinds=CLICKS)
    taken: dict[int, list[datetime]] = defaultdict(list)
    for event in rows.order_by("id").iterator(chunk_size=2000):
        link = int(event.subject.removeprefix("link:"))
        if link not in links:
            continue
        clicks = found[links[link]].clicks.setdefault(link, [])
        if event.kind == CLICKED:
            if event.details["counted"]:
                clicks.append((event.at, event.pk))
        elif event.kind == DISCOUNTED or event.details["was_counted"]:
            taken[link].append(event.at)
    for link, moments in taken.items():
        _take_back(found[links[link]].clicks[link], moments)


def _take_back(clicks: list[tuple[datetime, int]], moments: Sequence[datetime]) -> None:
    for at in moments:
        fitting = next((click for click in clicks if click[0] == at), None)
        if fitting is not None:
            clicks.remove(fitting)


def click_events(
    *, organisation_id: int, wanted: Collection[tuple[UUID, int, datetime]]
) -> dict[tuple[int, datetime], int]:
    """The events of some clicks, by link and moment.

    Args:
        organisation_id: whose.
        wanted: whose link, which link, and when it was followed.
    """
    if not wanted:
        return {}
    keys, links, moments = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT wanted.link, wanted.at, min(e.id)
               FROM unnest(%s::uuid[], %s::bigint[], %s::timestamptz[])
                   AS wanted (person_key, link, at)
               JOIN record_event e ON e.organisation_id = %s AND e.person_key = wanted.person_key
                   AND e.kind = %s AND e.subject = 'link:' || wanted.link AND e.at = wanted.at
               GROUP BY wanted.link, wanted.at""",
            [list(keys), list(links), list(moments), organisation_id, CLICKED],
        )
        return {(link, at): event for link, at, event in cursor.fetchall()}
