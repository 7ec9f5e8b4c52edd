"""The queries of recognition."""

from zetje.recognition.queries.badges import (
    Badge,
    ShownBadge,
    badge_path,
    badges_ahead,
    badges_of,
    shown_badge,
)
from zetje.recognition.queries.chains import Chain, ChainNode, chain_for, chains_for
from zetje.recognition.queries.checking import chains_amiss
from zetje.recognition.queries.feedback import (
    Queue,
    ShareAsk,
    Word,
    ask_by_token,
    asks_open_to,
    has_expert,
    queue_for,
    reports_of,
    share_asks,
    untold_words,
    words_due,
    words_for,
    words_given,
    words_of_week,
)
from zetje.recognition.queries.heard import named_experts
from zetje.recognition.queries.histories import judge_members
from zetje.recognition.queries.points import (
    EarnedLine,
    coming_rules,
    lines_of,
    point_rules,
    point_weeks,
    points_in_weeks,
    points_of,
    points_of_shares,
)
from zetje.recognition.queries.settings import GameSwitches, game_switches
from zetje.recognition.queries.shoutouts import PublicShoutout, shoutouts_between
from zetje.recognition.queries.stakes import members_at_rest, members_with_a_chain
from zetje.recognition.rules.badge_faces import Face as BadgeFace

__all__ = [
    "Badge",
    "BadgeFace",
    "Chain",
    "ChainNode",
    "EarnedLine",
    "GameSwitches",
    "PublicShoutout",
    "Queue",
    "ShareAsk",
    "ShownBadge",
    "Word",
    "ask_by_token",
    "asks_open_to",
    "badge_path",
    "badges_ahead",
    "badges_of",
    "chain_for",
    "chains_amiss",
    "chains_for",
    "coming_rules",
    "game_switches",
    "has_expert",
    "judge_members",
    "lines_of",
    "members_at_rest",
    "members_with_a_chain",
    "named_experts",
    "point_rules",
    "point_weeks",
    "points_in_weeks",
    "points_of",
    "points_of_shares",
    "queue_for",
    "reports_of",
    "share_asks",
    "shoutouts_between",
    "shown_badge",
    "untold_words",
    "words_due",
    "words_for",
    "words_given",
    "words_of_week",
]
