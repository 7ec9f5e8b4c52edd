"""The rules of people, one module a subject."""
