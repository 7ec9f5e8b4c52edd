"""The pages of insights, one module a subject."""
