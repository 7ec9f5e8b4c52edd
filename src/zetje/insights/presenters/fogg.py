"""The Fogg map as it is drawn, and the same in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.insights.presenters.fogg_caption import caption_of
from zetje.insights.presenters.fogg_groups import drawn_of, group_name, label_of, moved, spot_of
from zetje.insights.presenters.map_layout import (
    HEIGHT,
    WIDTH,
    Cluster,
    is_above,
    is_free,
    line_points,
    words_along,
)
from zetje.insights.presenters.number_words import hundred
from zetje.insights.queries import FoggMap, Placed
from zetje.insights.rules.fogg_map import SURE, Between, Spot

# A ring nearer than this to its dots would be under them.
_NEAR: Final = 8
_RING: Final = 5
_SIDEWAYS: Final = 40


@dataclass(frozen=True, slots=True)
class Ring:
    """Where a group was: a ring, and the line from it to the dots."""

    x: str
    y: str
    trail: str
    is_up: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is drawn; `up` are its dots above the line, `down` those below."""

    number: int
    label: str
    up: str
    down: str
    name_x: str
    name_y: str
    x: str
    is_up: bool
    ring: Ring | None


@dataclass(frozen=True, slots=True)
class Row:
    """A group in the table: how many begin of 100 who look, how many post of 100 who begin."""

    name: str
    teams: str
    people: int
    begins: str
    posts: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class FoggPicture:
    """The map: `says` tells all of it in a sentence, `before` names the time of the rings.

    `along` is what stands on the line, from `along_from` per cent of it on; empty without room.
    """

    line: str
    area: str
    along: str
    along_from: str
    is_along_above: bool
    groups: Sequence[Group]
    says: str
    caption: Sequence[str]
    before: str
    rows: Sequence[Row]


def fogg_picture(found: FoggMap, *, minimum: int) -> FoggPicture:
    """How a map is drawn.

    Args:
        found: the map.
        minimum: how many people a count needs.
    """
    per, drawn = drawn_of(found.groups)
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line_points())
    before = _when(found)
    rings = [_ring(at, found.groups[at], drawn) for at in range(len(drawn))]
    along = _("Action line: above it, a prompt is enough")
    free = words_along(drawn, letters=len(along))
    return FoggPicture(
        line=line,
        area=f"{line}L{WIDTH:.0f} 0Z",
        along=along if free else "",
        along_from=f"{100 * free[0]:.0f}%" if free else "",
        is_along_above=bool(free and free[1]),
        groups=[
            _group(number, *each)
            for number, each in enumerate(zip(found.groups, drawn, rings, strict=True), start=1)
        ],
        says=_says(found.groups),
        caption=caption_of(
            per=per,
            minimum=minimum,
            has_rings=any(rings),
            are_moved=moved(found.groups, drawn) > _SIDEWAYS,
            are_together=any(len(each.names) > 1 for each in found.groups),
        ),
        before=before,
        rows=[_row(each) for each in found.groups],
    )


def standing(spot: Spot) -> str:
    """On which side of the line a group is, and whether that is certain."""
    if spot.above >= SURE:
        return _("Above the line")
    if spot.above > 1 / 2:
        return _("Just above the line")
    return _("Just below the line") if spot.above > 1 - SURE else _("Below the line")


def _group(number: int, placed: Placed, cluster: Cluster, ring: Ring | None) -> Group:
    places = [(cluster.x + x, cluster.y + y) for x, y in cluster.dots.places]
    return Group(
        number=number,
        label=label_of(placed),
        up=_dots([at for at in places if is_above(*at)], cluster.dots.size),
        down=_dots([at for at in places if not is_above(*at)], cluster.dots.size),
        name_x=f"{cluster.name_x:.1f}",
        name_y=f"{cluster.name_y:.1f}",
        x=f"{cluster.x:.1f}",
        is_up=is_above(cluster.name_x, cluster.name_y - 6),
        ring=ring,
    )


def _dots(places: Sequence[tuple[float, float]], size: float) -> str:
    around = f"a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 -{2 * size} 0"
    return "".join(f"M{x - size:.1f} {y:.1f}{around}" for x, y in places)


def _ring(at: int, placed: Placed, drawn: Sequence[Cluster]) -> Ring | None:
    """As far from the dots as the group came, in the same direction.

    None where it stood still, or where ring or trail would lie on dots or a name: they would seem
    to belong to those. The table tells of it then.
    """
    cluster = drawn[at]
    if placed.before is None:
        return None
    now, then = spot_of(placed.now), spot_of(placed.before)
    x = min(max(cluster.x + then[0] - now[0], _RING), WIDTH - _RING)
    y = min(max(cluster.y + then[1] - now[1], _RING), HEIGHT - _RING)
    across, down = cluster.x - x, cluster.y - y
    away = (across**2 + down**2) ** 0.5
    reach = max(cluster.dots.across, cluster.dots.down) + _NEAR
    if away <= reach + _RING:
        return None
    start, end = _RING / away, 1 - reach / away
    ends = [(x + part * across, y + part * down) for part in (start, end)]
    boxes = [box for each in drawn if each is not cluster for box in (each.dots_box, each.name_box)]
    if not is_free((x, y), ends[1], [*boxes, cluster.name_box]):
        return None
    trail = "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in ends)
    return Ring(f"{x:.1f}", f"{y:.1f}", trail, is_above(x, y))


def _when(found: FoggMap) -> str:
    if found.before is None:
        return ""
    return _("In %(month)s") % {"month": date_format(found.before.last, "F")}


def _says(groups: Sequence[Placed]) -> str:
    sides = (
        (_("Above the action line"), [each for each in groups if each.now.above > 1 / 2]),
        (_("below it"), [each for each in groups if each.now.above <= 1 / 2]),
    )
    told = [
        _("%(side)s: %(groups)s")
        % {"side": side, "groups": ", ".join(group_name(each) for each in here)}
        for side, here in sides
        if here
    ]
    return "; ".join(told) + "."


def _row(group: Placed) -> Row:
    return Row(
        name=group_name(group),
        teams=", ".join(group.names) if len(group.names) > 1 else "",
        people=group.steps.people,
        begins=_of_hundred(group.now.motivation),
        posts=_of_hundred(group.now.ability),
        now=standing(group.now),
        before=_stood(group.before) if group.before else _("no figure of its own then"),
    )


def _stood(spot: Spot) -> str:
    return _("%(standing)s (%(motivation)s and %(ability)s)") % {
        "standing": standing(spot),
        "motivation": hundred(spot.motivation.middle),
        "ability": hundred(spot.ability.middle),
    }


def _of_hundred(found: Between) -> str:
    low, middle, high = (hundred(part) for part in (found.low, found.middle, found.high))
    return _("%(middle)s (%(low)s–%(high)s)") % {"middle": middle, "low": low, "high": high}
