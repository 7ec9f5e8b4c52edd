"""Addresses of the whole product; each capability brings its own."""

from __future__ import annotations

from django.urls import include, path

from zetje.web import installable, views

CAPABILITIES = [
    "people",
    "content",
    "voice",
    "sharing",
    "delivery",
    "recognition",
    "prompting",
    "insights",
]

urlpatterns = [
    path("", views.front, name="front"),
    path("theme/", views.set_theme, name="theme"),
    path("language/", views.set_language, name="language"),
    path("gallery/", views.gallery, name="gallery"),
    path("about/data/", views.about_data, name="about_data"),
    path("health/", views.health, name="health"),
    path("brand/<str:token>.css", views.brand, name="brand"),
    path("manifest.webmanifest", installable.manifest, name="manifest"),
    path("push-worker.js", installable.push_worker, name="push_worker"),
    path("", include("zetje.web.mailbox.urls")),
    path("", include("zetje.web.chatroom.urls")),
    path("", include("zetje.web.demo.urls")),
    path("", include("zetje.web.privacy.urls")),
    *[path("", include(f"zetje.{name}.urls")) for name in CAPABILITIES],
]

handler404 = "zetje.web.views.not_found"
handler403 = "zetje.web.views.forbidden"
handler400 = "zetje.web.views.bad_request"
handler500 = "zetje.web.views.failed"
