"""Addresses of the demo's chatroom."""

from __future__ import annotations

from django.urls import path

from zetje.web.chatroom import teams_views, views

urlpatterns = [
    path("chatroom/", views.rooms, name="chatroom"),
    path("chatroom/hold/<slug:chat>/", views.hold, name="chatroom_hold"),
    path("chatroom/slack/<slug:key>/", views.slack, name="chatroom_slack"),
    path("chatroom/slack/<slug:key>/tap/", views.tap, name="chatroom_tap"),
    path("chatroom/slack/<slug:key>/write/", views.write, name="chatroom_write"),
    path("chatroom/slack/<slug:key>/home/", views.open_home, name="chatroom_home"),
    path("chatroom/teams/<slug:key>/", teams_views.show, name="chatroom_teams"),
    path("chatroom/teams/<slug:key>/tap/", teams_views.tap, name="chatroom_teams_tap"),
    path("chatroom/teams/<slug:key>/write/", teams_views.write, name="chatroom_teams_write"),
    path("chatroom/teams/<slug:key>/add/", teams_views.add, name="chatroom_teams_add"),
]
