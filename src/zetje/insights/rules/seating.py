"""Who is counted with whom, from week to week: circles that are split at most, never regrouped.

Whoever watches figures over many weeks can take one from another. What they learn by it are sums
over the people who came and went between the two. So people come into the figures, and go out of
them, only in the company of at least k - 1 others, and always the same ones: a *circle*. Its
members could swap all they ever did without any figure changing, so no figures tell them apart.

Two things follow that one would not expect. Newcomers wait, uncounted, until they are enough.
And whoever leaves stays counted with what they last had, until k have left: were it zero instead,
the figures of the week after would say what the one who left used to do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median_low
from typing import Final

from zetje.insights.rules.dividing import by, common, divided
from zetje.insights.rules.seats import CircleNow, Person, SeatNow
from zetje.insights.rules.tenure import tenure_of

# After so many weeks a newcomer need not wait for others of the same team any more.
WAITING_WEEKS: Final = 8
# A circle of this many times k can lose k people and keep k: it is not divided below that.
ROOM: Final = 2


@dataclass(slots=True)
class Seating:
    """Seats and circles by key. What is new has a key below zero."""

    seats: dict[int, SeatNow]
    circles: dict[int, CircleNow]
    _newest: int = field(default=0)

    def new_key(self) -> int:
        """A key that nothing has."""
        self._newest -= 1
        return self._newest

    def by_circle(self) -> dict[int, list[SeatNow]]:
        """The seats of each circle; under 0 those that wait."""
        counted = (seat for seat in self.seats.values() if seat.circle or not seat.left)
        return by(counted, lambda seat: seat.circle)


def turn(
    *,
    seats: Iterable[SeatNow],
    circles: Iterable[CircleNow],
    people: Sequence[Person],
    week: int,
    on: date,
    least: int,
) -> Seating:
    """The seating of a week, from that of the week before and who works here at its end.

    Args:
        seats: of the week before.
        circles: of the week before.
        people: everybody who works here.
        week: the number of the week.
        on: its last day.
        least: k.
    """
    seating = Seating({each.key: each for each in seats}, {each.key: each for each in circles})
    here = {person.member: person for person in people}
    _note_who_left(seating, here)
    _let_newcomers_wait(seating, people, week)
    _let_leavers_go(seating, least)
    _follow_moves(seating, here, on, least)
    _seat_newcomers(seating, here, week=week, on=on, least=least)
    _fuse_blocks(seating, on, least)
    return seating


def _note_who_left(seating: Seating, here: Mapping[int, Person]) -> None:
    for seat in list(seating.seats.values()):
        is_gone = seat.member not in here
        if seat.circle:
            seating.seats[seat.key] = replace(seat, left=is_gone)
        elif not seat.member or (is_gone and not seat.left):
            del seating.seats[seat.key]


def _let_newcomers_wait(seating: Seating, people: Sequence[Person], week: int) -> None:
    seated = {seat.member for seat in seating.seats.values()}
    for person in sorted(people, key=lambda each: each.member):
        if person.member not in seated:
            key = seating.new_key()
            seating.seats[key] = SeatNow(key, person.member, 0, week)


def _let_leavers_go(seating: Seating, least: int) -> None:
    """Take out who left, where there are k of them in a circle and k others or none."""
    for circle, seats in seating.by_circle().items():
        gone = [seat for seat in seats if seat.left]
        others = len(seats) - len(gone)
        if circle and len(gone) >= least and (others >= least or not others):
            for seat in gone:
                seating.seats[seat.key] = replace(seat, circle=0)
            if not others:
                del seating.circles[circle]


def _follow_moves(seating: Seating, here: Mapping[int, Person], on: date, least: int) -> None:
    """Let k people who went from one team to another together be counted there."""
    for key, seats in sorted(seating.by_circle().items()):
        circle = seating.circles.get(key)
        if circle is None or not circle.team:
            continue
        size = len(seats)
        moved: dict[int, list[SeatNow]] = defaultdict(list)
        for seat in seats:
            if not seat.left and here[seat.member].team not in (0, circle.team):
                moved[here[seat.member].team].append(seat)
        for team, movers in sorted(moved.items()):
            if len(movers) == sum(not seat.left for seat in seats):
                seating.circles[key] = replace(circle, team=team)
            elif len(movers) >= least and size - len(movers) >= least:
                size -= len(movers)
                _seat(seating, movers, here, team=team, on=on)


def _seat_newcomers(
    seating: Seating, here: Mapping[int, Person], *, week: int, on: date, least: int
) -> None:
    """Make circles of who waits: of their team, else of their country, else of all who wait.

    The more they are, the sooner leavers of theirs can go. So they wait for twice k, and some weeks
    later for k; the first week is to begin with everybody.
    """
    is_first = not seating.circles
    sizes = Counter(person.team for person in here.values())
    waiting = sorted(seating.by_circle().get(0, ()), key=lambda seat: seat.member)

    def is_late(seat: SeatNow) -> bool:
        return is_first or week - seat.since >= WAITING_WEEKS

    others: list[SeatNow] = []
    # The smallest come first, for good: where one more has to be closed, it is the first one.
    by_team = by(waiting, lambda seat: here[seat.member].team)
    for team, seats in sorted(by_team.items(), key=lambda each: (len(each[1]), each[0])):
        need = least if any(is_late(seat) for seat in seats) else ROOM * least
        if team and len(seats) >= need:
            for part in divided(seats, here, on, ROOM * least):
                _seat(seating, part, here, team=team, on=on)
        else:
            is_small = not team or sizes[team] < least
            others += [seat for seat in seats if is_small or is_late(seat)]
    need = least if is_first else ROOM * least
    scattered: list[SeatNow] = []
    for _, seats in sorted(by(others, lambda seat: here[seat.member].country).items()):
        if len(seats) >= need:
            _seat(seating, seats, here, team=0, on=on)
        else:
            scattered += seats
    if len(scattered) >= need:
        _seat(seating, scattered, here, team=0, on=on)


def _seat(
    seating: Seating,
    seats: Sequence[SeatNow],
    here: Mapping[int, Person],
    *,
    team: int,
    on: date,
) -> None:
    """Make a circle of these people."""
    key = seating.new_key()
    people = [here[seat.member] for seat in seats]
    tenure = common([tenure_of(person.started_on, on=on) for person in people])
    days = [person.started_on for person in people if person.started_on is not None]
    seating.circles[key] = CircleNow(
        key,
        team,
        common([person.country for person in people]),
        common([person.language for person in people]),
        median_low(days) if tenure else None,
        key,
    )
    for seat in seats:
        seating.seats[seat.key] = replace(seat, circle=key)


def _fuse_blocks(seating: Seating, on: date, least: int) -> None:
    """Count blocks of fewer than k people who still work here together with another, for good."""
    active: dict[int, int] = {circle.block: 0 for circle in seating.circles.values()}
    for seat in seating.seats.values():
        if seat.circle and not seat.left:
            active[seating.circles[seat.circle].block] += 1
    faces = blocks_of(seating, on=on)
    for block in sorted(active, key=lambda each: (active[each], each)):
        if active[block] >= least or len(active) == 1:
            continue
        own = faces[block]
        partner = min(
            (each for each in active if each != block),
            key=lambda each: (
                faces[each].team != own.team or not own.team,
                faces[each].country != own.country,
                active[each],
                abs(each),
            ),
        )
        active[partner] += active.pop(block)
        for circle in list(seating.circles.values()):
            if circle.block == block:
                seating.circles[circle.key] = replace(circle, block=partner)


def blocks_of(seating: Seating, *, on: date) -> dict[int, CircleNow]:
    """What the people of each block have in common on a day, by the number of the block."""
    found: dict[int, CircleNow] = {}
    for circle in sorted(seating.circles.values(), key=lambda each: each.key):
        block = found.get(circle.block)
        if block is None:
            found[circle.block] = replace(circle, key=circle.block)
            continue
        found[circle.block] = replace(
            block,
            team=block.team if block.team == circle.team else 0,
            country=block.country if block.country == circle.country else "",
            language=block.language if block.language == circle.language else "",
            started_on=block.started_on
            if tenure_of(block.started_on, on=on) == tenure_of(circle.started_on, on=on)
            else None,
        )
    return found
