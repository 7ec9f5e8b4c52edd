"""The models of recognition, one module a subject."""

from zetje.recognition.models.chains import ChainWeek, QuietWeek, RestWeek
from zetje.recognition.models.feedback import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.models.settings import RecognitionSettings

__all__ = [
    "ChainWeek",
    "Feedback",
    "FeedbackReport",
    "FeedbackRequest",
    "QuietWeek",
    "RecognitionSettings",
    "RestWeek",
]
