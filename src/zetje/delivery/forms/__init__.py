"""The forms of delivery, one module a subject."""
