"""Earning points, taking them back, letting them wait, and what earns what."""

from zetje.recognition.operations.points.earning import (
    earn_from_readers,
    earn_from_shares,
    earn_from_tip,
    earn_from_words,
    take_back_shares,
)
from zetje.recognition.operations.points.holding import (
    forfeit_points,
    hold_points,
    release_points,
)
from zetje.recognition.operations.points.past import earn_from_past
from zetje.recognition.operations.points.rebuilding import rebuild_points
from zetje.recognition.operations.points.ruling import set_point_rules
from zetje.recognition.operations.points.settling import settle_points

__all__ = [
    "earn_from_past",
    "earn_from_readers",
    "earn_from_shares",
    "earn_from_tip",
    "earn_from_words",
    "forfeit_points",
    "hold_points",
    "rebuild_points",
    "release_points",
    "set_point_rules",
    "settle_points",
    "take_back_shares",
]
