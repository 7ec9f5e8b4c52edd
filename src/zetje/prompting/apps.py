"""Registers the prompting capability with Django."""

from django.apps import AppConfig


class PromptingConfig(AppConfig):
    name = "zetje.prompting"
    label = "prompting"
    default_auto_field = "django.db.models.BigAutoField"
