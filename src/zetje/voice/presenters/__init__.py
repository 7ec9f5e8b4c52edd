"""What the pages of voice show, one module a subject."""
