"""Addresses of the documents for the works council and the data protection officer."""

from __future__ import annotations

from django.urls import path

from zetje.web.privacy import views

urlpatterns = [
    path("privacy/report/", views.report, {"key": "works-council"}, name="privacy_report"),
    path(
        "privacy/report/text/",
        views.report_text,
        {"key": "works-council"},
        name="privacy_report_text",
    ),
    path("privacy/assessment/", views.report, {"key": "dpia"}, name="privacy_assessment"),
    path(
        "privacy/assessment/text/",
        views.report_text,
        {"key": "dpia"},
        name="privacy_assessment_text",
    ),
]
