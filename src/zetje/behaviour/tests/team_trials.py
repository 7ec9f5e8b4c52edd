"""Trials by team with known effects, for the tests and the proof."""

from __future__ import annotations

import numpy as np

from zetje.behaviour.trials import TeamTrial, analyse, assign_teams, factors

START, SWITCH_OFF, END = 8, 24, 32
FIRST, SECOND, BOTH, LEFT = 0.03, 0.02, 0.01, -0.01


def run_trial(
    *, rng: np.random.Generator, teams: int, arms: int = 2, restricted: bool = True
) -> TeamTrial:
    """Draw teams, people and weeks, assign by what was seen before, and analyse.

    Teams of 5 to 20; people's rates differ (beta) and so do teams' levels and their effects. With
    two arms the effect is FIRST during the trial and LEFT afterwards; with four FIRST and SECOND
    are the means of the factors and BOTH what they add together.
    """
    members = rng.integers(5, 21, teams)
    whose = np.repeat(np.arange(teams), members)
    level = rng.gamma(25.0, 0.15 / 25.0, teams)
    rate = np.clip(rng.beta(1.5, 8.5, len(whose)) / 0.15 * level[whose], 0, 0.8)
    before = rng.binomial(START, rate) / START
    known = np.bincount(whose, weights=before) / members
    if restricted:
        arm = assign_teams(
            covariates=np.column_stack([known, members]), rng=rng, arms=arms, candidates=200
        ).arms
    else:
        arm = rng.permutation(np.arange(teams) % arms)
    during, after = _effects(arm, arms, rng)
    size = (len(whose), END)
    week = np.broadcast_to(np.arange(END), size)
    lift = np.where(week < START, 0.0, np.where(week < SWITCH_OFF, 1.0, 0.0)) * during[whose, None]
    lift = lift + (week >= SWITCH_OFF) * after[whose, None]
    outcome = (rng.random(size) < np.clip(rate[:, None] + lift, 0, 1)).astype(np.float64)
    # What was seen before the draw is what the analysis sees, too.
    outcome[:, :START] = before[:, None]
    return analyse(
        outcome=outcome.ravel(),
        team=np.repeat(whose, END),
        week=week.ravel(),
        arm=np.repeat(arm[whose], END),
        start=START,
        switch_off=SWITCH_OFF,
        factorial=arms == 4,
    )


def _effects(arm: np.ndarray, arms: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    own = rng.normal(0, 0.01, len(arm))
    if arms == 2:
        return arm * (FIRST + own) + 0.05, arm * LEFT + 0.05
    first, second = factors(arms=arm).T - 0.5
    during = FIRST * first + SECOND * second + BOTH * first * second
    return during + own + 0.06, np.full(len(arm), 0.06)
