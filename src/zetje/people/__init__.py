"""Organisations, teams, members: who they are, what they agreed to, and what they may do."""
