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
    PROBE_WEEK = 16
    IN_EXPERIMENT = 17


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
    probe_week: ArrayLike = False,
    in_experiment: ArrayLike = False,
) -> Ints:
    """Say what keeps each row silent: the first rule that does, in the order of `Reason`.

    Args: flags (n,), or one flag for all rows; `joined` sets n. `working_day`, `working_hours` and
    `holiday` are those of the person's own time zone and place. `already_decided`: something that
    the person chose or shared this week makes the prompt pointless. `prompts_this_week` (n,) counts
    prompts besides the digest; `ignored` (n,) prompts in a row without any choice and
    `weeks_since_prompt` (n,) the weeks since the last prompt, 1 for last week's, as
    `ignored_in_a_row` gives them; `probe_week`: a week kept free to see what becomes of the habit;
    `in_experiment`: a week without prompts that an experiment drew.
    Returns: (n,) int64, values of `Reason`. Raises ValueError for columns of another length.
    """
    rows = len(flags("joined", joined))

    tired = _counts("ignored", ignored, rows) >= IGNORED_IN_A_ROW
    tired &= _counts("weeks_since_prompt", weeks_since_prompt, rows) <= WEEKS_OF_SILENCE
    obstacles = {
        Reason.NOT_JOINED: ~_holds("joined", joined, rows),
        Reason.NO_CONSENT: ~_holds("consent", consent, rows),
        Reason.PAUSED: _holds("paused", paused, rows),
        Reason.ON_LEAVE: _holds("on_leave", on_leave, rows),
        Reason.NOT_A_WORKING_DAY: ~_holds("working_day", working_day, rows),
        Reason.OUTSIDE_HOURS: ~_holds("working_hours", working_hours, rows),
        Reason.HOLIDAY: _holds("holiday", holiday, rows),
        Reason.CHANNEL_UNREACHABLE: ~_holds("channel_reachable", channel_reachable, rows),
        Reason.NO_STORY: ~_holds("story_exists", story_exists, rows),
        Reason.ALREADY_DECIDED: _holds("already_decided", already_decided, rows),
        Reason.CAP_REACHED: _counts("prompts_this_week", prompts_this_week, rows) >= WEEKLY_CAP,
        Reason.SILENT_AFTER_IGNORED: tired,
        Reason.EXPERIMENTS_REFUSED: _holds("experiments_refused", experiments_refused, rows),
        Reason.HELD_OUT: _holds("held_out", held_out, rows),
        Reason.PROBE_WEEK: _holds("probe_week", probe_week, rows),
        Reason.IN_EXPERIMENT: _holds("in_experiment", in_experiment, rows),
    }
    reasons = np.zeros(rows, dtype=np.int64)
    for reason in sorted(obstacles, reverse=True):
        reasons[obstacles[reason]] = reason
    return reasons


def _holds(name: str, values: ArrayLike, rows: int) -> Flags:
    return flags(name, _one_per_row(values, rows), rows=rows)


def _counts(name: str, values: ArrayLike, rows: int) -> Ints:
    return column(name, _one_per_row(values, rows), rows=rows).astype(np.int64)


def _one_per_row(values: ArrayLike, rows: int) -> ArrayLike:
    """One value stands for all rows; a column keeps its length, for its reader to judge."""
    return np.broadcast_to(values, (rows,)) if np.ndim(values) == 0 else values


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
