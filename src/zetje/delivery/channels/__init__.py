"""The ways out of the building, one folder each."""
