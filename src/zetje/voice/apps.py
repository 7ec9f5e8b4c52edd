"""Registers the voice capability with Django."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "zetje.voice"
    label = "voice"
    default_auto_field = "django.db.models.BigAutoField"
