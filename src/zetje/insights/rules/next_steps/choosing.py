"""The rules that say what to do next: each with its threshold, from published figures only.

At most three steps a week, each by another rule, those with the most to win first. A rule proposes
where something is below what is usual elsewhere by more than chance would make it, and where as
much could be won as is worth a press. When none does, the step is to leave everything alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from zetje.behaviour.power import cluster_effect
from zetje.insights.rules.next_steps.gaps import Gap, Group, gaps_of
from zetje.insights.rules.next_steps.known import Known, Part, Rule, Step

MOST_STEPS: Final = 3
QUARTER: Final = 13
# Shares a week; one a month. Less is not worth a press, nor anybody's attention.
LEAST_GAIN: Final = 0.25
# Shares that a hundred prompts must be able to bring: the price of a prompt to who had half a one
# lately, by which the policies weigh it too (`behaviour.burden`).
LEAST_OF_HUNDRED: Final = 2.0
# Stories to choose from in a language: the weekly three of two weeks.
STORIES_ENOUGH: Final = 6
# Below this largest chance nobody is asked to ask less.
LOW_CHANCE: Final = 0.3
# The smallest effect that an experiment must be able to find: half as much again.
WORTH_FINDING: Final = 0.5
_TEAMS_A_SIDE: Final = 3
_MONTH: Final = 4
_SURE: Final = 1.96


def choose(known: Known) -> tuple[Step, ...]:
    """The steps of a week, the most to win first; never none."""
    found = [step for rule in _RULES if (step := rule(known)) is not None]
    return tuple(sorted(found, key=_worth)[:MOST_STEPS]) or (
        Step(Rule.LEAVE, evidence=_left(known)),
    )


def _worth(step: Step) -> tuple[int, float]:
    """What wins shares first, then what saves messages, what teaches, and what is kind."""
    place = {Rule.SLOW: 1, Rule.EXPERIMENT: 2, Rule.THANK: 3}.get(step.rule, 0)
    return place, -(step.gain or 0.0)


def ease(known: Known) -> Step | None:
    """Who takes a text along as others do, and then posts it less often: make it easier.

    Proposed of the group with the most to win of those where shares/starts lies below that of the
    others (the interval of the gap above 0), starts/looks does not, and gap · starts/13 is at least
    `LEAST_GAIN` shares a week. That product and its interval are the gain: what there is to win
    when who starts here posts as often as who starts elsewhere.
    """
    keen = {part.key for part, gap in _gaps(known.teams, known.design, "starts") if gap.lower <= 0}
    found = [
        (part, gap, part.starts / QUARTER)
        for part, gap in _gaps(known.teams, known.design, "shares")
        if part.key in keen
    ]
    return _widest(Rule.EASE, found, known)


def stories(known: Known) -> Step | None:
    """Who looks and takes less along than others do: ask for stories that they would share.

    Proposed of a team where starts/looks lies below that of the others, or of a language in which
    there are fewer than `STORIES_ENOUGH` stories as well; the gain is gap · looks/13 ·
    shares/starts of everybody, at least `LEAST_GAIN` shares a week.
    """
    starts = sum(part.starts for part in known.teams)
    held = sum(part.shares for part in known.teams) / starts if starts else 0.0
    short = [part for part in known.languages if known.live.get(part.key, 0) < STORIES_ENOUGH]
    found = [
        (part, gap, held * part.looks / QUARTER)
        for groups in (known.languages, known.teams)
        for part, gap in _gaps(groups, known.design, "starts")
        if groups is known.teams or part in short
    ]
    step = _widest(Rule.STORIES, found, known)
    if step is not None and step.key in known.live:
        return replace(step, evidence={**step.evidence, "live": known.live[step.key]})
    return step


def slow(known: Known) -> Step | None:
    """Prompts that bring next to nothing: ask half as often.

    Proposed where even the upper end of the effect is below `LEAST_OF_HUNDRED` shares for a hundred
    prompts, and the largest chance is above `LOW_CHANCE`. The gain is half of the prompts of the
    week; what it costs at most stands in the evidence.
    """
    effect = known.effect
    if effect is None or not effect.is_known or effect.upper >= LEAST_OF_HUNDRED:
        return None
    if known.most_chance <= LOW_CHANCE or not known.prompted or _is_done(known, Rule.SLOW, ""):
        return None
    saved = known.prompted / 2
    evidence = {
        "prompted": known.prompted,
        "estimate": effect.estimate,
        "effect_lower": effect.lower,
        "effect_upper": effect.upper,
        "costs": max(0.0, saved * effect.upper / 100),
    }
    return Step(Rule.SLOW, gain=saved, unit="messages", evidence=evidence)


def experiment(known: Known) -> Step | None:
    """What nobody knows yet and could: begin an experiment with reminders and games by team.

    Proposed where no experiment runs, and one by team could find an effect of `WORTH_FINDING` or
    less (`behaviour.power.cluster_effect`, twelve weeks, half of the teams with and half without).
    """
    teams = [part for part in known.teams if part.digests > 0]
    a_side = len(teams) // 2
    if known.is_trying or a_side < _TEAMS_A_SIDE or _is_done(known, Rule.EXPERIMENT, ""):
        return None
    digests = sum(part.digests for part in teams)
    base = min(0.5, max(0.01, sum(part.shares for part in teams) / digests))
    members = digests / QUARTER / len(teams)
    least = float(cluster_effect(teams=a_side, members=members, base_rate=base))
    if not np.isfinite(least) or least > WORTH_FINDING:
        return None
    evidence = {"teams": len(teams), "base": round(base, 3), "finds": round(least, 2)}
    return Step(Rule.EXPERIMENT, gain=least, unit="effect", evidence=evidence)


def thank(known: Known) -> Step | None:
    """More people shared than the month before, beyond chance: thank those who carried it.

    Two rates of four weeks each; the difference above 1.96 standard errors, with the people of a
    week taken as if they were the same all four weeks, which is the cautious side.
    """
    if len(known.sharers) < 2 * _MONTH or _is_done(known, Rule.THANK, ""):
        return None
    now, before = known.sharers[:_MONTH], known.sharers[_MONTH : 2 * _MONTH]
    rates = [
        sum(one for one, _ in part) / max(1, sum(of for _, of in part)) for part in (now, before)
    ]
    people = min(of for _, of in (*now, *before))
    error = float(np.sqrt(sum(rate * (1 - rate) for rate in rates) / max(1, people)))
    if not people or rates[0] - rates[1] <= _SURE * error:
        return None
    return Step(Rule.THANK, evidence={"now": round(rates[0], 3), "before": round(rates[1], 3)})


_RULES: Final[tuple[Callable[[Known], Step | None], ...]] = (
    ease,
    stories,
    slow,
    experiment,
    thank,
)


def _gaps(parts: Sequence[Part], design: Mapping[str, float], what: str) -> list[tuple[Part, Gap]]:
    """How far each part lies below the others in one step of the way; none of fewer than two."""
    told = [(part, _group(part, what)) for part in parts]
    told = [(part, group) for part, group in told if group.of > 0]
    if len(told) < 2 or what not in design:
        return []
    gaps = gaps_of([group for _, group in told], design=design[what])
    return [(part, gap) for (part, _), gap in zip(told, gaps, strict=True)]


def _group(part: Part, what: str) -> Group:
    of, done = (part.looks, part.starts) if what == "starts" else (part.starts, part.shares)
    return Group(part.key, part.people, of, done)


def _widest(rule: Rule, found: Sequence[tuple[Part, Gap, float]], known: Known) -> Step | None:
    """The step with the most to win; `found` holds parts, their gaps, and shares a week per gap."""
    worth = [
        (part, gap, scale)
        for part, gap, scale in found
        if part.names
        and gap.lower > 0
        and gap.mean * scale >= LEAST_GAIN
        and not _is_done(known, rule, part.key)
    ]
    if not worth:
        return None
    part, gap, scale = max(worth, key=lambda each: each[1].mean * each[2])
    what = "shares" if rule is Rule.EASE else "starts"
    group = _group(part, what)
    return Step(
        rule,
        part.key,
        part.names,
        gap.mean * scale,
        gap.lower * scale,
        gap.upper * scale,
        "shares",
        {
            "what": what,
            "of": group.of,
            "done": group.done,
            "people": part.people,
            "others": round(gap.others, 4),
            "gap": gap.mean,
            "deviation": gap.deviation,
            "design": known.design[what],
        },
    )


def _left(known: Known) -> dict[str, Any]:
    return {"groups": len(known.teams), "prompted": known.prompted}


def _is_done(known: Known, rule: Rule, key: str) -> bool:
    return (str(rule), key) in known.done
