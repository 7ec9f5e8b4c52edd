"""What the pages of content show, worked out before the template sees it."""
