"""From what is believed about an effect to the chance of a prompt, smoothly.

Smooth allocation (Trella et al. 2022–2024, Oralytics): the chance is averaged over the belief,

    π = E[ρ(x)],  x ~ N(f'μ_β, f'Σ_β f),  ρ(x) = L_min + (L_max − L_min) / (1 + C exp(−B x / s))

so that one surprising row moves it little. B acts on x/s, s being the scale of the reward: with
s = 1 it acts on the reward's own unit (Oralytics: B = .515, C = 3 and seconds of brushing).

>>> curve = Allocation(L_min=0.1, L_max=0.9, B=2.0, C=1.0, reward_scale=0.1)
>>> curve.chances(mean=[0.0, 0.1, 0.1], variance=[0.01, 0.01, 0.0]).round(4)
array([0.5   , 0.7202, 0.8046])
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from zetje.behaviour.arrays import Floats

CHUNK = 8_192
# The logistic curve as a mixture of five normal distribution functions, as in Monahan & Stefanski
# (1992, "Normal scale mixture approximations to F*(z) and computation of the logistic-normal
# integral"); fitted anew, largest error 6e-7. Its mean over a normal belief has a closed form.
WEIGHTS = (0.02329651, 0.42979923, 0.04433650, 0.29497202, 0.20759574)
SCALES = (0.29148669, 0.57620003, 1.12270648, 0.80389721, 0.41092021)
# A rule of even steps over the belief is quicker, and better than 1e-6 up to this deviation.
NARROW = 1.2
STEP = 0.8
HALF_NODES = 7


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """The curve from effect to chance.

    Args: `L_min`, `L_max` limits of the chance; `B` steepness; `C` how much an effect must exceed
    nothing: at x = 0 the chance is L_min + (L_max − L_min)/(1 + C), and x = s ln(C)/B gives the
    middle; `reward_scale` s, in units of the reward. Raises ValueError for limits that do not
    satisfy 0 < L_min ≤ L_max < 1, or for B, C or s that are not above 0.
    """

    L_min: float
    L_max: float
    B: float
    C: float
    reward_scale: float

    def __post_init__(self) -> None:
        if not 0 < self.L_min <= self.L_max < 1:
            raise ValueError("L_min and L_max must satisfy 0 < L_min ≤ L_max < 1.")
        if not (self.B > 0 and self.C > 0 and self.reward_scale > 0):
            raise ValueError("B, C and reward_scale must be above 0.")

    def chances(self, *, mean: ArrayLike, variance: ArrayLike) -> Floats:
        """Average the curve over normal beliefs, within 1e-6 of the exact integral.

        Args: `mean` (n,) f'μ_β and `variance` (n,) f'Σ_β f, in units of the reward and its square.
        Returns: (n,) in [L_min, L_max]. Each row's figure depends on that row alone, to the bit.
        """
        slope = self.B / self.reward_scale
        middle = np.asarray(mean, dtype=np.float64) * slope - math.log(self.C)
        spread = np.sqrt(np.maximum(np.asarray(variance, dtype=np.float64), 0.0)) * slope
        chances = np.empty(middle.shape)
        for first in range(0, len(middle), CHUNK):
            rows = slice(first, first + CHUNK)
            chances[rows] = _mean_logistic(middle[rows], spread[rows])
        chances *= self.L_max - self.L_min
        chances += self.L_min
        return np.clip(chances, self.L_min, self.L_max, out=chances)


def _mean_logistic(middle: Floats, spread: Floats) -> Floats:
    """E[σ(z)], z ~ N(middle, spread²)."""
    result = _by_steps(middle, spread)
    wide = spread > NARROW
    if wide.any():
        result[wide] = _by_mixture(middle[wide], spread[wide])
    return result


def _by_steps(middle: Floats, spread: Floats) -> Floats:
    """The trapezoid rule; σ(z) = (1 + tanh(z/2))/2, and the weights add up to one."""
    nodes = STEP * np.arange(-HALF_NODES, HALF_NODES + 1)
    weights = np.exp(-(nodes**2) / 2)
    weights /= weights.sum()
    half, width = middle / 2, spread / 2
    total = np.full(middle.shape, 0.5)
    place = np.empty(middle.shape)
    for node, weight in zip(nodes, weights, strict=True):
        np.multiply(width, node, out=place)
        place += half
        np.tanh(place, out=place)
        place *= weight / 2
        total += place
    return total


def _by_mixture(middle: Floats, spread: Floats) -> Floats:
    """Σ_k w_k Φ(s_k·middle / √(1 + s_k²·spread²))."""
    total = np.zeros(middle.shape)
    for weight, scale in zip(WEIGHTS, SCALES, strict=True):
        total += weight * ndtr(scale * middle / np.sqrt(1 + (scale * spread) ** 2))
    return total
