"""The policies that decide: whether to prompt, and which message."""

from zetje.behaviour.policies.fixed import Calendar, Fixed
from zetje.behaviour.policies.kinds import MessagePolicy, SendPolicy
from zetje.behaviour.policies.messages import (
    AverageReward,
    DifferenceSoftmax,
    Knowledge,
    MainEffect,
    Preference,
    Rotation,
    Uniform,
)
from zetje.behaviour.policies.pooling import FullPooling, NoPooling, PartialPooling

__all__ = [
    "AverageReward",
    "Calendar",
    "DifferenceSoftmax",
    "Fixed",
    "FullPooling",
    "Knowledge",
    "MainEffect",
    "MessagePolicy",
    "NoPooling",
    "PartialPooling",
    "Preference",
    "Rotation",
    "SendPolicy",
    "Uniform",
]
