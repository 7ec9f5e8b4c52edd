"""The week in a chat: the digest and "this week" as cards, and what a tap on them does."""

from zetje.prompting.operations.chat.acts import posted, show_week, skip, undo
from zetje.prompting.operations.chat.kinds import fewer
from zetje.prompting.operations.chat.values import About
from zetje.prompting.operations.chat.weeks import digest_card, week_card

__all__ = ["About", "digest_card", "fewer", "posted", "show_week", "skip", "undo", "week_card"]
