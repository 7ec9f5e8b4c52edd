"""Histories of people written as letters, and their chains drawn the same way."""

import numpy as np

from zetje.behaviour.streaks import Chains, State, Weeks, judge

# One letter a week: digits are shares, s skips, a away, q quiet, r own rest, - nothing,
# . not joined.
LETTERS = "0123saqr-."
SHOWN = {
    State.OUTSIDE: ".",
    State.GAP: "-",
    State.REST: "o",
    State.SHARED: "#",
    State.OPEN: "?",
}


def history(*people: str) -> Weeks:
    rows = [list(person) for person in people]

    def flags(letter: str) -> np.ndarray:
        return np.array([[week == letter for week in row] for row in rows], dtype=bool)

    shares = [[int(week) if week.isdigit() else 0 for week in row] for row in rows]
    return Weeks(
        shares=np.array(shares, dtype=np.int64),
        skips=flags("s").astype(np.int64),
        joined=~flags("."),
        away=flags("a"),
        quiet=flags("q"),
        own=flags("r"),
    )


def chain(weeks: str, *, last_week_is_open: bool = False) -> Chains:
    return judge(history(weeks), last_week_is_open=last_week_is_open)


def shown(verdict: Chains, person: int = 0) -> str:
    return "".join(SHOWN[State(int(state))] for state in verdict.states[person])
