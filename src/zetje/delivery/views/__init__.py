"""The pages of delivery, one module a subject."""
