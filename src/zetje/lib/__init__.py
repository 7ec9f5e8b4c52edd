"""Odds that know nothing of the domain."""
