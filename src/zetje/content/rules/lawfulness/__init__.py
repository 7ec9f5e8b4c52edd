"""What a text may not say, and why, in words for whoever wrote it."""

from zetje.content.rules.lawfulness.problems import Problem, problems_of_claims

__all__ = ["Problem", "problems_of_claims"]
