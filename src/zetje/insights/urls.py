"""Addresses of insights."""

from __future__ import annotations

from django.urls import path

from zetje.insights.views import insight, lab, next_steps, taking

urlpatterns = [
    path("insight/", insight.insight, name="insight"),
    path("lab/", lab.lab, name="lab"),
    path("insight/export/", taking.export, name="insight_export"),
    path("insight/steps/<str:token>/take/", next_steps.take, name="step_take"),
    path("insight/steps/<str:token>/back/", next_steps.back, name="step_back"),
]
