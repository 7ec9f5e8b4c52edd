"""The queries of rewards, one module a subject."""

from zetje.recognition.queries.rewards.awards import (
    Stock,
    award_by_token,
    award_of,
    awards_of,
    awards_to_tell,
    code_of,
    good_until,
    ledger,
    stocks,
    untold_awards,
    voucher_batches,
)
from zetje.recognition.queries.rewards.entrants import EVERYBODY, entrants_of
from zetje.recognition.queries.rewards.rules import (
    is_rewarded,
    may_be_named,
    reward_round,
    reward_rule,
    reward_rules,
    rewarded_spans,
    rounds_of,
    rounds_to_approve,
    running_rules,
    thanks_pots,
)

__all__ = [
    "EVERYBODY",
    "Stock",
    "award_by_token",
    "award_of",
    "awards_of",
    "awards_to_tell",
    "code_of",
    "entrants_of",
    "good_until",
    "is_rewarded",
    "ledger",
    "may_be_named",
    "reward_round",
    "reward_rule",
    "reward_rules",
    "rewarded_spans",
    "rounds_of",
    "rounds_to_approve",
    "running_rules",
    "stocks",
    "thanks_pots",
    "untold_awards",
    "voucher_batches",
]
