"""The models of recognition, one module a subject."""

from zetje.recognition.models.chains import ChainWeek, QuietWeek, RestWeek
from zetje.recognition.models.feedback import Feedback, FeedbackReport, FeedbackRequest

__all__ = [
    "ChainWeek",
    "Feedback",
    "FeedbackReport",
    "FeedbackRequest",
    "QuietWeek",
    "RestWeek",
]
