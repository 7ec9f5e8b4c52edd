"""The operations of prompting."""

from zetje.prompting.operations.notices import remind_of_stories, tell_sharers
from zetje.prompting.operations.planning import plan_digests

__all__ = ["plan_digests", "remind_of_stories", "tell_sharers"]
