"""Keeps the counts of links, and makes them again from the event record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from django.db import connection, transaction

from zetje.lib.record.queries import events_of
from zetje.lib.turns import hold_turn
from zetje.sharing.models import Link, LinkCount
from zetje.sharing.rules.link_counts import KINDS, changes

_FIGURES = ("human", "counted", "probable_bot", "bot")
_BEGIN = """
    INSERT INTO sharing_linkcount (organisation_id, link_id, human, counted, probable_bot, bot)
    VALUES (%s, %s, 0, 0, 0, 0) ON CONFLICT (organisation_id, link_id) DO NOTHING
"""
_ADD = """
    UPDATE sharing_linkcount SET human = human + %s, counted = counted + %s,
        probable_bot = probable_bot + %s, bot = bot + %s
    WHERE organisation_id = %s AND link_id = %s
"""


def take_turn(organisation_id: int) -> None:
    """Wait until nobody else writes clicks of the organisation; holds until the commit."""
    hold_turn("sharing.link_counts", organisation_id)


def add_to_counts(organisation_id: int, totals: Mapping[int, Mapping[str, int]]) -> None:
    """Change the figures of some links by what happened to them."""
    links = [(organisation_id, link_id) for link_id in sorted(totals)]
    with connection.cursor() as cursor:
        cursor.executemany(_BEGIN, links)
        cursor.executemany(
            _ADD,
            [(*(totals[link[1]].get(figure, 0) for figure in _FIGURES), *link) for link in links],
        )


@transaction.atomic
def rebuild_link_counts(*, organisation_id: int) -> int:
    """Make the counts of an organisation's links again from its event record.

    The tenant's block must be open. Tells how many counts came out otherwise than they stood.
    """
    take_turn(organisation_id)
    rebuilt: dict[int, Counter[str]] = defaultdict(Counter)
    for event in events_of(organisation_id=organisation_id, kinds=KINDS):
        link_id = int(event.subject.removeprefix("link:"))
        rebuilt[link_id].update(changes(event.kind, event.details))
    before = _standing(organisation_id)
    living = set(Link.objects.filter(organisation_id=organisation_id).values_list("id", flat=True))
    after = {link_id: _row(rebuilt[link_id]) for link_id in rebuilt if link_id in living}
    LinkCount.objects.filter(organisation_id=organisation_id).delete()
    LinkCount.objects.bulk_create(
        LinkCount(
            organisation_id=organisation_id,
            link_id=link_id,
            **dict(zip(_FIGURES, figures, strict=True)),
        )
        for link_id, figures in after.items()
    )
    return sum(1 for key in {*before, *after} if before.get(key) != after.get(key))


def _standing(organisation_id: int) -> dict[int, tuple[int, ...]]:
    rows = LinkCount.objects.filter(organisation_id=organisation_id)
    return {row[0]: row[1:] for row in rows.values_list("link_id", *_FIGURES)}


def _row(figures: Counter[str]) -> tuple[int, ...]:
    return tuple(figures[figure] for figure in _FIGURES)
