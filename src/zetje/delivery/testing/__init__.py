"""Fakes and servers for tests of delivery, and of whoever sends through it."""
