"""Where clusters of dots and their names are drawn, so that none lies on another.

The picture is 1000 wide and 720 high; ability goes to the right and motivation up. Both are drawn
by their log-odds, as they are estimated: chances near 0 and near 1 would else lie on each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import cos, exp, pi, sin
from typing import Final

import numpy as np
from scipy.special import expit, logit

from zetje.insights.rules.fogg_map import LINE

WIDTH: Final = 1000.0
HEIGHT: Final = 720.0
DOT: Final = 7.4
# From one dot to the next, along a row and down to the next one, in dots.
_ACROSS: Final = 2.46
_DOWN: Final = 2.13
# What a letter of a name takes, and a line of it; a little more than it takes on most screens.
_LETTER: Final = 9.5
_LINE: Final = 30.0
_GAP: Final = 8.0
# A free place is looked for in rings so far from each other, so many of them, at so many angles.
_STEP: Final = 12.0
_RINGS: Final = 50
_ANGLES: Final = 18
# Rather aside than up or down, so that of two groups the keener one stands higher.
_DIRECTIONS: Final = sorted(
    (
        (1.5 * cos(2 * pi * each / _ANGLES), 0.75 * sin(2 * pi * each / _ANGLES))
        for each in range(_ANGLES)
    ),
    key=lambda direction: (round(abs(direction[1]), 6), -direction[0]),
)
# How much further a cluster may lie for its name not to cross the line.
_FOR_A_NAME: Final = 50.0
# How far from the line the middle of words along it is.
_WORDS_OFF: Final = 22.0
# At so many places on a trail it is looked whether something lies there.
_TRIED: Final = 80
# Where words on the line may begin, in parts of it.
_STARTS: Final = (0.04, 0.12, 0.2, 0.28, 0.36, 0.44)

# Log-odds at the edges of the picture: some 12 and 99.6 of 100, and some 5 and 88.
_ABILITY: Final = (-2.0, 5.5)
_MOTIVATION: Final = (-3.0, 2.0)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots around a spot: (x, y) of each from it, and half of what they take across and down.

    `size` is half of what one dot takes.
    """

    places: tuple[tuple[float, float], ...]
    across: float
    down: float
    size: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster: the spot that it is to be drawn at, its dots around it, and its name.

    Attributes:
        x: from the left; `y` from above.
        dots: around it.
        letters: how long the name is.
        is_above: on which side of the action line it is, and stays.
        is_named_above: whether the name stands above the dots, or would rather.
    """

    x: float
    y: float
    dots: Dots
    letters: int
    is_above: bool
    is_named_above: bool = False

    @property
    def name_x(self) -> float:
        """The middle of the name, inside the picture."""
        half = self.letters * _LETTER / 2
        return min(max(self.x, half), max(WIDTH - half, half))

    @property
    def name_y(self) -> float:
        """The foot of the name."""
        if self.is_named_above:
            return self.y - self.dots.down - 10
        return self.y + self.dots.down + 22

    @property
    def dots_box(self) -> Box:
        """Left, top, right and bottom of the dots."""
        across, down = self.dots.across, self.dots.down
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


@cache
def dots_of(count: int, size: float = DOT) -> Dots:
    """So many dots, one at least, packed like a honeycomb around their middle."""
    reach = range(-count, count + 1) if count < 12 else range(-12, 13)
    found = [
        ((across + (down % 2) / 2) * size * _ACROSS, down * size * _DOWN)
        for down in reach
        for across in reach
    ]
    nearest = sorted(found, key=lambda at: (round(at[0] ** 2 + at[1] ** 2), at))[:count]
    return Dots(
        tuple(nearest),
        across=max(abs(x) for x, _ in nearest) + size,
        down=max(abs(y) for _, y in nearest) + size,
        size=size,
    )


def place(*, ability: float, motivation: float) -> tuple[float, float]:
    """Where in the picture a group stands, as x and y; at its edge where it is beyond."""
    across, up = (
        min(max((float(logit(value)) - low) / (high - low), 0.0), 1.0)
        for value, (low, high) in ((ability, _ABILITY), (motivation, _MOTIVATION))
    )
    return across * WIDTH, (1 - up) * HEIGHT


def is_above(x: float, y: float) -> bool:
    """Whether a place in the picture is above the action line."""
    ability = _ABILITY[0] + x / WIDTH * (_ABILITY[1] - _ABILITY[0])
    motivation = _MOTIVATION[1] - y / HEIGHT * (_MOTIVATION[1] - _MOTIVATION[0])
    return (1 + exp(-ability)) * (1 + exp(-motivation)) < 1 / LINE


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


def is_free(start: tuple[float, float], end: tuple[float, float], boxes: Sequence[Box]) -> bool:
    """Whether a straight line keeps off some boxes."""
    parts = np.linspace(0, 1, _TRIED).tolist()
    return not any(
        _lies_in(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]), box)
        for part in parts
        for box in boxes
    )


def _lies_in(x: float, y: float, box: Box) -> bool:
    left, top, right, bottom = box
    return left - _GAP < x < right + _GAP and top - _GAP < y < bottom + _GAP


def apart(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The same clusters, each as near to its spot as it can be without lying on a larger one.

    Args:
        clusters: at the spots they are to be drawn at.

    Returns:
        them in the same order, in the picture and on their side of the line; where there is no
        room some lie on each other (see `overlap`).
    """
    found: dict[int, Cluster] = {}
    for at in sorted(range(len(clusters)), key=lambda at: (-len(clusters[at].dots.places), at)):
        found[at] = _nearest(clusters[at], list(found.values()))
    return [found[at] for at in range(len(clusters))]


