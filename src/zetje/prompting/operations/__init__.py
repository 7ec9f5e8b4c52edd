"""The operations of prompting."""

from zetje.prompting.operations.notices import remind_of_stories, tell_sharers
from zetje.prompting.operations.planning import plan_digests, plan_first_week

__all__ = ["plan_digests", "plan_first_week", "remind_of_stories", "tell_sharers"]
