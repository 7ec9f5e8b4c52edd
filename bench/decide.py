"""How long a decision takes: whether, which message and the draw, for a million people at once.

The yardstick is a bare NumPy softmax in place over a matrix of the same size, plus one normal draw
for each person: float64, one thread, in turns with ours. The figure is the median of the turns'
ratios of processor time, so that what else the machine does counts for neither. Both policies have
learned a week of nearly everybody before; people come in no order and one in a hundred is new. Then
the same decisions a second are held against MABWiser and Vowpal Wabbit, which are asked for one
person at a time, as they are meant to be: each in the quickest of its forms that looks at a
person's features.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

NAME = "decide"
GOAL = 3.0
GOAL_TIMES = 20.0
GOAL_GIGABYTES = 1.5
PEOPLE = 1_000_000
ARMS = 10
TURNS = 7
ASKED = 2_000
WEEK = 2900
_SOURCE = Path(__file__).resolve().parents[1] / "src"
Floats = NDArray[np.float64]


def measure() -> dict[str, dict[str, Any]]:
    """Our time as a ratio of the yardstick's, and our decisions a second over those of others."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = os.environ | one | {"PYTHONPATH": str(_SOURCE)}
    command = [sys.executable, __file__]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def figures() -> dict[str, dict[str, Any]]:
    """The same in this process, which must have been started for one thread."""
    decide = _ours(np.random.default_rng(1))
    matrix = np.random.default_rng(2).normal(size=(PEOPLE, ARMS))
    dice = np.random.default_rng(3)
    turns = [(_seconds(lambda: _bare(matrix, dice)), _seconds(decide)) for _ in range(TURNS + 1)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    turns = turns[1:]
    ratio = statistics.median(ours / bare for bare, ours in turns)
    bare, ours = (statistics.median(turn[n] for turn in turns) for n in (0, 1))
    note = (
        f"{PEOPLE:,} people x {ARMS} messages: ours {ours:.3f} s, bare softmax and normal draws "
        f"{bare:.3f} s; peak {peak:.2f} GB with all data and what was learned (goal "
        f"{GOAL_GIGABYTES} GB)"
    )
    holds = ratio <= GOAL and peak < GOAL_GIGABYTES
    figure = {"ratio": round(ratio, 3), "goal": GOAL, "holds": holds, "note": note}
    rate = PEOPLE / ours
    return {
        NAME: figure,
        f"{NAME}.mabwiser": _beside(rate, "MABWiser", "mabwiser", _mabwiser()),
        f"{NAME}.vowpal": _beside(rate, "Vowpal Wabbit", "vowpalwabbit", _vowpal()),
    }


def _ours(rng: np.random.Generator) -> Callable[[], object]:
    """A call that decides for everybody, by policies that have learned from a week of them all."""
    from zetje.behaviour.decisions import decide, learn
    from zetje.behaviour.policies import MainEffect, PartialPooling

    days_since = rng.integers(0, 120, size=(PEOPLE, ARMS)).astype(np.float64)
    days_since[rng.random((PEOPLE, ARMS)) < 0.5] = np.inf
    settings: dict[str, Any] = {
        "person": rng.permutation(PEOPLE) * 7,
        "reason": np.where(rng.random(PEOPLE) < 0.8, 0, 4),
        "baseline": np.column_stack([np.ones(PEOPLE), rng.random(PEOPLE)]),
        "advantage": np.ones((PEOPLE, 1)),
        "eligible": rng.random((PEOPLE, ARMS)) < 0.8,
        "days_since": days_since,
        "seed": 1,
    }
    send = PartialPooling(
        prior_mean=[0.1, 0.0, 0.05, 0.05],
        prior_covariance=np.diag([0.01] * 4),
        noise_variance=0.09,
    )
    message = MainEffect(enough=0.0)
    lesson = learn(
        log=decide(**settings, send=send, message=message, week=WEEK),
        outcome=rng.random(PEOPLE) < 0.1,
        price=np.zeros(PEOPLE),
        known=rng.random(PEOPLE) < 0.99,
        send=send,
        message=message,
    )
    return lambda: decide(**settings, send=lesson.send, message=lesson.message, week=WEEK + 1)


def _bare(matrix: Floats, dice: np.random.Generator) -> Floats:
    """The yardstick: chances of each message, and one draw for each person."""
    matrix -= matrix.max(axis=1, keepdims=True)
    np.exp(matrix, out=matrix)
    matrix /= matrix.sum(axis=1, keepdims=True)
    return dice.standard_normal(len(matrix))


def _mabwiser() -> float:
    """Decisions a second of MABWiser, one person after another."""
    from mabwiser.mab import MAB, LearningPolicy

    features, arms, rewards = _lessons()
    rates: list[float] = []
    for policy in (LearningPolicy.LinGreedy(), LearningPolicy.LinUCB(), LearningPolicy.LinTS()):
        bandit = MAB(list(range(ARMS)), policy, seed=1)
        bandit.fit(arms, rewards, features)
        rows = [features[row : row + 1] for row in range(ASKED)]
        rates.append(ASKED / _seconds(lambda bandit=bandit, rows=rows: _ask(bandit.predict, rows)))
    return max(rates)


def _vowpal() -> float:
    """Decisions a second of Vowpal Wabbit, one person after another."""
    import vowpalwabbit

    features, arms, rewards = _lessons()
    texts = [" ".join(f"{n}:{value:.4f}" for n, value in enumerate(row)) for row in features]
    forms: dict[str, Callable[[int, bool], str]] = {
        f"--cb_explore {ARMS} --epsilon 0.05": lambda row, label: (
            f"{arms[row] + 1}:{-rewards[row]}:0.1 | {texts[row]}" if label else f"| {texts[row]}"
        ),
        "--cb_explore_adf --epsilon 0.05": lambda row, label: "\n".join(
            [f"shared | {texts[row]}"]
            + [
                f"0:{-rewards[row]}:0.1 | arm={arm}"
                if label and arm == arms[row]
                else f"| arm={arm}"
                for arm in range(ARMS)
            ]
        ),
    }
    rates: list[float] = []
    for options, example in forms.items():
        bandit = vowpalwabbit.Workspace(f"{options} --quiet")
        for row in range(ASKED):
            bandit.learn(example(row, True))
        rows = [example(row, False) for row in range(ASKED)]
        rates.append(ASKED / _seconds(lambda bandit=bandit, rows=rows: _ask(bandit.predict, rows)))
        bandit.finish()
    return max(rates)


def _lessons() -> tuple[Floats, NDArray[np.int64], Floats]:
    rng = np.random.default_rng(4)
    features = np.column_stack([np.ones(ASKED), rng.random((ASKED, 2))])
    return features, rng.integers(ARMS, size=ASKED), (rng.random(ASKED) < 0.1).astype(np.float64)


def _ask(predict: Callable[[Any], object], rows: list[Any]) -> None:
    for row in rows:
        predict(row)


def _beside(rate: float, title: str, package: str, theirs: float) -> dict[str, Any]:
    times = rate / theirs
    note = (
        f"ours {rate:,.0f} decisions a second; {title} {importlib.metadata.version(package)} "
        f"{theirs:,.0f}, asked one by one"
    )
    goal = GOAL_TIMES
    return {"ratio": round(times, 1), "goal": goal, "holds": times >= goal, "note": note}


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(figures()))
