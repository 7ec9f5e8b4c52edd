"""The addresses of content."""

from __future__ import annotations

from django.urls import path

from zetje.content.views import finding, hub, inbox, media, public, stories, tips

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
    path("hub/feeds/", inbox.feeds, name="feeds"),
    path("hub/feeds/<str:token>/", inbox.set_feed, name="set_feed"),
    path("hub/feeds/<str:token>/reading/", inbox.read_feed, name="read_feed"),
    path("hub/feeds/<str:token>/stop/", inbox.stop_feed, name="stop_feed"),
    path("hub/inbox/<str:token>/story/", inbox.take_item, name="take_item"),
    path("hub/inbox/<str:token>/pass/", inbox.pass_item, name="pass_item"),
    path("hub/inbox/<str:token>/later/", inbox.put_off_item, name="put_off_item"),
    path("hub/tips/<str:token>/story/", inbox.take_tip, name="take_tip"),
    path("hub/tips/<str:token>/pass/", inbox.pass_tip, name="pass_tip"),
    path("hub/tips/<str:token>/later/", inbox.put_off_tip, name="put_off_tip"),
    path("tips/", tips.tips, name="tips"),
    path("tips/<str:token>/backing/", tips.back_tip, name="back_tip"),
    path("tips/<str:token>/confirmation/", tips.confirm_tip, name="confirm_tip"),
    path("tips/<str:token>/naming/", tips.name_tip, name="name_tip"),
    path("tips/<str:token>/removal/", tips.take_tip_back, name="take_tip_back"),
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
