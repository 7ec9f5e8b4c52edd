"""The forms of voice, one module a subject."""
