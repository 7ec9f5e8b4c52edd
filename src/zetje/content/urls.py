"""The addresses of content."""

from __future__ import annotations

from django.urls import path

from zetje.content.views import finding, hub, media, public, stories

app_name = "content"

urlpatterns = [
    path("hub/", hub.hub, name="hub"),
    path("hub/search/", finding.search, name="search"),
    path("hub/gaps/", finding.gaps, name="gaps"),
    path("hub/performed/", finding.performed, name="performed"),
    path("hub/media/", media.media, name="media"),
    path("hub/media/<str:token>/", media.media_picture, name="media_picture"),
    path("hub/media/<str:token>/removal/", media.discard_picture, name="discard_picture"),
    path("hub/stories/<str:token>/picture/choice/", media.use_picture, name="use_picture"),
    path("hub/feeds/", hub.feeds, name="feeds"),
    path("hub/feeds/<str:token>/reading/", hub.read_feed, name="read_feed"),
    path("hub/feeds/<str:token>/stop/", hub.stop_feed, name="stop_feed"),
    path("hub/inbox/<str:token>/story/", hub.take_item, name="take_item"),
    path("hub/inbox/<str:token>/pass/", hub.pass_item, name="pass_item"),
    path("hub/stories/new/", stories.add, name="add"),
    path("hub/stories/from-address/", stories.add_from_address, name="add_from_address"),
    path("hub/stories/<str:token>/", stories.story, name="story"),
    path("hub/stories/<str:token>/audience/", stories.audience, name="audience"),
    path("hub/stories/<str:token>/variant/", stories.variant, name="variant"),
    path("hub/stories/<str:token>/drafts/", stories.drafts, name="drafts"),
    path("hub/stories/<str:token>/picture/", stories.picture, name="story_picture"),
    path("hub/stories/<str:token>/picture/removal/", stories.remove_picture, name="remove_picture"),
    path("hub/stories/<str:token>/publication/", stories.publish, name="publish"),
    path("hub/stories/<str:token>/withdrawal/", stories.withdraw, name="withdraw"),
    path("hub/stories/<str:token>/discarding/", stories.discard, name="discard"),
    path("s/<slug:slug>/<str:token>/", public.story, name="public_story"),
    path("s/<slug:slug>/pictures/<str:token>/", public.picture, name="picture"),
]
