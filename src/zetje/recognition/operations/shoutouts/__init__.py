"""A shout-out: given by a colleague, seen first by who is named, thanked along with."""

from zetje.recognition.operations.shoutouts.answering import (
    agree_to_shoutout,
    answer_shoutout,
    decline_shoutout,
    end_shoutouts,
    forget_old_shoutouts,
    report_shoutout,
)
from zetje.recognition.operations.shoutouts.giving import (
    ShoutoutRefusedError,
    give_shoutout,
    take_shoutout_back,
)
from zetje.recognition.operations.shoutouts.thanking import stop_thanking, thank_along

__all__ = [
    "ShoutoutRefusedError",
    "agree_to_shoutout",
    "answer_shoutout",
    "decline_shoutout",
    "end_shoutouts",
    "forget_old_shoutouts",
    "give_shoutout",
    "report_shoutout",
    "stop_thanking",
    "take_shoutout_back",
    "thank_along",
]
