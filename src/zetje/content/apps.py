"""Registers the content capability with Django."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Stories, their wordings, and the feeds they come from."""

    name = "zetje.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
