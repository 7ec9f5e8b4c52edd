"""Choices, shares, links and clicks."""
