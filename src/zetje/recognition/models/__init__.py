"""The models of recognition, one module a subject."""

from zetje.recognition.models.chains import ChainWeek, QuietWeek, RestWeek
from zetje.recognition.models.feedback import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.models.newsletter import (
    Edition,
    EditionBlock,
    NewsletterFeed,
    NewsletterPlan,
)
from zetje.recognition.models.settings import RecognitionSettings
from zetje.recognition.models.shoutouts import Shoutout, ShoutoutReport, ShoutoutThanks

__all__ = [
    "ChainWeek",
    "Edition",
    "EditionBlock",
    "Feedback",
    "FeedbackReport",
    "FeedbackRequest",
    "NewsletterFeed",
    "NewsletterPlan",
    "QuietWeek",
    "RecognitionSettings",
    "RestWeek",
    "Shoutout",
    "ShoutoutReport",
    "ShoutoutThanks",
]