def _nearest(cluster: Cluster, others: Sequence[Cluster]) -> Cluster:
    """The nearest free place; a little further if the name is on one side of the line there."""
    first: Cluster | None = None
    last = float("inf")
    for reach, tried in _tries(cluster):
        if reach > last:
            break
        if any(_lie_on(tried, other) for other in others):
            continue
        if _is_name_on_one_side(tried):
            return tried
        if first is None:
            first, last = tried, reach + _FOR_A_NAME
    return first or _inside(cluster)


def _tries(cluster: Cluster) -> Iterator[tuple[float, Cluster]]:
    """The cluster in ever wider rings around its spot, on its side of the line."""
    sides = (cluster.is_named_above, not cluster.is_named_above)
    for ring in range(_RINGS):
        reach = ring * _STEP
        for across, up in _DIRECTIONS if ring else _DIRECTIONS[:1]:
            x, y = cluster.x + reach * across, cluster.y + reach * up
            for is_named_above in sides:
                tried = _inside(replace(cluster, x=x, y=y, is_named_above=is_named_above))
                if _is_whole(tried):
                    yield reach, tried


def _is_whole(cluster: Cluster) -> bool:
    """Whether it lies on its side of the line with all its dots: each would be read as a person."""
    corner = cluster.dots.size if cluster.is_above else -cluster.dots.size
    return all(
        is_above(cluster.x + x - corner, cluster.y + y + corner) == cluster.is_above
        for x, y in cluster.dots.places
    )


def _is_name_on_one_side(cluster: Cluster) -> bool:
    left, top, right, bottom = cluster.name_box
    return is_above(left, bottom) or not is_above(right, top)


def _inside(cluster: Cluster) -> Cluster:
    _, top, _, bottom = cluster.box
    half = cluster.dots.across
    over, under = cluster.y - top, bottom - cluster.y
    return replace(
        cluster,
        x=min(max(cluster.x, half), WIDTH - half),
        y=min(max(cluster.y, over), HEIGHT - under),
    )


def _lie_on(one: Cluster, other: Cluster) -> bool:
    if not _meet(one.box, other.box):
        return False
    return any(
        _meet(a, b) for a in (one.dots_box, one.name_box) for b in (other.dots_box, other.name_box)
    )


def _meet(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > -_GAP and min(a[3], b[3]) - max(a[1], b[1]) > -_GAP


def overlap(clusters: Sequence[Cluster]) -> bool:
    """Whether any two lie on each other."""
    return any(_lie_on(one, other) for one, other in combinations(clusters, 2))
