"""Who may be prompted at all: hard rules that nothing learns, and the first that stands in the way.

Availability comes before every policy (Boruvka et al. 2018, "Assessing time-varying causal effect
moderation in mobile health", call it I_t): an unavailable row gets silence with probability 1 and
its reason, takes no part in the randomisation, and teaches nothing. The order of the reasons and
the numbers (one prompt a week besides the digest, three ignored prompts, four weeks of silence)
are this project's own.

>>> reasons = first_obstacle(
...     joined=[True, True, False, True],
...     on_leave=[False, True, True, False],
...     ignored=[0, 0, 0, 3],
...     weeks_since_prompt=[1, 1, 1, 2],
... )
>>> [Reason(reason).name for reason in reasons]
['AVAILABLE', 'ON_LEAVE', 'NOT_JOINED', 'SILENT_AFTER_IGNORED']

Three prompts in a row without any choice, the last one two weeks ago:

>>> ignored_in_a_row(prompted=[[1, 0, 1, 1, 0]], chose=[[0, 0, 0, 0, 0]])
(array([3]), array([2]))
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Ints, column, flags

WEEKLY_CAP = 1
IGNORED_IN_A_ROW = 3
WEEKS_OF_SILENCE = 4
LONG_AGO = 1_000_000


class Reason(IntEnum):
    """Why a row is silent, in the order in which the rules are asked; 0 means that nothing is.

    `NO_MESSAGE` is given by `decisions.decide` alone, where a row has no arm that it may draw.
    """

    AVAILABLE = 0
    NOT_JOINED = 1
    NO_CONSENT = 2
    PAUSED = 3
    ON_LEAVE = 4
    NOT_A_WORKING_DAY = 5
    OUTSIDE_HOURS = 6
    HOLIDAY = 7
    CHANNEL_UNREACHABLE = 8
    NO_STORY = 9
    ALREADY_DECIDED = 10
    CAP_REACHED = 11
    SILENT_AFTER_IGNORED = 12
    EXPERIMENTS_REFUSED = 13
    HELD_OUT = 14
    NO_MESSAGE = 15


def first_obstacle(
    *,
    joined: ArrayLike,
    consent: ArrayLike = True,
    paused: ArrayLike = False,
    on_leave: ArrayLike = False,
    working_day: ArrayLike = True,
    working_hours: ArrayLike = True,
    holiday: ArrayLike = False,
    channel_reachable: ArrayLike = True,
    story_exists: ArrayLike = True,
    already_decided: ArrayLike = False,
    prompts_this_week: ArrayLike = 0,
    ignored: ArrayLike = 0,
    weeks_since_prompt: ArrayLike = LONG_AGO,
    experiments_refused: ArrayLike = False,
    held_out: ArrayLike = False,
) -> Ints:
    """Say what keeps each row silent: the first rule that does, in the order of `Reason`.

    Args: flags (n,), or one flag for all rows; `joined` sets n. `working_day`, `working_hours` and
    `holiday` are those of the person's own time zone and place. `already_decided`: something that
    the person chose or shared this week makes the prompt pointless. `prompts_this_week` (n,) counts
    prompts besides the digest; `ignored` (n,) prompts in a row without any choice and
    `weeks_since_prompt` (n,) the weeks since the last prompt, 1 for last week's, as
    `ignored_in_a_row` gives them.
    Returns: (n,) int64, values of `Reason`. Raises ValueError for columns of another length.
    """
    rows = len(flags("joined", joined))

    def holds(name: str, values: ArrayLike) -> Flags:
        spread = np.asarray(values)
        return flags(
            name, np.broadcast_to(spread, (rows,)) if spread.ndim == 0 else spread, rows=rows
        )

    def counts(name: str, values: ArrayLike) -> Ints:
        spread = np.asarray(values)
        spread = np.broadcast_to(spread, (rows,)) if spread.ndim == 0 else spread
        return column(name, spread, rows=rows).astype(np.int64)

    tired = counts("ignored", ignored) >= IGNORED_IN_A_ROW
    tired &= counts("weeks_since_prompt", weeks_since_prompt) <= WEEKS_OF_SILENCE
    obstacles = {
        Reason.NOT_JOINED: ~holds("joined", joined),
        Reason.NO_CONSENT: ~holds("consent", consent),
        Reason.PAUSED: holds("paused", paused),
        Reason.ON_LEAVE: holds("on_leave", on_leave),
        Reason.NOT_A_WORKING_DAY: ~holds("working_day", working_day),
        Reason.OUTSIDE_HOURS: ~holds("working_hours", working_hours),
        Reason.HOLIDAY: holds("holiday", holiday),
        Reason.CHANNEL_UNREACHABLE: ~holds("channel_reachable", channel_reachable),
        Reason.NO_STORY: ~holds("story_exists", story_exists),
        Reason.ALREADY_DECIDED: holds("already_decided", already_decided),
        Reason.CAP_REACHED: counts("prompts_this_week", prompts_this_week) >= WEEKLY_CAP,
        Reason.SILENT_AFTER_IGNORED: tired,
        Reason.EXPERIMENTS_REFUSED: holds("experiments_refused", experiments_refused),
        Reason.HELD_OUT: holds("held_out", held_out),
    }
    reasons = np.zeros(rows, dtype=np.int64)
    for reason in sorted(obstacles, reverse=True):
        reasons[obstacles[reason]] = reason
    return reasons


def ignored_in_a_row(*, prompted: ArrayLike, chose: ArrayLike) -> tuple[Ints, Ints]:
    """Count the prompts ignored at the end of a history, and the weeks since the last prompt.

    A choice of any kind, Skip included, in any week ends the row: whoever answers is not ignoring.
    Args: `prompted` and `chose` (n, weeks), oldest first, the last column being last week.
    Returns: (n,) ignored prompts in a row and (n,) weeks since the last prompt (1 for last week;
    `LONG_AGO` for whoever never got one). Raises ValueError for tables of another shape.
    """
    sent, answered = np.asarray(prompted, dtype=np.bool_), np.asarray(chose, dtype=np.bool_)
    if sent.ndim != 2 or sent.shape != answered.shape:
        raise ValueError("prompted and chose must be two tables of one shape: people and weeks.")
    run = np.zeros(len(sent), dtype=np.int64)
    since = np.full(len(sent), LONG_AGO, dtype=np.int64)
    for week in range(sent.shape[1]):
        run = np.where(answered[:, week], 0, run + sent[:, week])
        since = np.where(sent[:, week], 1, np.minimum(since + 1, LONG_AGO))
    return run, since
