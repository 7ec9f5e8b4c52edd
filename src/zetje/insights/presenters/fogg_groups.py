"""The groups of the Fogg map as clusters of dots: how large, and where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from zetje.insights.presenters.map_layout import DOT, Cluster, apart, dots_of, overlap, place
from zetje.insights.queries import Placed
from zetje.insights.rules.fogg_map import Spot

# How many colleagues a dot may stand for.
_PER_DOT: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_DOTS: Final = 180
_LONGEST_NAME: Final = 26
# How large dots may be, and how far all of a group may then stand from its spot.
_DOT_SIZES: Final = (DOT, 6.2, 5.2, 4.4)
_NEAR_ENOUGH: Final = 60


def group_name(group: Placed) -> str:
    """What a group is called: its team, or the largest of several and others."""
    if not group.names:
        return _("Small teams together")
    first, *others = group.names
    if len(group.teams) == 1:
        return first
    if len(group.teams) == 2 and others:
        return _("%(first)s and %(second)s") % {"first": first, "second": others[0]}
    return _("%(first)s and others") % {"first": first}


def drawn_of(groups: Sequence[Placed]) -> tuple[int, list[Cluster]]:
    """How many colleagues a dot stands for, and the clusters side by side.

    Dots are as large as they can be with each group near its spot, else the smallest.
    """
    drawn: list[Cluster] = []
    per = 1
    for per in _PER_DOT:
        if sum(each.steps.people for each in groups) > per * _MOST_DOTS:
            continue
        drawn = _laid_out(groups, per)
        if not overlap(drawn):
            break
    return per, drawn


def _laid_out(groups: Sequence[Placed], per: int) -> list[Cluster]:
    def tried(size: float) -> tuple[list[Cluster], bool]:
        drawn = apart([_cluster(each, per=per, size=size) for each in groups])
        return drawn, not overlap(drawn) and moved(groups, drawn) <= _NEAR_ENOUGH

    largest, *between, smallest = _DOT_SIZES
    drawn, is_near = tried(largest)
    if is_near:
        return drawn
    small, is_near = tried(smallest)
    # Where even the smallest stand far away, those between need not be tried.
    for size in between if is_near else ():
        drawn, is_near = tried(size)
        if is_near:
            return drawn
    return small


def _cluster(group: Placed, *, per: int, size: float) -> Cluster:
    x, y = spot_of(group.now)
    dots = dots_of(max(1, round(group.steps.people / per)), size)
    # Away from the ring, so that its trail does not go through the name.
    rises = group.before is not None and spot_of(group.before)[1] > y
    return Cluster(x, y, dots, len(label_of(group)), group.now.above > 1 / 2, is_named_above=rises)


def spot_of(spot: Spot) -> tuple[float, float]:
    """Where a spot is in the picture, as x and y."""
    return place(ability=spot.ability.middle, motivation=spot.motivation.middle)


def label_of(group: Placed) -> str:
    """The name of a group, shortened, and how many people it has."""
    name = group_name(group)
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return _("%(group)s, %(people)s") % {"group": short, "people": group.steps.people}


def moved(groups: Sequence[Placed], drawn: Sequence[Cluster]) -> float:
    """How far the one that stands farthest from its spot stands from it."""
    spots = (spot_of(each.now) for each in groups)
    return max(
        abs(cluster.x - x) + abs(cluster.y - y)
        for cluster, (x, y) in zip(drawn, spots, strict=True)
    )
