"""Registers the event record with Django."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "zetje.lib.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
