"""Figures about groups, behind the privacy wall."""
