"""Voice profiles and suggestions in a person's own words."""
