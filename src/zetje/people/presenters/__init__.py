"""The presenters of people, one module a subject."""
