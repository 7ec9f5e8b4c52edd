"""What the pages of recognition show, one module a subject."""
