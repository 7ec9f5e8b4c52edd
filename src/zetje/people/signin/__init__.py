"""What django-allauth is told about our ways of signing in."""
