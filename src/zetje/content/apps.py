"""Registers the content capability with Django."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "zetje.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
