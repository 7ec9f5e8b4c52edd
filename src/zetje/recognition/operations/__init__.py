"""The operations of recognition."""

from zetje.recognition.operations.badges import (
    award_badges,
    award_tippers,
    hide_badge,
    rebuild_badges,
    show_badge,
)
from zetje.recognition.operations.chains import (
    note_quiet_weeks,
    rebuild_chain,
    rebuild_chains,
    seat_week,
)
from zetje.recognition.operations.feedback import (
    AnsweredAlreadyError,
    FeedbackRefusedError,
    answer_word,
    ask_by_wish,
    ask_feedback,
    end_asks,
    give_feedback,
    mark_feedback_seen,
    mark_report_handled,
    mark_words_told,
    report_feedback,
    settle_ask,
    take_back_ask,
    thank_for_feedback,
)
from zetje.recognition.operations.rests import (
    RestWeekRefusedError,
    take_rest_week,
    undo_rest_week,
)
from zetje.recognition.operations.settings import set_game_switches

__all__ = [
    "AnsweredAlreadyError",
    "FeedbackRefusedError",
    "RestWeekRefusedError",
    "answer_word",
    "ask_by_wish",
    "ask_feedback",
    "award_badges",
    "award_tippers",
    "end_asks",
    "give_feedback",
    "hide_badge",
    "mark_feedback_seen",
    "mark_report_handled",
    "mark_words_told",
    "note_quiet_weeks",
    "rebuild_badges",
    "rebuild_chain",
    "rebuild_chains",
    "report_feedback",
    "seat_week",
    "set_game_switches",
    "settle_ask",
    "show_badge",
    "take_back_ask",
    "take_rest_week",
    "thank_for_feedback",
    "undo_rest_week",
]
