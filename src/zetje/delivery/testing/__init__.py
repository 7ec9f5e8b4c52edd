"""Fakes and servers for tests of delivery, and of whoever sends through it.

Nothing is imported here: the servers run as programs of their own, without Django.
"""
