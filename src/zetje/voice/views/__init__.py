"""The pages of voice, one module a subject."""
