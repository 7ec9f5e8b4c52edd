"""A growing and shrinking organisation behind the wall, and programs that try to see through it.

The attackers know who works where, who came and went when, the rules of the wall, who is counted
with whom, and everything that was ever published. What they do not know is what people do: `habit`,
1 or 0 of each person, the same in all weeks, which is the most that weeks can tell of one another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from zetje.behaviour.weeks import monday_of
from zetje.insights.rules.release import Counts, release, tree_of
from zetje.insights.rules.seating import Seating, blocks_of, turn
from zetje.insights.rules.seats import CircleNow, Person, SeatNow

FIRST_WEEK = 105_700
LEAST = 5


@dataclass(frozen=True)
class Row:
    """What was published once: whose habits it adds up, and the sum where it was told."""

    week: int
    members: frozenset[int]
    total: int | None


@dataclass(frozen=True)
class Told:
    """A cell as those see it who know the organisation chart: its teams, its people, their sum."""

    teams: frozenset[int]
    members: frozenset[int]
    total: int


@dataclass
class Organisation:
    """People by number who come, go and move by chance."""

    rng: np.random.Generator
    people: dict[int, Person] = field(default_factory=dict[int, Person])
    newest: int = 0
    teams: int = 6
    churn: float = 0.03
    growth: float = 1.0

    def hire(self, count: int, on: date) -> None:
        """Let people begin, in teams, countries and languages by chance."""
        for _ in range(count):
            self.newest += 1
            team = int(self.rng.integers(0, self.teams + 1))
            country = "NL" if team % 3 else "DE"
            language = "nl" if self.rng.random() < 0.8 else "en"
            started = on - timedelta(days=int(self.rng.integers(0, 2_000)))
            self.people[self.newest] = Person(self.newest, team, country, language, started)

    def live_a_week(self, on: date) -> None:
        """Let people leave, move and begin; now and then a whole part of a team moves."""
        for member in list(self.people):
            chance = self.rng.random()
            if chance < self.churn:
                del self.people[member]
            elif chance < 1.4 * self.churn:
                team = int(self.rng.integers(1, self.teams + 1))
                self.people[member] = replace(self.people[member], team=team)
        if self.rng.random() < 0.05:
            # A team is split in two, or goes over into another.
            old, new = (int(each) for each in self.rng.integers(1, self.teams + 1, 2))
            for member, person in list(self.people.items()):
                if person.team == old and self.rng.random() < 0.5:
                    self.people[member] = replace(person, team=new)
        self.hire(int(self.rng.poisson(self.growth * self.churn * len(self.people))), on)


@dataclass
class Wall:
    """The wall over many weeks, as `operations.freezing` works it, with nothing stored."""

    seats: list[SeatNow] = field(default_factory=list[SeatNow])
    circles: list[CircleNow] = field(default_factory=list[CircleNow])
    told: list[Told] = field(default_factory=list[Told])

    def publish(
        self, *, people: Sequence[Person], week: int, habit: Mapping[int, int], keep: bool = True
    ) -> tuple[list[Row], list[Row]]:
        """A week's rows: the cells of a figure, and the blocks with nothing told of them.

        `keep` is the rule for who left: they go on with what they had. Without it they add nothing.
        What was told is in `told` until the next week.
        """
        on = monday_of(week) + timedelta(days=6)
        seating = turn(
            seats=self.seats,
            circles=self.circles,
            people=people,
            week=week,
            on=on,
            least=LEAST,
        )
        self.seats, self.circles = _with_new_keys(seating)
        members: dict[int, set[int]] = defaultdict(set)
        for seat in seating.seats.values():
            if seat.circle and (keep or not seat.left):
                members[seating.circles[seat.circle].block].add(seat.member)
        faces = blocks_of(seating, on=on)
        order = sorted(members, key=lambda block: (block < 0, abs(block)))
        base = np.array([len(members[block]) for block in order])
        count = np.array([sum(habit[each] for each in members[block]) for block in order])
        self.told = []
        if not order:
            return [], []
        whole = tree_of([(faces[block].country, faces[block].team) for block in order])
        cells = release(whole=whole, counts=Counts(base, count, count), least=LEAST)
        rows = [
            Row(
                week,
                frozenset(each for place in cell.blocks for each in members[order[place]]),
                cell.total,
            )
            for cell in cells
        ]
        self.told = [
            Told(
                frozenset(faces[order[place]].team for place in cell.blocks), row.members, row.total
            )
            for cell, row in zip(cells, rows, strict=True)
            if row.total is not None
        ]
        return rows, [Row(week, frozenset(members[block]), None) for block in order]


def _with_new_keys(seating: Seating) -> tuple[list[SeatNow], list[CircleNow]]:
    """What the database does: new seats and circles get keys of their own above zero."""
    circles, seats = list(seating.circles.values()), list(seating.seats.values())
    top = max((abs(each.key) for each in [*circles, *seats]), default=0)
    names = {each.key: each.key if each.key > 0 else top - each.key for each in circles}
    blocks = {each.block for each in circles}
    names.update({block: block if block > 0 else top - block for block in blocks})
    names[0] = 0
    return (
        [
            replace(
                each,
                key=each.key if each.key > 0 else 10 * top - each.key,
                circle=names[each.circle],
            )
            for each in seats
        ],
        [replace(each, key=names[each.key], block=names[each.block]) for each in circles],
    )


def live_through(
    *, seed: int, weeks: int, people: int = 90, keep: bool = True, naive: bool = False
) -> tuple[list[Row], list[Row], dict[int, int]]:
    """Rows of many weeks, the blocks behind them, and the habits nobody should learn.

    `naive` publishes by team as it is each week, where five have it and five have not.
    """
    rng = np.random.default_rng(seed)
    organisation = Organisation(rng)
    organisation.hire(people, monday_of(FIRST_WEEK))
    organisation.growth = float(rng.choice([0.5, 1.0, 1.6]))
    habit: dict[int, int] = {}
    wall = Wall()
    rows: list[Row] = []
    blocks: list[Row] = []
    for week in range(FIRST_WEEK, FIRST_WEEK + weeks):
        here = sorted(organisation.people.values(), key=lambda each: each.member)
        for person in here:
            if person.member not in habit:
                habit[person.member] = int(rng.random() < 0.4)
        if naive:
            rows += _by_team(here, week, habit)
        else:
            told, behind = wall.publish(people=here, week=week, habit=habit, keep=keep)
            rows, blocks = rows + told, blocks + behind
        organisation.live_a_week(monday_of(week))
    return rows, blocks, habit


def _by_team(here: Iterable[Person], week: int, habit: Mapping[int, int]) -> list[Row]:
    teams: dict[int, set[int]] = defaultdict(set)
    for person in here:
        teams[person.team].add(person.member)
    sums = {team: sum(habit[each] for each in members) for team, members in teams.items()}
    return [
        Row(week, frozenset(members), sums[team])
        for team, members in teams.items()
        if LEAST <= sums[team] <= len(members) - LEAST
    ]


def alike(rows: Iterable[Row]) -> list[frozenset[int]]:
    """People who are in exactly the same rows: no sums and differences of rows separate them."""
    seen: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for member in row.members:
            seen[member].append(number)
    found: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for member, numbers in seen.items():
        found[tuple(numbers)].add(member)
    return [frozenset(members) for members in found.values()]


def told_by_sums(rows: Sequence[Row], *, prime: int = 2_147_483_629) -> set[int]:
    """Whose habit is a sum of multiples of rows: by elimination, exactly, modulo a large prime.

    Unlike `alike` it knows nothing of how the wall works.
    """
    people = sorted({member for row in rows for member in row.members})
    place = {member: at for at, member in enumerate(people)}
    wanted = [row for row in rows if row.total is not None]
    table = np.zeros((len(wanted), len(people)), dtype=np.int64)
    for at, row in enumerate(wanted):
        table[at, [place[member] for member in row.members]] = 1
    table = np.unique(table, axis=0)
    pivots: list[int] = []
    at = 0
    for column in range(table.shape[1]):
        found = np.flatnonzero(table[at:, column])
        if not found.size:
            continue
        table[[at, at + found[0]]] = table[[at + found[0], at]]
        table[at] = table[at] * pow(int(table[at, column]), -1, prime) % prime
        others = np.flatnonzero(table[:, column])
        others = others[others != at]
        table[others] = (table[others] - table[others, column][:, None] * table[at]) % prime
        pivots.append(column)
        at += 1
        if at == table.shape[0]:
            break
    # In reduced form a single person is a row of its own.
    single = (table[: len(pivots)] != 0).sum(axis=1) == 1
    return {people[column] for column, alone in zip(pivots, single, strict=True) if alone}


def told_by_integers(rows: Sequence[Row]) -> dict[frozenset[int], int]:
    """Groups of people in the same rows of whom it is certain how many have the habit.

    Counts of people are whole numbers, none below zero or above the group: both ends are looked for
    in every world that fits all rows of all weeks.
    """
    groups = alike(rows)
    sizes = np.array([len(group) for group in groups])
    told = [row for row in rows if row.total is not None]
    if not told:
        return {}
    table = np.array([[group <= row.members for group in groups] for row in told], dtype=float)
    totals = np.array([row.total for row in told], dtype=float)
    table, first = np.unique(table, axis=0, return_index=True)
    fits = LinearConstraint(table, totals[first], totals[first])
    certain: dict[frozenset[int], int] = {}
    for at, group in enumerate(groups):
        wish = np.zeros(len(groups))
        ends: list[int] = []
        for sign in (1, -1):
            wish[at] = sign
            found = milp(
                wish,
                constraints=fits,
                bounds=Bounds(np.zeros(len(groups)), sizes),
                integrality=np.ones(len(groups), dtype=np.int64),
            )
            end = cast("float | None", found.fun)
            if end is None:
                raise ValueError("no world fits what was published")
            ends.append(round(sign * end))
        if ends[0] == ends[1]:
            certain[group] = ends[0]
    return certain
