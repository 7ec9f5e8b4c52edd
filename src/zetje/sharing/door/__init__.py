"""The link door: answers short links fast, and puts each click on disk before its answer leaves.

Bare on purpose. Nothing below this package imports Django: it runs as a small process of its own.
"""
