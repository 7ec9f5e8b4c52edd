"""Who lives in the advocacy world, and the dice of a week: all chance of it is drawn here.

The people and the dice do not depend on what anybody is sent, so that two ways of prompting can
be tried on the same people with the same luck (common random numbers).

>>> rng = np.random.default_rng(1)
>>> people = draw_population(assumptions=Assumptions(), people=4, rng=rng)
>>> people.motivation.shape, people.messages.shape
((4,), (5,))
>>> stack([people, people]).motivation.shape
(2, 4)
>>> throw(people=4, rng=rng).share.shape
(2, 4)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np
from numpy.random import Generator

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.worlds.advocacy.assumptions import Assumptions

ABILITIES = 4
ARMS = 5
STORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """People and what does not change about them; (people,) arrays, or (seeds, people) stacked.

    `motivation` M and `ability` A in (0, 1); `person` u, on the logit scale; `digest_notice` and
    `prompt_notice`, chances to read a message when rested; `tiring`, a factor on the tiredness
    that messages add (mean 1); `lapses`, whose enthusiasm fades; `network`, contacts; `messages`
    (ARMS,), the factor of each wording on `prompt_notice`, one for all people of a seed.
    """

    motivation: Floats
    ability: Floats
    person: Floats
    digest_notice: Floats
    prompt_notice: Floats
    tiring: Floats
    lapses: Flags
    network: Floats
    messages: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Dice:
    """The chance of one week. `share` (2, people) and `notice` (2, people): uniforms of the two
    halves; `prompt`, `message`, `skip`, `off`, `leave` and `praise` (people,): uniforms; `fit`
    (people,), the best of three standard normal draws, how well the week's stories fit; `week`
    (1,), standard normal, how good they are for everyone; `empty` (1,), uniform. Stacked: a
    dimension of seeds before `people`.
    """

    share: Floats
    notice: Floats
    prompt: Floats
    message: Floats
    skip: Floats
    off: Floats
    leave: Floats
    praise: Floats
    fit: Floats
    week: Floats
    empty: Floats


Record = TypeVar("Record", Population, Dice)


def draw_population(*, assumptions: Assumptions, people: int, rng: Generator) -> Population:
    """Draw the people of one organisation.

    M = expit(logit m + s·z); each ability alike; A = −(1/η) log Σ_k ¼ e^{−η a_k}, the soft minimum
    of BEHAVIOUR.md 4 (this project's own proposal for Fogg 2009). The number of draws does not
    depend on the assumptions: the same `rng` gives the same people in every world.

    Args: `people`, how many. Returns: arrays of shape (people,). Raises ValueError below 1.
    """
    if people < 1:
        raise ValueError("A world needs at least one person.")
    said = assumptions
    normal = rng.standard_normal((ABILITIES + 6, people))
    wordings = rng.standard_normal(ARMS)
    links = _chance(_logit(said.ability) + said.ability_spread * normal[:ABILITIES])
    eta = said.weakest_link
    motive, person, digest, prompt, tiring, network = normal[ABILITIES:]
    spread = said.heterogeneity
    return Population(
        motivation=_chance(_logit(said.motivation) + said.motivation_spread * motive),
        ability=-np.log(np.mean(np.exp(-eta * links), axis=0)) / eta,
        person=said.person_spread * person,
        digest_notice=_chance(_logit(said.digest_notice) + 0.5 * digest),
        prompt_notice=_chance(_logit(said.prompt_notice) + spread * prompt),
        tiring=np.exp(spread * tiring - spread**2 / 2),
        lapses=rng.random(people) < said.lapsing,
        network=np.exp(np.log(said.network_median) + said.network_spread * network),
        messages=1 + said.message_spread * (wordings - wordings.mean()),
    )


def _chance(logit: Floats) -> Floats:
    return 1 / (1 + np.exp(-logit))


def _logit(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def throw(*, people: int, rng: Generator) -> Dice:
    """Throw the dice of one week for one organisation.

    Args: `people`, how many. Returns: arrays over people, see `Dice`.
    """
    uniform = rng.random((10, people))
    return Dice(
        share=uniform[:2],
        notice=uniform[2:4],
        prompt=uniform[4],
        message=uniform[5],
        skip=uniform[6],
        off=uniform[7],
        leave=uniform[8],
        praise=uniform[9],
        fit=rng.standard_normal((STORIES, people)).max(axis=0),
        week=rng.standard_normal(1),
        empty=rng.random(1),
    )


def stack(records: Sequence[Record]) -> Record:
    """Lay organisations of one size side by side: a dimension of seeds before that of people.

    Args: `records`, all populations or all dice of one week. Returns: one record of the same kind
    whose arrays are (…, seeds, people).
    """
    parts: dict[str, Any] = {
        one.name: np.stack([getattr(record, one.name) for record in records], axis=-2)
        for one in fields(records[0])
    }
    return type(records[0])(**parts)
