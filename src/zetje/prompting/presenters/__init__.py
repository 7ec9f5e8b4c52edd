"""What the pages of the week show, ready for a template."""
