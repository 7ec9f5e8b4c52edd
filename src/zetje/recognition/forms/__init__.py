"""What people fill in about recognition, one module a subject."""
