"""What a text may not say, and why, in words for whoever wrote it."""

from zetje.content.rules.lawfulness.blocked import Blocked
from zetje.content.rules.lawfulness.fields import FIELDS, filled
from zetje.content.rules.lawfulness.problems import Grounds, Problem, find_problems

__all__ = ["FIELDS", "Blocked", "Grounds", "Problem", "filled", "find_problems"]
