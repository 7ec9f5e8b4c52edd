"""Gives what to do next: what the rules read, the steps of the week, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from zetje.insights.models import NextStep, StepAct, StepOutcome
from zetje.insights.queries.figures import figures
from zetje.insights.queries.groups import team_groups
from zetje.insights.queries.weeks import Period
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.next_steps import Part

_WAY: Final = (
    Figure.QUARTER_DIGESTS,
    Figure.QUARTER_LOOKS,
    Figure.QUARTER_STARTS,
    Figure.QUARTER_SHARES,
)
# As many as are told of what came of them.
_LATELY: Final = 6


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step with how it stands: `act` of who took it up, None where nobody did or took it back."""

    step: NextStep
    act: StepAct | None
    outcome: StepOutcome | None


@dataclass(frozen=True, slots=True)
class StepsTold:
    """The steps of the newest week by place, and those of before that were taken up and kept."""

    now: tuple[StepNow, ...] = ()
    before: tuple[StepNow, ...] = ()


def parts_by_team(organisation_id: int, week: int) -> tuple[Part, ...]:
    """What groups of teams did with the digests of a quarter; () where that cannot be told.

    People of several teams together have no name and the key "0"; the tenant's block must be open.
    """
    found = team_groups(organisation_id=organisation_id, names=_WAY, weeks=[week])
    return tuple(
        Part(
            ",".join(map(str, sorted(group.teams))),
            () if 0 in group.teams else group.names,
            group.people,
            *(group.totals[name] for name in _WAY),
        )
        for group in found.get(week, ())
    )


def parts_by_language(organisation_id: int, period: Period) -> tuple[Part, ...]:
    """The same of the languages that can be told apart; the tenant's block must be open."""
    found = figures(organisation_id=organisation_id, names=_WAY, period=period, by="language")
    told: dict[str, dict[Figure, int]] = {}
    people: dict[str, set[int]] = {}
    for name, cells in found.items():
        for cell in cells:
            if cell.label and cell.value is not None and cell.of:
                told.setdefault(cell.label, {})[name] = cell.value
                people.setdefault(cell.label, set()).add(cell.of)
    return tuple(
        Part(label, (label,), people[label].pop(), *(values[name] for name in _WAY))
        for label, values in told.items()
        # Of the same people in every step of the way.
        if len(values) == len(_WAY) and len(people[label]) == 1
    )


def steps_told(organisation_id: int) -> StepsTold:
    """The steps of the newest week that has some, and the last ones taken up before it.

    Three queries; the tenant's block must be open.
    """
    own = NextStep.objects.filter(organisation_id=organisation_id)
    newest = Subquery(own.order_by("-week").values("week")[:1])
    acts = StepAct.objects.filter(step=OuterRef("pk"), is_taken=True)
    rows = _steps(organisation_id).filter(Q(week=newest) | Exists(acts))
    found = [_now(step) for step in rows.order_by("-week", "place")[: 4 * _LATELY]]
    last = found[0].step.week if found else 0
    before = [each for each in found if each.step.week < last and each.act is not None]
    return StepsTold(
        now=tuple(each for each in found if each.step.week == last),
        before=tuple(before[:_LATELY]),
    )


def step_by_token(organisation_id: int, token: str) -> StepNow | None:
    """One step, or None where there is none of this organisation."""
    step = _steps(organisation_id).filter(token=token).first()
    return _now(step) if step else None


def done_lately(organisation_id: int, *, since: Mapping[str, int]) -> frozenset[tuple[str, str]]:
    """Rule and key of the steps that somebody took up, or took back, after a week of their rule."""
    rows = StepAct.objects.filter(organisation_id=organisation_id, week__gt=min(since.values()))
    found = rows.values_list("step__rule", "step__key", "week")
    return frozenset((rule, key) for rule, key, week in found if week > since[rule])


def steps_to_judge(organisation_id: int, *, week: int) -> Sequence[StepNow]:
    """Steps that were taken up in a week or before, and of which nothing was said since."""
    rows = _steps(organisation_id).filter(outcomes__isnull=True, acts__week__lte=week).distinct()
    found = [_now(step) for step in rows.order_by("pk")]
    return [each for each in found if each.act is not None and each.act.week <= week]


def _steps(organisation_id: int) -> QuerySet[NextStep]:
    acts = StepAct.objects.select_related("by").order_by("number")
    return NextStep.objects.filter(organisation_id=organisation_id).prefetch_related(
        Prefetch("acts", queryset=acts), "outcomes"
    )


def _now(step: NextStep) -> StepNow:
    acts, outcomes = list(step.acts.all()), list(step.outcomes.all())
    last = acts[-1] if acts and acts[-1].is_taken else None
    return StepNow(step, last, outcomes[0] if outcomes else None)
