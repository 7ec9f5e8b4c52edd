"""Addresses of insights."""

from __future__ import annotations

from django.urls import path

from zetje.insights.views import insight

urlpatterns = [path("insight/", insight.insight, name="insight")]
