"""What an estimator answers: effects with their uncertainty, readable as arrays and as a table.

>>> effects = Effects(
...     coefficients=np.array([0.5]), standard_errors=np.array([0.2]),
...     unadjusted_standard_errors=np.array([0.19]), intervals=np.array([[0.1, 0.9]]),
...     p_values=np.array([0.017]), degrees_of_freedom=28, control_coefficients=np.array([2.0]),
...     covariance=np.diag([0.01, 0.04]), unadjusted_covariance=np.diag([0.01, 0.0361]),
...     level=0.95, people=30, rows=300, available_rows=240,
...     rows_by_condition=np.array([120, 120]), events_by_condition=np.array([50, 60]),
...     names=("effect",),
... )
>>> print(effects)
            estimate  std. error     95 % interval          p
effect       0.50000     0.20000     0.10000  0.90000  0.0170
30 people, 240 of 300 rows available, 28 degrees of freedom; events by condition: 50 of 120, \
60 of 120
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from zetje.behaviour.arrays import Floats, Ints, table


@dataclass(frozen=True)
class Effects:
    """Effects of a treatment as a difference in the outcome (WCLS).

    `coefficients` β (K·(q + 1),): for each condition other than 0 its effect where every moderator
    is 0, then how that changes with each moderator. `standard_errors` with the small-sample
    correction, `unadjusted_standard_errors` without; `intervals` (K·(q + 1), 2) and two-sided
    `p_values` by Student's t with `degrees_of_freedom` = people − all coefficients, at `level`.
    `control_coefficients` α (k + 1,), the constant first; they are not effects. `covariance` and
    `unadjusted_covariance` of (α, β). `people` counts those available at least once;
    `rows_by_condition` and `events_by_condition` (K + 1,) the available rows, and those with an
    outcome other than 0. `names` of the coefficients.
    """

    coefficients: Floats
    standard_errors: Floats
    unadjusted_standard_errors: Floats
    intervals: Floats
    p_values: Floats
    degrees_of_freedom: int
    control_coefficients: Floats
    covariance: Floats
    unadjusted_covariance: Floats
    level: float
    people: int
    rows: int
    available_rows: int
    rows_by_condition: Ints
    events_by_condition: Ints
    names: tuple[str, ...]

    def combined(self, weights: ArrayLike) -> Combination:
        """Read linear combinations of the coefficients, such as the effect at given moderators.

        Args: `weights` (K·(q + 1),) or several rows of them: [1, s] asks for the effect where the
        only moderator is s. Returns: their values with standard errors, intervals and p-values.
        Raises ValueError for another number of columns.
        """
        rows = table("weights", np.atleast_2d(np.asarray(weights, dtype=np.float64)))
        if rows.shape[1] != len(self.coefficients):
            raise ValueError(
                f"weights has {rows.shape[1]} columns where {len(self.coefficients)} are expected."
            )
        first = len(self.control_coefficients)
        variances = rows @ self.covariance[first:, first:] @ rows.T
        return combination(
            values=rows @ self.coefficients,
            standard_errors=np.sqrt(np.diag(variances)),
            degrees_of_freedom=self.degrees_of_freedom,
            level=self.level,
        )

    def __str__(self) -> str:
        """Show the effects as a table."""
        width = max(10, *(len(name) for name in self.names))
        share = f"{100 * self.level:g} % interval"
        lines = [f"{'':{width}} {'estimate':>9}  {'std. error':>10}  {share:>16}  {'p':>9}"]
        for name, value, error, (low, high), p in zip(
            self.names,
            self.coefficients,
            self.standard_errors,
            self.intervals,
            self.p_values,
            strict=True,
        ):
            lines.append(
                f"{name:{width}} {value:9.5f}  {error:10.5f}  {low:10.5f} {high:8.5f}  {p:6.4f}"
            )
        return "\n".join([*lines, self._counts()])

    def _counts(self) -> str:
        events = ", ".join(
            f"{event} of {row}"
            for event, row in zip(self.events_by_condition, self.rows_by_condition, strict=True)
        )
        return (
            f"{self.people} people, {self.available_rows} of {self.rows} rows available, "
            f"{self.degrees_of_freedom} degrees of freedom; events by condition: {events}"
        )


@dataclass(frozen=True)
class RelativeEffects(Effects):
    """Effects as the logarithm of a ratio of chances (EMEE); else as `Effects`."""

    @property
    def relative_risks(self) -> Floats:
        """Give e^β (K·(q + 1),): how many times as likely the outcome is; 1 is no effect.

        For a moderator it is the factor by which that ratio changes with each unit.
        """
        return np.exp(self.coefficients)

    @property
    def relative_risk_intervals(self) -> Floats:
        """Give the bounds of the ratios (K·(q + 1), 2)."""
        return np.exp(self.intervals)

    def __str__(self) -> str:
        """Show the effects as a table, then the ratios."""
        width = max(10, *(len(name) for name in self.names))
        lines = [f"{'':{width}} {'ratio':>9}  {f'{100 * self.level:g} % interval':>16}"]
        for name, ratio, (low, high) in zip(
            self.names, self.relative_risks, self.relative_risk_intervals, strict=True
        ):
            lines.append(f"{name:{width}} {ratio:9.5f}  {low:8.5f} {high:8.5f}")
        return "\n".join([super().__str__(), *lines])


@dataclass(frozen=True)
class Combination:
    """Values that are put together from coefficients: all (r,), `intervals` (r, 2)."""

    values: Floats
    standard_errors: Floats
    intervals: Floats
    p_values: Floats


def combination(
    *, values: Floats, standard_errors: Floats, degrees_of_freedom: int, level: float
) -> Combination:
    """Put intervals and p-values beside estimates, by Student's t.

    Args: `values` and `standard_errors` (r,), `degrees_of_freedom` ≥ 1, `level` in (0, 1).
    Returns: value ± t_{(1+level)/2} · SE and two-sided p-values against 0; an estimate without
    spread has p 0 unless it is 0 itself.
    """
    reach = float(stats.t.ppf((1 + level) / 2, degrees_of_freedom)) * standard_errors
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(values == 0, 0.0, np.abs(values) / standard_errors)
    return Combination(
        values=values,
        standard_errors=standard_errors,
        intervals=np.column_stack([values - reach, values + reach]),
        p_values=np.asarray(2 * stats.t.sf(ratio, degrees_of_freedom)),
    )
