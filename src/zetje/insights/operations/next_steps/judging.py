"""Says a quarter later what came of the steps that somebody took up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zetje.insights.models import NextStep, StepOutcome
from zetje.insights.operations.next_steps.proposing import STUDY, weekly_of, whole_of
from zetje.insights.queries.steps import parts_by_language, parts_by_team, steps_to_judge
from zetje.insights.queries.studies import results_of
from zetje.insights.queries.weeks import Period, periods
from zetje.insights.rules.next_steps import (
    QUARTER,
    Change,
    Group,
    Part,
    Rule,
    Verdict,
    change_of_group,
    change_of_whole,
)
from zetje.lib.tenancy import tenant


def judge_steps(*, organisation_id: int, week: int, now: datetime) -> int:
    """Write down what came of steps taken up a quarter before the newest frozen week; how many.

    Args:
        organisation_id: whose.
        week: as `behaviour.weeks` numbers them; frozen and studied.
        now: the moment.
    """
    with tenant(organisation_id):
        weeks = periods(organisation_id)
        if not weeks or weeks[0].week != week:
            return 0
        due = steps_to_judge(organisation_id, week=week - QUARTER)
        design = results_of(organisation_id, STUDY, since=week)
        if not due or not design:
            return 0
        seen = _Later(organisation_id, weeks[:QUARTER], design[0].details)
        rows = [_outcome(each.step, seen, week, now) for each in due]
        StepOutcome.objects.bulk_create(rows)
        return len(rows)


class _Later:
    """The figures of the quarter after steps were taken up."""

    def __init__(
        self, organisation_id: int, weeks: Sequence[Period], design: Mapping[str, float]
    ) -> None:
        self.design = design
        self.teams = parts_by_team(organisation_id, weeks[0].week)
        self.languages = parts_by_language(organisation_id, weeks[0])
        self.sharers, self.prompted = weekly_of(organisation_id, weeks)

    def groups_with(self, key: str) -> Sequence[Part]:
        """The groups of which the one with this key is one; none where it cannot be told."""
        found = [each for each in (self.teams, self.languages) if key in {one.key for one in each}]
        return found[0] if found else ()


def _outcome(step: NextStep, seen: _Later, week: int, now: datetime) -> StepOutcome:
    of_group = step.rule in {Rule.EASE, Rule.STORIES}
    found = _of_group(step, seen) if of_group else _of_everybody(step, seen)
    verdict, details = found or (Verdict.HIDDEN, {})
    return StepOutcome(
        organisation_id=step.organisation_id,
        step=step,
        week=week,
        verdict=verdict,
        details=details,
        made_at=now,
    )


def _of_group(step: NextStep, seen: _Later) -> tuple[Verdict, dict[str, Any]] | None:
    before = step.evidence
    what = str(before["what"])
    parts = [part for part in seen.groups_with(step.key) if _group(part, what).of > 0]
    at = next((place for place, part in enumerate(parts) if part.key == step.key), None)
    if at is None or len(parts) < 2:
        return None
    groups = [_group(part, what) for part in parts]
    change = change_of_group(
        groups, at, gap=before["gap"], deviation=before["deviation"], design=seen.design[what]
    )
    others = [each for place, each in enumerate(groups) if place != at]
    of = sum(each.of for each in others)
    return change.verdict, _told(change) | {
        "before": [before["done"], before["of"]],
        "after": [groups[at].done, groups[at].of],
        "others_before": before["others"],
        "others_after": round(sum(each.done for each in others) / of, 4),
    }


def _of_everybody(step: NextStep, seen: _Later) -> tuple[Verdict, dict[str, Any]] | None:
    before, after = step.evidence["whole"], whole_of(seen.teams, seen.sharers)
    if not before["digests"] or not after["digests"]:
        return None
    change = change_of_whole(
        _whole(before),
        _whole(after),
        design=seen.design["digests"],
        weekly=max(before["weekly"], after["weekly"]),
    )
    return change.verdict, _told(change) | {
        "before": [before["shares"], before["digests"]],
        "after": [after["shares"], after["digests"]],
        "prompted_before": step.evidence.get("prompted"),
        "prompted_after": seen.prompted,
    }


def _group(part: Part, what: str) -> Group:
    of, done = (part.looks, part.starts) if what == "starts" else (part.starts, part.shares)
    return Group(part.key, part.people, of, done)


def _whole(of: Mapping[str, Any]) -> Group:
    return Group("", int(of["people"]), int(of["digests"]), int(of["shares"]))


def _told(change: Change) -> dict[str, Any]:
    return {
        "mean": round(change.mean, 4),
        "lower": round(change.lower, 4),
        "upper": round(change.upper, 4),
    }
