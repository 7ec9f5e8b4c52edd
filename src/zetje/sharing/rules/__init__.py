"""The rules of sharing, one module a subject."""
