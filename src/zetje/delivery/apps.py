"""Registers the delivery capability with Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "zetje.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
