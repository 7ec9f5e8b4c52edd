"""Divides people by what they have in common, as far as each part has room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from zetje.insights.rules.seats import Person, SeatNow
from zetje.insights.rules.tenure import tenure_of

Key = TypeVar("Key", int, str)
# A circle is of a country, language or tenure that at least so many of its people have.
MOST_OF: Final = 0.8


def by(seats: Iterable[SeatNow], key: Callable[[SeatNow], Key]) -> dict[Key, list[SeatNow]]:
    """Seats by a key, in the order in which they come."""
    found: dict[Key, list[SeatNow]] = defaultdict(list)
    for seat in seats:
        found[key(seat)].append(seat)
    return found


def divided(
    seats: Sequence[SeatNow], here: Mapping[int, Person], on: date, room: int
) -> list[list[SeatNow]]:
    """The seats of a team by country, language and tenure, as far as each part has room."""
    ways: tuple[Callable[[Person], str], ...] = (
        lambda person: person.country,
        lambda person: person.language,
        lambda person: tenure_of(person.started_on, on=on),
    )
    parts = [list(seats)]
    for way in ways:
        parts = [finer for part in parts for finer in _parted(part, here, way, room)]
    return parts


def _parted(
    seats: Sequence[SeatNow], here: Mapping[int, Person], way: Callable[[Person], str], room: int
) -> list[list[SeatNow]]:
    found = by(seats, lambda seat: way(here[seat.member]))
    large = sorted((each for each in found.items() if len(each[1]) >= room), key=lambda at: at[0])
    rest = [seat for part in found.values() if len(part) < room for seat in part]
    if rest and large:
        # The smallest of the others takes them in: it is of many kinds then anyhow.
        smallest = min(large, key=lambda each: (len(each[1]), each[0]))
        smallest[1].extend(rest)
        return [part for _, part in large]
    return [part for _, part in large] or [list(seats)]


def common(values: Sequence[str]) -> str:
    """What at least four in five have, or "" for several."""
    value, times = Counter(values).most_common(1)[0]
    return value if times >= MOST_OF * len(values) else ""
