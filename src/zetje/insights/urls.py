"""Addresses of insights."""

from __future__ import annotations

from django.urls import path

from zetje.insights.views import experiments, insight, lab, next_steps, taking, worth

urlpatterns = [
    path("insight/", insight.insight, name="insight"),
    path("lab/", lab.lab, name="lab"),
    path("lab/experiments/", experiments.experiments, name="experiments"),
    path("lab/experiments/new/", experiments.new_experiment, name="experiment_new"),
    path("lab/experiments/<str:token>/", experiments.experiment, name="experiment"),
    path("lab/experiments/<str:token>/stop/", experiments.stop, name="experiment_stop"),
    path("lab/experiments/<str:token>/report/", experiments.report, name="experiment_report"),
    path(
        "lab/experiments/<str:token>/report.pdf",
        experiments.report_file,
        name="experiment_report_file",
    ),
    path("insight/worth/", worth.worth, name="insight_worth"),
    path("insight/export/", taking.export, name="insight_export"),
    path("insight/steps/<str:token>/take/", next_steps.take, name="step_take"),
    path("insight/steps/<str:token>/back/", next_steps.back, name="step_back"),
]
