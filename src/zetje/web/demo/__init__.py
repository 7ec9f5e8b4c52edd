"""The demo: an invented organisation, its half year made by the product's own operations."""
