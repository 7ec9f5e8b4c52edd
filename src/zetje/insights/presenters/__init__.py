"""What the pages of insights show, one module a subject."""
