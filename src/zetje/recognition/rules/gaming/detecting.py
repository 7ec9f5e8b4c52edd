"""The rules themselves, as functions over arrays: no clock, no database, no memory.

Each looks at some weeks of an organisation at once and gives findings; what becomes of those is
`operations.gaming`'s. None of them is published science: they are this project's own, chosen so
that simulated honest colleagues meet them seldom and farmers gain little (docs/decisions/0021).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import special

from zetje.recognition.rules.gaming.conduct import Finding, Floats, Ints, Posts, Reads, runs
from zetje.recognition.rules.gaming.limits import LIMITS, Limits

_MINUTE = 60.0
_DAY = 86_400.0


def findings(*, posts: Posts, reads: Reads, limits: Limits = LIMITS) -> list[Finding]:
    """All that the rules find, in the order of members and rules.

    Args: `posts` and `reads` of the same weeks; `limits`, the figures to count with.
    Returns: findings; the same rows in another order give the same.
    """
    found = [
        *scripted(posts, limits),
        *bursts(reads, limits),
        *rings(reads, limits),
        *evens(posts, reads, limits),
        *alike(posts, limits),
    ]
    return sorted(found, key=lambda one: (one.member, one.rule, one.at))


def scripted(posts: Posts, limits: Limits = LIMITS) -> Iterator[Finding]:
    """Posts confirmed too fast, too evenly, or too many at once; one finding a member."""
    for rows in _by(posts.member, np.lexsort((posts.share, posts.confirmed))):
        if len(rows) < limits.quick_run:
            continue
        wait = posts.confirmed[rows] - posts.opened[rows]
        at = posts.confirmed[rows]
        hit = np.zeros(len(rows), dtype=np.bool_)
        for first, end in runs(wait < limits.quick_seconds):
            hit[first:end] |= end - first >= limits.quick_run
        _mark(hit, limits.steady_run, _spread(wait, limits.steady_run) < limits.steady_spread)
        # One story on several networks is one thing to post.
        first_of = np.sort(_first_of_each(posts.story[rows]))
        span = _across(at[first_of], limits.many)
        of_many = np.zeros(len(first_of), dtype=np.bool_)
        _mark(of_many, limits.many, span <= limits.many_minutes * _MINUTE)
        hit[first_of] |= of_many
        if hit.any():
            mine = rows[hit]
            yield Finding(
                rule="scripted",
                member=int(posts.member[mine[0]]),
                at=float(posts.confirmed[mine].max()),
                count=len(mine),
                shares=_set(posts.share[mine]),
                # Nobody reads a post that was never made: what its link gave waits too.
                links=_set(posts.link[mine]),
            )


def bursts(reads: Reads, limits: Limits = LIMITS) -> Iterator[Finding]:
    """Readers of one link all at once, or by the clock; one finding a link and its last day."""
    for rows in _by(reads.link, np.argsort(reads.at, kind="stable")):
        if len(rows) < min(limits.burst, limits.regular):
            continue
        at = reads.at[rows]
        hit = np.zeros(len(rows), dtype=np.bool_)
        crowd = _across(at, limits.burst) <= limits.burst_seconds
        _mark(hit, limits.burst, crowd)
        day = np.floor(at / _DAY)
        for one in np.unique(day[hit]):
            today = day == one
            if (hit & today).sum() < limits.burst_part * today.sum():
                hit &= ~today
        gaps = np.diff(at)
        _mark(hit, limits.regular, _evenness(gaps, limits.regular - 1) <= limits.regular_spread)
        if hit.any():
            yield Finding(
                rule="burst",
                member=int(reads.member[rows[0]]),
                at=float(at[hit].max()),
                count=int(hit.sum()),
                links=_set(reads.link[rows]),
            )


def rings(reads: Reads, limits: Limits = LIMITS) -> Iterator[Finding]:
    """Many of somebody's readers are of a circle that opens each other's links."""
    for rows in _by(reads.member, np.argsort(reads.at, kind="stable")):
        mine = rows[reads.in_ring[rows]]
        if len(mine) >= limits.ring and len(mine) >= limits.ring_part * len(rows):
            yield Finding(
                rule="ring",
                member=int(reads.member[mine[0]]),
                at=float(reads.at[mine].max()),
                count=len(mine),
                links=_set(reads.link[mine]),
            )


def evens(posts: Posts, reads: Reads, limits: Limits = LIMITS) -> Iterator[Finding]:
    """Posts that all have almost exactly the same number of readers.

    Formula: the index of dispersion, Σ(x − x̄)²/x̄ ~ χ²(n − 1) for readers by chance (Fisher 1925);
    real posts differ in what they are about, so honest figures lie above it.
    """
    read_links, read = np.unique(reads.link, return_counts=True)
    for rows in _by(posts.member, np.lexsort((posts.share, posts.confirmed))):
        linked = rows[posts.link[rows] > 0]
        if len(linked) < limits.even:
            continue
        links = np.unique(posts.link[linked])
        links = links[np.isin(links, read_links)]
        number = read[np.searchsorted(read_links, links)].astype(np.float64)
        if len(links) < limits.even or number.mean() < limits.even_readers:
            continue
        spread = float(((number - number.mean()) ** 2).sum() / number.mean())
        if special.gammainc((len(links) - 1) / 2, spread / 2) < limits.even_chance:
            yield Finding(
                rule="even",
                member=int(posts.member[rows[0]]),
                at=float(posts.confirmed[linked].max()),
                count=len(links),
                links=_set(links),
            )


def alike(posts: Posts, limits: Limits = LIMITS) -> Iterator[Finding]:
    """Own words about different stories that say nearly the same, or what the stories say."""
    own = np.flatnonzero(posts.own_words & (posts.wording != 0))
    order = own[np.lexsort((posts.share[own], posts.confirmed[own]))]
    key = posts.member[order] * (1 << 32) + posts.wording[order]
    for places in _by(key, np.arange(len(order))):
        rows = order[places]
        about = len(np.unique(posts.story[rows])) + int((posts.story[rows] == 0).sum())
        about -= int((posts.story[rows] == 0).any())
        if about < limits.alike:
            continue
        yield Finding(
            rule="alike",
            member=int(posts.member[rows[0]]),
            at=float(posts.confirmed[rows].max()),
            count=len(rows),
            # The first of those that repeat each other was in own words.
            own_words=_set(posts.share[rows[int(posts.wording[rows[0]] > 0) :]]),
        )


def _by(key: Ints, order: Ints) -> Iterator[Ints]:
    """The rows of each key, smallest key first, within a key in the given order."""
    if not len(order):
        return
    order = order[np.argsort(key[order], kind="stable")]
    yield from np.split(order, np.flatnonzero(np.diff(key[order])) + 1)


def _first_of_each(story: Ints) -> Ints:
    """The places at which each story stands first; ideas without one are each their own."""
    own = np.where(story > 0, story, -1 - np.arange(len(story)))
    return np.unique(own, return_index=True)[1]


def _across(values: Floats, size: int) -> Floats:
    """For each run of `size` values in order, how far apart its ends are; empty for fewer."""
    if len(values) < size:
        return np.zeros(0)
    return values[size - 1 :] - values[: len(values) - size + 1]


def _spread(values: Floats, size: int) -> Floats:
    """For each run of `size` values, the largest less the smallest."""
    if len(values) < size:
        return np.zeros(0)
    view = np.lib.stride_tricks.sliding_window_view(values, size)
    return view.max(axis=1) - view.min(axis=1)


def _evenness(gaps: Floats, size: int) -> Floats:
    """For each run of `size` gaps, their standard deviation over their mean."""
    if len(gaps) < size:
        return np.zeros(0)
    view = np.lib.stride_tricks.sliding_window_view(gaps, size)
    mean = view.mean(axis=1)
    return np.divide(view.std(axis=1), mean, out=np.full(len(mean), np.inf), where=mean > 0)


def _mark(hit: np.ndarray, size: int, starts: np.ndarray) -> None:
    """Mark all rows of the windows of `size` that begin at the flagged places."""
    for start in np.flatnonzero(starts):
        hit[start : start + size] = True


def _set(values: Ints) -> frozenset[int]:
    return frozenset(int(one) for one in values if one > 0)
