"""What is compared: a library, a digest, and ways to prompt, with and without game elements."""

from __future__ import annotations

from dataclasses import dataclass

from zetje.web.simulation.prompters import Bandit, Coin, Everyone, Ours, Silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way of running a programme: a short `key`, a `name` for people, and what it `says`.

    `digest`: everyone gets the weekly three. `games`: chain and recognition.
    """

    key: str
    name: str
    says: str
    prompter: type[Silent]
    digest: bool = True
    games: bool = False


LIBRARY = Contender(
    key="library",
    name="Silent library",
    says="Stories stand in a library. Nothing is sent.",
    prompter=Silent,
    digest=False,
)
DIGEST = Contender(
    key="digest",
    name="Digest alone",
    says="Everyone gets the weekly three stories, and no prompt.",
    prompter=Silent,
)
CALENDAR = Contender(
    key="calendar",
    name="Calendar broadcast",
    says="The digest, and the same prompt to everyone, every week.",
    prompter=Everyone,
)
COIN = Contender(
    key="random",
    name="Random",
    says="The digest, and a coin for who is prompted this week, with Zetje's rest after three "
    "ignored prompts.",
    prompter=Coin,
)
BANDIT = Contender(
    key="bandit",
    name="Plain bandit",
    says="The digest, and prompts to whom they are most often followed by a share: no comparison "
    "with silence, no price, no rest.",
    prompter=Bandit,
)
OURS = Contender(
    key="ours",
    name="Zetje",
    says="The digest, and prompts the more, the more they are believed to add beyond their burden, "
    "learned with partial pooling from recent shares and prompts; the chance stays between one and "
    "nine in ten. Rest after three ignored, wordings by the main-effect model.",
    prompter=Ours,
)
PLAIN = (LIBRARY, DIGEST, CALENDAR, COIN, BANDIT, OURS)

DIGEST_GAMES = Contender(
    key="digest+games",
    name="Digest and games",
    says="The digest, with chain and recognition.",
    prompter=Silent,
    games=True,
)
OURS_GAMES = Contender(
    key="ours+games",
    name="Zetje and games",
    says="Zetje, with chain and recognition.",
    prompter=Ours,
    games=True,
)
CONTENDERS = (*PLAIN, DIGEST_GAMES, OURS_GAMES)
