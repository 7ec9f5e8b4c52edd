"""The addresses of sharing: short links."""

from __future__ import annotations

from django.urls import path

from zetje.sharing import views

app_name = "sharing"

urlpatterns = [path("l/<str:code>", views.follow, name="follow")]
