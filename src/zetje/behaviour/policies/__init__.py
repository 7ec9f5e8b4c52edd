"""The policies that decide: whether to prompt, and which message."""

from zetje.behaviour.policies.messages import (
    AverageReward,
    DifferenceSoftmax,
    Knowledge,
    MainEffect,
    Preference,
    Rotation,
    Uniform,
)

__all__ = [
    "AverageReward",
    "DifferenceSoftmax",
    "Knowledge",
    "MainEffect",
    "Preference",
    "Rotation",
    "Uniform",
]
