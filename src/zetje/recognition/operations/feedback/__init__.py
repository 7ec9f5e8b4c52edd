"""An expert's word: asked for, given, received."""

from zetje.recognition.operations.feedback.asking import (
    FeedbackRefusedError,
    ask_by_wish,
    ask_feedback,
    end_asks,
    settle_ask,
    take_back_ask,
)
from zetje.recognition.operations.feedback.giving import AnsweredAlreadyError, give_feedback
from zetje.recognition.operations.feedback.receiving import (
    answer_word,
    mark_feedback_seen,
    mark_words_told,
    report_feedback,
    thank_for_feedback,
)

__all__ = [
    "AnsweredAlreadyError",
    "FeedbackRefusedError",
    "answer_word",
    "ask_by_wish",
    "ask_feedback",
    "end_asks",
    "give_feedback",
    "mark_feedback_seen",
    "mark_words_told",
    "report_feedback",
    "settle_ask",
    "take_back_ask",
    "thank_for_feedback",
]
