"""The views of people, one module a subject."""
