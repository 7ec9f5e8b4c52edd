"""The queries of rewards."""
