"""Stories: what an editor offers, from a feed, a link or written."""
