"""Addresses of the demo: the way in, and the website of the invented organisation."""

from __future__ import annotations

from django.urls import path

from zetje.web.demo import views

urlpatterns = [
    path("demo/", views.entrances, name="demo"),
    path("demo/enter/<slug:key>/", views.enter, name="demo_enter"),
    path("demo/feeds/<str:key>", views.feed, name="demo_feed"),
    path("demo/news/", views.all_news, name="demo_news"),
    path("demo/news/<slug:slug>.png", views.page_picture, name="demo_picture"),
    path("demo/news/<slug:slug>/", views.page, name="demo_page"),
    path("demo/news/en/<slug:slug>/", views.page, {"language": "en"}, name="demo_page_en"),
]
