"""Addresses of the demo's mailbox."""

from __future__ import annotations

from django.urls import path

from zetje.web.mailbox import views

urlpatterns = [
    path("mailbox/", views.mails, name="mailbox"),
    path("mailbox/<str:name>/", views.mail, name="mailbox_mail"),
    path("mailbox/<str:name>/letter/", views.letter, name="mailbox_letter"),
    path("mailbox/<str:name>/source/", views.source, name="mailbox_source"),
    path("mailbox/<str:name>/part/<str:cid>", views.part, name="mailbox_part"),
]
