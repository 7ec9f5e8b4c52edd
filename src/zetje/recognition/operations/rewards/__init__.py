"""The operations of rewards, one module a subject."""

from zetje.recognition.operations.rewards.awards import (
    claim_award,
    decline_award,
    expire_awards,
    reissue_voucher,
    tell_awards,
)
from zetje.recognition.operations.rewards.common import RewardRefusedError
from zetje.recognition.operations.rewards.ledger import export_ledger
from zetje.recognition.operations.rewards.rounds import (
    approve_round,
    decline_round,
    open_rounds,
    settle_rounds,
)
from zetje.recognition.operations.rewards.rules import (
    WantedRule,
    approve_rule,
    drafted_rule,
    propose_rule,
    stop_rule,
)
from zetje.recognition.operations.rewards.thanks import LONGEST_WORDS, give_thanks
from zetje.recognition.operations.rewards.vouchers import import_vouchers

__all__ = [
    "LONGEST_WORDS",
    "RewardRefusedError",
    "WantedRule",
    "approve_round",
    "approve_rule",
    "claim_award",
    "decline_award",
    "decline_round",
    "drafted_rule",
    "expire_awards",
    "export_ledger",
    "give_thanks",
    "import_vouchers",
    "open_rounds",
    "propose_rule",
    "reissue_voucher",
    "settle_rounds",
    "stop_rule",
    "tell_awards",
]
