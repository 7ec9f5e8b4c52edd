"""Which message: policies that share the chances of arms among people. `MainEffect` is ours.

>>> policy = MainEffect()
>>> policy.probabilities(eligible=[[True, True]], days_since=[[float("inf")] * 2])
array([[0.5, 0.5]])
"""

from zetje.behaviour.policies.messages.difference import DifferenceSoftmax
from zetje.behaviour.policies.messages.learning import Learning
from zetje.behaviour.policies.messages.main_effect import (
    Effects,
    Knowledge,
    MainEffect,
    Preference,
)
from zetje.behaviour.policies.messages.rotation import Rotation
from zetje.behaviour.policies.messages.simple import AverageReward, Uniform

__all__ = [
    "AverageReward",
    "DifferenceSoftmax",
    "Effects",
    "Knowledge",
    "Learning",
    "MainEffect",
    "Preference",
    "Rotation",
    "Uniform",
]
