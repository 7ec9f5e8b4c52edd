"""The addresses of voice."""

from __future__ import annotations

from django.urls import path

from zetje.voice.views import language_models, voices

app_name = "voice"

urlpatterns = [
    path("me/voice/", voices.mine, name="my_voice"),
    path("me/voice/export/", voices.take_export, name="voice_export"),
    path("me/voice/profile/", voices.set_profile, name="voice_profile"),
    path("me/voice/shares/", voices.take_shares, name="voice_shares"),
    path("me/voice/ranking/", voices.reset, name="voice_ranking"),
    path("me/voice/forget/", voices.forget, name="voice_forget"),
    path("me/voice/texts/<str:sample>/", voices.take_out, name="voice_text"),
    path("voice/settings/", language_models.settings, name="model_settings"),
    path("voice/settings/trial/", language_models.trial, name="model_trial"),
    path("voice/settings/off/", language_models.turn_off, name="model_off"),
]
