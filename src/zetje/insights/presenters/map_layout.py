"""Where clusters of dots and their names are drawn, so that none lies on another.

The picture is 1000 wide and 720 high; ability goes to the right and motivation up. Both are drawn
by their log-odds, as they are estimated: chances near 0 and near 1 would else lie on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np
from scipy.special import expit, logit

from zetje.insights.rules.fogg_map import LINE

WIDTH: Final = 1000.0
HEIGHT: Final = 720.0
DOT: Final = 7.4
# From one dot to the next, along a row and down to the next one.
_ACROSS: Final = 18.2
_DOWN: Final = 15.75
# What a letter of a name takes, and a line of it; a little more than it takes on most screens.
_LETTER: Final = 9.5
_LINE: Final = 30.0
_GAP: Final = 8.0
_ROUNDS: Final = 300
# How far from the line the middle of words along it is.
_WORDS_OFF: Final = 22.0
# Where words on the line may begin, in parts of it.
_STARTS: Final = (0.04, 0.12, 0.2, 0.28, 0.36, 0.44)
# So many small steps at most, back over the line.
_BACK: Final = 20

# Log-odds at the edges of the picture: some 8 and 99 of 100, and some 5 and 88.
_ABILITY: Final = (-2.5, 4.5)
_MOTIVATION: Final = (-3.0, 2.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: the spot that it is to be drawn at, its dots around it, and its name.

    Attributes:
        x: from the left; `y` from above.
        dots: (x, y) of each dot, from the spot.
        letters: how long the name is.
        is_above: on which side of the action line it is, and stays.
        is_named_above: whether the name stands above the dots, or would rather.
    """

    x: float
    y: float
    dots: tuple[tuple[float, float], ...]
    letters: int
    is_above: bool
    is_named_above: bool = False

    @property
    def half_width(self) -> float:
        """Half of what the dots take across."""
        return max(abs(x) for x, _ in self.dots) + DOT

    @property
    def half_height(self) -> float:
        """Half of what they take down."""
        return max(abs(y) for _, y in self.dots) + DOT

    @property
    def name_x(self) -> float:
        """The middle of the name, inside the picture."""
        half = self.letters * _LETTER / 2
        return min(max(self.x, half), max(WIDTH - half, half))

    @property
    def name_y(self) -> float:
        """The foot of the name."""
        if self.is_named_above:
            return self.y - self.half_height - 10
        return self.y + self.half_height + 22

    @property
    def dots_box(self) -> Box:
        """Left, top, right and bottom of the dots."""
        across, down = self.half_width, self.half_height
        return self.x - across, self.y - down, self.x + across, self.y + down

    @property
    def name_box(self) -> Box:
        """The same of the name."""
        half = self.letters * _LETTER / 2
        _, top, _, bottom = self.dots_box
        top, bottom = (top - _LINE, top) if self.is_named_above else (bottom, bottom + _LINE)
        return self.name_x - half, top, self.name_x + half, bottom

    @property
    def box(self) -> Box:
        """The same of both together."""
        dots, name = self.dots_box, self.name_box
        return (
            min(dots[0], name[0]),
            min(dots[1], name[1]),
            max(dots[2], name[2]),
            max(dots[3], name[3]),
        )


def dots_of(count: int) -> tuple[tuple[float, float], ...]:
    """So many dots, packed like a honeycomb around their middle."""
    reach = range(-count, count + 1) if count < 12 else range(-12, 13)
    found = [
        ((across + (down % 2) / 2) * _ACROSS, down * _DOWN) for down in reach for across in reach
    ]
    return tuple(sorted(found, key=lambda at: (round(at[0] ** 2 + at[1] ** 2), at))[:count])


def place(*, ability: float, motivation: float) -> tuple[float, float]:
    """Where in the picture a group stands, as x and y; at its edge where it is beyond."""
    across, up = (
        min(max((float(logit(value)) - low) / (high - low), 0.0), 1.0)
        for value, (low, high) in ((ability, _ABILITY), (motivation, _MOTIVATION))
    )
    return across * WIDTH, (1 - up) * HEIGHT


def is_above(x: float, y: float) -> bool:
    """Whether a place in the picture is above the action line."""
    ability = expit(_ABILITY[0] + x / WIDTH * (_ABILITY[1] - _ABILITY[0]))
    motivation = expit(_MOTIVATION[1] - y / HEIGHT * (_MOTIVATION[1] - _MOTIVATION[0]))
    return bool(ability * motivation > LINE)


