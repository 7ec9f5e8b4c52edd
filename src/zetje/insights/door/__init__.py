"""The only way from insights to what other capabilities know of single people.

What is read here goes into counts of blocks, or into models of a whole organisation, and nowhere
else: no page, export or answer of insights may import this package, nor ask such queries itself
(see `.importlinter`, and `tests/test_one_door.py`).
"""
