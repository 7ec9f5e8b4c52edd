"""What is filled in on the pages of insights, one module a subject."""
