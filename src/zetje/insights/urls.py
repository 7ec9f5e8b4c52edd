"""Addresses of insights."""

from __future__ import annotations

from django.urls import path

from zetje.insights.views import (
    api,
    experiments,
    exploring,
    insight,
    keys,
    lab,
    next_steps,
    pictures,
    reports,
    taking,
    worth,
)

urlpatterns = [
    path("insight/", insight.insight, name="insight"),
    path("insight/explore/", exploring.explore, name="insight_explore"),
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
    path("insight/report/wish/", reports.wish, name="insight_report_wish"),
    path("insight/report/<str:month>/", reports.report, name="insight_report"),
    path("insight/report/<str:month>/pdf/", reports.report_file, name="insight_report_file"),
    path("insight/picture/<str:name>/", pictures.picture, name="insight_picture"),
    path("insight/keys/", keys.keys, name="insight_keys"),
    path("insight/keys/<str:token>/end/", keys.end, name="insight_key_end"),
    path("api/v1/openapi.json", api.described, name="api_described"),
    path("api/v1/periods", api.periods, name="api_periods"),
    path("api/v1/figures", api.figures, name="api_figures"),
    path("api/v1/suggestions", api.suggestions, name="api_suggestions"),
    path("api/v1/studies", api.studies, name="api_studies"),
    path("api/v1/studies/<str:study>", api.study, name="api_study"),
]
