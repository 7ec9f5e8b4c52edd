"""Half a year of an invented organisation through the product itself, on a made-up clock."""
