"""The addresses of delivery: unsubscribing, and the outbox for an administrator."""

from __future__ import annotations

from django.urls import include, path

from zetje.delivery.registry import channels
from zetje.delivery.views import sending, unsubscribing

app_name = "delivery"

urlpatterns = [
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("sending/", sending.show_sending, name="sending"),
    path("sending/stop/", sending.stop, name="stop"),
    path("sending/resume/", sending.resume, name="resume"),
    path("sending/release/", sending.release, name="release"),
    path("sending/message/<str:token>/sent/", sending.mark_as_sent, name="mark_as_sent"),
    path("sending/message/<str:token>/again/", sending.send_again, name="send_again"),
    path("sending/address/<str:key>/lift/", sending.lift_suppression, name="lift_suppression"),
]
# Each channel's own, such as where its other side calls us.
urlpatterns += [
    path(f"channels/{name}/", include(list(channel.urls)))
    for name, channel in sorted(channels().items())
    if channel.urls
]
