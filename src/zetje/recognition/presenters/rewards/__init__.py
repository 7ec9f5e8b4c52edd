"""What the pages of rewards show, one module a page."""

from zetje.recognition.presenters.rewards.bon import BonView, bon_view
from zetje.recognition.presenters.rewards.ledger import LedgerLine, ledger_lines
from zetje.recognition.presenters.rewards.managing import (
    Past,
    RoundRow,
    RuleRow,
    previews,
    round_rows,
    rule_rows,
)
from zetje.recognition.presenters.rewards.own import (
    AwardView,
    RuleView,
    award_view,
    award_views,
    rule_views,
)
from zetje.recognition.presenters.rewards.words import EVIDENCE, KIND_WORDS, REASON_WORDS

__all__ = [
    "EVIDENCE",
    "KIND_WORDS",
    "REASON_WORDS",
    "AwardView",
    "BonView",
    "LedgerLine",
    "Past",
    "RoundRow",
    "RuleRow",
    "RuleView",
    "award_view",
    "award_views",
    "bon_view",
    "ledger_lines",
    "previews",
    "round_rows",
    "rule_rows",
    "rule_views",
]
