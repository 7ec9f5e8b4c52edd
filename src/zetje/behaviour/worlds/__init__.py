"""Invented worlds with a known truth, to try policies on."""
