"""Tags that show stories on the pages of every capability."""
