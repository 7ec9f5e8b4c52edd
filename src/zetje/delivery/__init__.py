"""The outbox: what leaves the building, once, when it may."""
