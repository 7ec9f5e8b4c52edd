"""The worlds that the product is tried in, adverse ones among them."""

from __future__ import annotations

from dataclasses import dataclass

from zetje.behaviour.worlds.advocacy import Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A world by name: what is special about it, and its assumptions."""

    key: str
    name: str
    says: str
    said: Assumptions


SETTINGS = (
    Setting(
        key="usual",
        name="As usual",
        says="All assumptions at their defaults.",
        said=Assumptions(),
    ),
    Setting(
        key="heard",
        name="Prompts are heard",
        says="A prompt is read by one in two, and tires half as much.",
        said=Assumptions(prompt_notice=0.5, fatigue_prompt=0.05),
    ),
    Setting(
        key="differ",
        name="People differ",
        says="Some notice every prompt and never tire, others the opposite.",
        said=Assumptions(heterogeneity=1.2),
    ),
    Setting(
        key="nothing",
        name="No effect",
        says="No prompt is ever read, and none tires.",
        said=Assumptions(prompt_notice=1e-9, fatigue_prompt=0.0, off_ignored=0.0),
    ),
    Setting(
        key="harm",
        name="Prompts do harm",
        says="A prompt is hardly ever read, tires three times as much, and drives people away.",
        said=Assumptions(prompt_notice=0.05, fatigue_prompt=0.3, off_ignored=0.01),
    ),
    Setting(
        key="lumpy",
        name="Lumpy weeks",
        says="A week in four brings nothing to share, and weeks differ four times as much.",
        said=Assumptions(empty_weeks=0.25, week_spread=1.2),
    ),
)
