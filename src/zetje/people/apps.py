"""Registers the people capability with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zetje.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
