"""Addresses of the demo's chatroom."""

from __future__ import annotations

from django.urls import path

from zetje.web.chatroom import views

urlpatterns = [
    path("chatroom/", views.rooms, name="chatroom"),
    path("chatroom/slack/<slug:key>/", views.slack, name="chatroom_slack"),
    path("chatroom/slack/<slug:key>/tap/", views.tap, name="chatroom_tap"),
    path("chatroom/slack/<slug:key>/write/", views.write, name="chatroom_write"),
    path("chatroom/slack/<slug:key>/home/", views.open_home, name="chatroom_home"),
]
