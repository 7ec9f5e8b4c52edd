"""The pages of content."""
