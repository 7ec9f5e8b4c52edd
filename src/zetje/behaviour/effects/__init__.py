"""Does it work: effects of prompts from micro-randomised trials, with honest intervals.

Two estimators of the causal excursion effect: `wcls` for a difference in the outcome (Boruvka et
al. 2018) and `emee` for a ratio of chances (Qian et al. 2021), both with moderators, availability,
chances that changed along the way, more than two conditions, and intervals that hold with few
people (Mancl & DeRouen 2001). A million rows take about a second.

>>> import numpy as np
>>> rng = np.random.default_rng(3)
>>> person, available = np.repeat(np.arange(60), 26), rng.random(1560) < 0.8
>>> chance = np.where(rng.random(1560) < 0.5, 0.3, 0.7)
>>> prompted = (rng.random(1560) < chance) & available
>>> shared = rng.random(1560) < np.where(prompted, 0.3, 0.2)
>>> print(emee(outcome=shared, treatment=prompted, probability=chance, available=available,
...            person=person))
            estimate  std. error     95 % interval          p
effect       0.43417     0.13266     0.16864  0.69971  0.0018
60 people, 1246 of 1560 rows available, 58 degrees of freedom; events by condition: 126 of 647, \
189 of 599
               ratio     95 % interval
effect       1.54369   1.18369  2.01317
"""

from __future__ import annotations

from zetje.behaviour.effects.additive import wcls
from zetje.behaviour.effects.obstacles import NotEnoughDataError, Obstacle
from zetje.behaviour.effects.relative import emee
from zetje.behaviour.effects.results import Combination, Effects, RelativeEffects

__all__ = [
    "Combination",
    "Effects",
    "NotEnoughDataError",
    "Obstacle",
    "RelativeEffects",
    "emee",
    "wcls",
]
