"""WCLS and EMEE against other people's arithmetic: statsmodels, closed forms, a root finder."""

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from zetje.behaviour.effects import emee, wcls
from zetje.behaviour.effects.results import Effects

Given = dict[str, Any]


def trial(*, seed: int, people: int = 30, points: int = 12, binary: bool = False) -> Given:
    """A trial with chances that differ, interleaved rows, and people of different lengths."""
    rng = np.random.default_rng(seed)
    person = rng.permutation(np.repeat(np.arange(people), rng.integers(4, points, size=people)))
    rows = len(person)
    state, other = rng.normal(size=rows), rng.normal(size=rows)
    chance = np.clip(0.5 + 0.2 * state, 0.15, 0.85)
    drawn = rng.random(rows) < chance
    inclined = rng.normal(size=people)[person]
    level = 1 + state + inclined + drawn * (0.4 + 0.3 * state)
    outcome = level + rng.normal(size=rows)
    if binary:
        outcome = rng.random(rows) < np.minimum(0.25 * np.exp(0.3 * level - 0.3), 0.95)
    return {
        "outcome": outcome.astype(float),
        "treatment": drawn.astype(float),
        "probability": chance,
        "available": rng.random(rows) < 0.85,
        "person": person,
        "controls": np.column_stack([state, other]),
        "moderators": state,
    }


def by_the_book(given: Given, *, p: float, relative: bool, found: Effects) -> tuple[Any, Any]:
    """The published sandwich with its large H_ii, one person after the other, as R code does it."""
    there = given["available"].astype(bool)
    take = {name: np.asarray(value)[there] for name, value in given.items()}
    rows = len(take["outcome"])
    g = np.column_stack([np.ones(rows), take["controls"]])
    f = np.column_stack([np.ones(rows), take["moderators"]])
    a, y = take["treatment"], take["outcome"]
    centred = (a - p)[:, None] * f
    weight = np.where(a == 1, p / take["probability"], (1 - p) / (1 - take["probability"]))
    alpha, beta = found.control_coefficients, found.coefficients
    if relative:
        undo = np.exp(-a * (f @ beta)) * weight
        mean = np.exp(g @ alpha + a * (f @ beta))
        d = undo[:, None] * np.column_stack([g, centred])
        dr = -mean[:, None] * np.column_stack([g, a[:, None] * f])
        changed = np.column_stack([0 * g, a[:, None] * f])
        derivative = d.T @ dr - (d * (y - mean)[:, None]).T @ changed
    else:
        mean = g @ alpha + centred @ beta
        d = weight[:, None] * np.column_stack([g, centred])
        dr = -np.column_stack([g, centred])
        derivative = d.T @ dr
    inverse = np.linalg.inv(derivative)
    plain, corrected = 0.0, 0.0
    for one in np.unique(take["person"]):
        mine = take["person"] == one
        r = (y - mean)[mine]
        grown = np.linalg.solve(np.eye(len(r)) - dr[mine] @ inverse @ d[mine].T, r)
        plain = plain + np.outer(d[mine].T @ r, d[mine].T @ r)
        corrected = corrected + np.outer(d[mine].T @ grown, d[mine].T @ grown)
    return inverse @ plain @ inverse.T, inverse @ corrected @ inverse.T


@pytest.mark.parametrize("relative", [False, True])
def test_the_covariances_are_those_of_the_published_formulas(relative: bool) -> None:
    given = trial(seed=4, binary=relative)

    found = (emee if relative else wcls)(**given)

    plain, corrected = by_the_book(given, p=0.5, relative=relative, found=found)
    np.testing.assert_allclose(found.unadjusted_covariance, plain, rtol=1e-8)
    np.testing.assert_allclose(found.covariance, corrected, rtol=1e-8)
    np.testing.assert_allclose(found.standard_errors, np.sqrt(np.diag(corrected))[3:], rtol=1e-8)
    np.testing.assert_allclose(
        found.unadjusted_standard_errors, np.sqrt(np.diag(plain))[3:], rtol=1e-8
    )
    reach = stats.t.ppf(0.975, 25) * found.standard_errors
    np.testing.assert_allclose(found.intervals[:, 1] - found.coefficients, reach)
    np.testing.assert_allclose(found.coefficients - found.intervals[:, 0], reach)
    tails = 2 * stats.t.sf(np.abs(found.coefficients / found.standard_errors), 25)
    np.testing.assert_allclose(found.p_values, tails)
    assert found.degrees_of_freedom == 25


