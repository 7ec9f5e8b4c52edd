"""Rewards: the rules, their rounds, who was awarded what, vouchers, and the ledger for payroll."""

from zetje.recognition.models.rewards.awards import Award, RewardEntry
from zetje.recognition.models.rewards.rules import RewardRound, RewardRule
from zetje.recognition.models.rewards.vouchers import Voucher, VoucherBatch, VoucherIssue

__all__ = [
    "Award",
    "RewardEntry",
    "RewardRound",
    "RewardRule",
    "Voucher",
    "VoucherBatch",
    "VoucherIssue",
]
