"""The forms of people, one module a subject."""
