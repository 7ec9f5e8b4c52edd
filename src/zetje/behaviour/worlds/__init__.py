"""Invented worlds with a known truth, to try policies on."""

from zetje.behaviour.worlds.two_segment import TwoSegmentWorld

__all__ = ["TwoSegmentWorld"]
