"""The weekly three: chosen, planned, shown."""
