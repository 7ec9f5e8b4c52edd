"""Addresses of insights."""

from __future__ import annotations

from django.urls import path

from zetje.insights.views import insight, lab, taking

urlpatterns = [
    path("insight/", insight.insight, name="insight"),
    path("lab/", lab.lab, name="lab"),
    path("insight/export/", taking.export, name="insight_export"),
]
