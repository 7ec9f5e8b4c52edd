"""How many clicks are to be expected of somebody's posts, from the person's own past.

Published: the gamma law of rates (Greenwood and Yule 1920) and the comparison of two Poisson counts
(Przyborowski and Wilenski 1940), which frees the answer of the unknown size of an audience. Ours:
how the two are joined, and `certainty`, by which a ranking knows how well it knows what is usual.

>>> seen = expect(past_clicks=[30, 300], past_posts=[10, 10], posts=[4, 4])
>>> print(seen.expected, seen.certainty)
[ 12. 120.] [ 30. 300.]
>>> sizes = [200, 400, 800, 1600, 3200, np.nan]
>>> clicks = [6, 11, 19, 34, 66, 50]
>>> seen = expect(past_clicks=clicks, past_posts=[5] * 6, posts=[5] * 6, network_size=sizes)
>>> print(seen.expected.round(1))
[ 5.9 10.7 19.4 35.1 65.  50. ]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Flags, Floats, column, people
from zetje.behaviour.counts import CountLaw, fit_counts


@dataclass(frozen=True)
class Expectation:
    """What is usual for each row.

    `expected` (n,), clicks; `certainty` (n,), the number of past clicks that this knowledge is
    worth: its relative variance is 1/certainty, 0 when nothing is known. `law` is the law of the
    rows whose network size is confirmed, one cell for each group in the order of the sorted keys,
    None when there are none; its `slope` is the exponent of the audience.
    """

    expected: Floats
    certainty: Floats
    law: CountLaw | None


def expect(
    *,
    past_clicks: ArrayLike,
    past_posts: ArrayLike,
    posts: ArrayLike,
    network_size: ArrayLike | None = None,
    group: ArrayLike | None = None,
) -> Expectation:
    """Say how many clicks the posts of a period should bring, from an earlier period.

    Formulas: with a confirmed size N, rate λ ~ Gamma(k, mean μ N^γ), so
    E = posts · (k + x)/(k/(μ N^γ) + m) and certainty k + x, for x clicks on m past posts; μ, γ and
    k are fitted to the group, k at most the group's past clicks. Without one, E = posts · x/m and
    certainty x: pulling a person of unknown audience to the average would favour large audiences.
    Args: `past_clicks`, `past_posts`, `posts` (n,); `network_size` (n,) people, only where the
    network itself confirms it, NaN elsewhere; `group` (n,) keys of network and organisation, rows
    that share μ, γ and k; one group when left out.
    Returns: an `Expectation`. Raises ValueError for shapes that differ, negative counts or sizes
    that are not positive.
    """
    x = column("past_clicks", past_clicks)
    n = len(x)
    m, now = column("past_posts", past_posts, rows=n), column("posts", posts, rows=n)
    if np.any(x < 0) or np.any(m < 0) or np.any(now < 0):
        raise ValueError("Clicks and posts must not be negative.")
    known, size = _sizes(network_size, n)
    rate = np.divide(x, m, out=np.zeros(n), where=m > 0)
    certainty = np.where(m > 0, x, 0.0)
    law = None
    if np.any(known):
        _, cell = people("group", np.zeros(n) if group is None else group, rows=n)
        c = cell[known]
        law = fit_counts(
            count=x[known],
            exposure=m[known],
            log_size=size[known],
            cell=c,
            cells=int(np.max(cell)) + 1,
        )
        # A law is never worth more than the clicks that it was learned from.
        learned = np.bincount(c, weights=x[known] * (m[known] > 0))
        k = np.minimum(law.shape[c], learned[c])
        past = k / law.mean(log_size=size[known], cell=c) + m[known]
        seen = np.where(m[known] > 0, x[known], 0.0)
        rate[known] = np.divide(k + seen, past, out=np.zeros(len(c)), where=past > 0)
        certainty[known] = k + seen
    return Expectation(expected=now * rate, certainty=certainty, law=law)


def _sizes(network_size: ArrayLike | None, n: int) -> tuple[Flags, Floats]:
    """Give which sizes are confirmed, and the logarithm of those (0 elsewhere)."""
    if network_size is None:
        return np.zeros(n, dtype=np.bool_), np.zeros(n)
    raw = np.asarray(network_size, dtype=np.float64)
    known = ~np.isnan(raw)
    size = column("network_size", np.where(known, raw, 1.0), rows=n)
    if np.any(size <= 0):
        raise ValueError("network_size must be above zero; NaN where no network confirms it.")
    return known, np.log(size)
