"""Fakes and servers for tests of delivery, and of whoever sends through it."""

from zetje.delivery.testing.fakes import FakeTransport

__all__ = ["FakeTransport"]
