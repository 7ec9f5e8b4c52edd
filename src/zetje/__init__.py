"""Zetje: a little push."""
