"""What holds in recognition without asking a database."""

from zetje.recognition.rules.weeks import NODES, away_weeks, in_weeks, joined_weeks, rows_of

__all__ = ["NODES", "away_weeks", "in_weeks", "joined_weeks", "rows_of"]
