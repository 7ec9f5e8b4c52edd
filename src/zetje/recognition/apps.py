"""Registers the recognition capability with Django."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "zetje.recognition"
    label = "recognition"
    default_auto_field = "django.db.models.BigAutoField"
