"""The internal newsletter: made as a draft, changed, read in every form, and sent."""

from zetje.recognition.operations.newsletter.editing import (
    BlockWords,
    WordsRefusedError,
    change_edition,
    throw_away,
)
from zetje.recognition.operations.newsletter.feeds import end_feed, renew_feed
from zetje.recognition.operations.newsletter.gathering import (
    Block,
    Read,
    Thanks,
    read_edition,
    shoutouts_of,
)
from zetje.recognition.operations.newsletter.making import (
    EditionRefusedError,
    make_due_edition,
    make_edition,
    set_newsletter_rhythm,
)
from zetje.recognition.operations.newsletter.rendering import newsletter_words, render_newsletters
from zetje.recognition.operations.newsletter.sending import send_edition, send_test

__all__ = [
    "Block",
    "BlockWords",
    "EditionRefusedError",
    "Read",
    "Thanks",
    "WordsRefusedError",
    "change_edition",
    "end_feed",
    "make_due_edition",
    "make_edition",
    "newsletter_words",
    "read_edition",
    "render_newsletters",
    "renew_feed",
    "send_edition",
    "send_test",
    "set_newsletter_rhythm",
    "shoutouts_of",
    "throw_away",
]
