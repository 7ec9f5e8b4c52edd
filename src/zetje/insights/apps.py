"""Registers the insights capability with Django."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "zetje.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"
