"""The operations of rewards."""