def test_wcls_is_the_gee_of_statsmodels_where_the_chance_is_constant() -> None:
    given = trial(seed=8) | {"probability": 0.6}
    there = given["available"]
    f = np.column_stack([np.ones(len(there)), given["moderators"]])
    design = np.column_stack(
        [np.ones(len(there)), given["controls"], (given["treatment"] - 0.6)[:, None] * f]
    )[there]
    model = sm.GEE(given["outcome"][there], design, groups=given["person"][there])

    found = wcls(**given)

    robust, reduced = model.fit(cov_type="robust"), model.fit(cov_type="bias_reduced")
    np.testing.assert_allclose(found.coefficients, reduced.params[3:], rtol=1e-6)
    np.testing.assert_allclose(found.control_coefficients, reduced.params[:3], rtol=1e-6)
    np.testing.assert_allclose(found.standard_errors, reduced.bse[3:], rtol=1e-6)
    np.testing.assert_allclose(found.unadjusted_standard_errors, robust.bse[3:], rtol=1e-6)


def test_emee_of_a_saturated_case_is_the_ratio_of_weighted_shares() -> None:
    given = trial(seed=15, binary=True)
    group = (given["moderators"] > 0).astype(float)
    given |= {"controls": group, "moderators": group}

    found = emee(**given, numerator=0.3)

    there, a = given["available"], given["treatment"]
    weight = np.where(a == 1, 0.3 / given["probability"], 0.7 / (1 - given["probability"]))
    ratios = []
    for one in (0, 1):
        shares = [
            np.average(given["outcome"][cell], weights=weight[cell])
            for cell in (there & (group == one) & (a == condition) for condition in (0, 1))
        ]
        ratios.append(np.log(shares[1] / shares[0]))
    np.testing.assert_allclose(found.coefficients, [ratios[0], ratios[1] - ratios[0]], atol=1e-10)
    np.testing.assert_allclose(found.relative_risks[0], np.exp(ratios[0]))
    np.testing.assert_allclose(found.relative_risk_intervals, np.exp(found.intervals))


def test_emee_meets_an_independent_root_finder() -> None:
    given = trial(seed=16, binary=True)
    p = 0.2 + 0.5 * (given["moderators"] > 0)

    def equations(theta: Any) -> list[float]:
        sums = np.zeros(5)
        for row in np.flatnonzero(given["available"]):
            f = np.array([1, given["moderators"][row]])
            g = np.array([1, *given["controls"][row]])
            a, b = given["treatment"][row], given["probability"][row]
            weight = (p[row] / b) ** a * ((1 - p[row]) / (1 - b)) ** (1 - a)
            mean = np.exp(g @ theta[:3] + a * (f @ theta[3:]))
            residual = weight * np.exp(-a * (f @ theta[3:])) * (given["outcome"][row] - mean)
            sums += residual * np.concatenate([g, (a - p[row]) * f])
        return list(sums)

    found = emee(**given, numerator=p)

    root = optimize.root(equations, np.array([-1, 0, 0, 0, 0]), tol=1e-12)
    assert root.success
    np.testing.assert_allclose(found.control_coefficients, root.x[:3], atol=1e-8)
    np.testing.assert_allclose(found.coefficients, root.x[3:], atol=1e-8)


def test_the_numerator_is_the_chance_itself_where_that_is_constant_and_else_one_half() -> None:
    varying = trial(seed=5)
    constant = varying | {"probability": np.full(len(varying["person"]), 0.7)}
    constant["probability"][~constant["available"]] = 0

    for given, same in ((varying, 0.5), (constant, 0.7)):
        found, said = wcls(**given), wcls(**given, numerator=same)
        other = wcls(**given, numerator=0.2)
        np.testing.assert_array_equal(found.coefficients, said.coefficients)
        assert not np.allclose(found.coefficients, other.coefficients)
