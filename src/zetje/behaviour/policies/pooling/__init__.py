"""Whether to prompt: three policies that differ in what people tell about each other."""

from zetje.behaviour.policies.pooling.allocation import Allocation
from zetje.behaviour.policies.pooling.policies import FullPooling, NoPooling, PartialPooling

__all__ = ["Allocation", "FullPooling", "NoPooling", "PartialPooling"]