def line_points() -> list[tuple[float, float]]:
    """The action line from the top of the picture to its right edge."""
    top, right = (float(expit(edge[1])) for edge in (_MOTIVATION, _ABILITY))
    abilities = expit(np.linspace(logit(LINE / top), logit(right), 60))
    return [place(ability=each, motivation=LINE / each) for each in abilities.tolist()]


def words_along(clusters: Sequence[Cluster], *, letters: int) -> tuple[float, bool] | None:
    """Where on the line words stand without lying on dots or names: above it if they can.

    Args:
        clusters: what they may not lie on.
        letters: how long the words are.

    Returns:
        from which part of its length on, 0 to 1, and whether above it; None where there is no room.
    """
    points = np.array(line_points())
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    off = _WORDS_OFF * np.column_stack([steps[:, 1], -steps[:, 0]]) / lengths[:, np.newaxis]
    boxes = [box for each in clusters for box in (each.dots_box, each.name_box)]
    for above in (True, False):
        middles = points[:-1] + (off if above else -off)
        free = np.array([not any(_lies_in(x, y, box) for box in boxes) for x, y in middles])
        for start in _STARTS:
            first, last = start * at[-1], start * at[-1] + letters * _LETTER
            if last < at[-1] and free[(at[1:] >= first) & (at[:-1] <= last)].all():
                return start, above
    return None


def _lies_in(x: float, y: float, box: Box) -> bool:
    left, top, right, bottom = box
    return left - _GAP < x < right + _GAP and top - _GAP < y < bottom + _GAP


def apart(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The same clusters, pushed apart as little as it takes, each on its side of the line.

    Args:
        clusters: at the spots they are to be drawn at.
    """
    found = [_named(each) for each in clusters]
    for _ in range(_ROUNDS):
        moved = False
        for one, other in combinations(range(len(found)), 2):
            push = _push(found[one], found[other])
            if push == (0.0, 0.0):
                continue
            moved = True
            for at, sign in ((one, 1), (other, -1)):
                own = found[at]
                found[at] = replace(own, x=own.x + sign * push[0], y=own.y + sign * push[1])
        found = [_inside(_on_its_side(each)) for each in found]
        if not moved:
            break
    return found


def _named(cluster: Cluster) -> Cluster:
    """With its name in the picture and on one side of the line, where it would rather if it can."""
    for is_named_above in (cluster.is_named_above, not cluster.is_named_above):
        named = _inside(replace(cluster, is_named_above=is_named_above))
        left, top, right, bottom = named.box
        if is_above(left, bottom) if cluster.is_above else not is_above(right, top):
            return named
    # Away from the line, which is below who is above it.
    return _inside(replace(cluster, is_named_above=cluster.is_above))


def _push(one: Cluster, other: Cluster) -> tuple[float, float]:
    """How far the first is to go, and the other the same way back."""
    a, b = one.box, other.box
    across = min(a[2], b[2]) - max(a[0], b[0]) + _GAP
    down = min(a[3], b[3]) - max(a[1], b[1]) + _GAP
    if across <= 0 or down <= 0:
        return 0.0, 0.0
    if down <= across:
        return 0.0, (down / 2 + 0.5) * (1 if one.y >= other.y else -1)
    return (across / 2 + 0.5) * (1 if one.x >= other.x else -1), 0.0


def _inside(cluster: Cluster) -> Cluster:
    _, top, _, bottom = cluster.box
    half = cluster.half_width
    over, under = cluster.y - top, bottom - cluster.y
    return replace(
        cluster,
        x=min(max(cluster.x, half), WIDTH - half),
        y=min(max(cluster.y, over), HEIGHT - under),
    )


def _on_its_side(cluster: Cluster) -> Cluster:
    """Back over the line, a little to the right and up or to the left and down."""
    step = 4.0 if cluster.is_above else -4.0
    for _ in range(_BACK):
        if is_above(cluster.x, cluster.y) == cluster.is_above:
            break
        cluster = replace(cluster, x=cluster.x + step, y=cluster.y - step)
    return cluster


def overlap(clusters: Sequence[Cluster]) -> bool:
    """Whether any two lie on each other."""
    return any(_push(one, other) != (0.0, 0.0) for one, other in combinations(clusters, 2))
