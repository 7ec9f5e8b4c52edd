"""Registers the sharing capability with Django."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "zetje.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"
