"""The addresses of voice."""

from __future__ import annotations

from django.urls import path

from zetje.voice.views import language_models

app_name = "voice"

urlpatterns = [
    path("voice/settings/", language_models.settings, name="model_settings"),
    path("voice/settings/trial/", language_models.trial, name="model_trial"),
    path("voice/settings/off/", language_models.turn_off, name="model_off"),
]
