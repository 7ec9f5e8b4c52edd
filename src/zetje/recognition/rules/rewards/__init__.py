"""What holds of rewards without asking a database: kinds, periods, draws, codes, the CSV."""

from zetje.recognition.rules.rewards.drawing import (
    Entrant,
    choose,
    hash_of,
    order_of,
    proof_of,
    ticket_of,
)
from zetje.recognition.rules.rewards.kinds import (
    ENTRIES,
    KINDS,
    MOST_WINNERS,
    OF_POSTS,
    PERIODS,
    RANKED,
    REASONS,
    Kind,
    pays_per_share,
    speaks_of_a_post,
)
from zetje.recognition.rules.rewards.periods import Period, next_period, period_of, periods_before
from zetje.recognition.rules.rewards.tables import (
    BYTES_LIMIT,
    CodesRefusedError,
    codes_of,
)

__all__ = [
    "BYTES_LIMIT",
    "ENTRIES",
    "KINDS",
    "MOST_WINNERS",
    "OF_POSTS",
    "PERIODS",
    "RANKED",
    "REASONS",
    "CodesRefusedError",
    "Entrant",
    "Kind",
    "Period",
    "choose",
    "codes_of",
    "hash_of",
    "next_period",
    "order_of",
    "pays_per_share",
    "period_of",
    "periods_before",
    "proof_of",
    "speaks_of_a_post",
    "ticket_of",
]
