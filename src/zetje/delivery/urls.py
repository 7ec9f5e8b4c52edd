"""The addresses of delivery: a person's channels, unsubscribing, and the administrator's pages."""

from __future__ import annotations

from django.urls import include, path

from zetje.delivery.registry import channels
from zetje.delivery.views import channels as own
from zetje.delivery.views import sending, setups, unsubscribing

app_name = "delivery"

urlpatterns = [
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("sending/", sending.show_sending, name="sending"),
    path("sending/stop/", sending.stop, name="stop"),
    path("sending/resume/", sending.resume, name="resume"),
    path("sending/release/", sending.release, name="release"),
    path("sending/message/<str:token>/sent/", sending.mark_as_sent, name="mark_as_sent"),
    path("sending/message/<str:token>/again/", sending.send_again, name="send_again"),
    path("sending/message/<str:token>/give-up/", sending.give_up, name="give_up"),
    path("sending/channel/<slug:name>/again/", sending.send_all_again, name="send_all_again"),
    path("sending/address/<str:key>/lift/", sending.lift_suppression, name="lift_suppression"),
    path("me/channels/", own.show_channels, name="channels"),
    path("me/channels/<slug:name>/link/", own.link, name="link_channel"),
    path("me/channels/<slug:name>/first/", own.put_first, name="put_first"),
    path("me/channels/<slug:name>/unlink/", own.unlink, name="unlink_channel"),
    path("me/messages/", own.show_messages, name="messages"),
    path("me/messages/act/", own.act, name="act"),
    path("channels/", setups.show_setups, name="setups"),
    path("channels/<slug:name>/", setups.set_up, name="set_up"),
    path("channels/<slug:name>/off/", setups.turn_off, name="turn_off"),
]
# Each channel's own, such as where its other side calls us.
urlpatterns += [
    path(f"channels/{name}/", include(list(channel.urls)))
    for name, channel in sorted(channels().items())
    if channel.urls
]
