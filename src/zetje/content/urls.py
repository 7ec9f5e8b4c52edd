"""The addresses of content."""

from __future__ import annotations

from django.urls import path

from zetje.content.views import campaigns, finding, hub, inbox, media, posters, public, reviewing, shelf, stories, tips
from zetje.content.views.assisted import model_drafts

app_name = "content"

urlpatterns = [
    path("hub/", hub.hub, name="hub"),
    path("hub/calendar/", campaigns.calendar, name="calendar"),
    path("hub/campaigns/", campaigns.campaigns, name="campaigns"),
    path("hub/campaigns/<str:token>/", campaigns.campaign, name="campaign"),
    path("hub/campaigns/<str:token>/closing/", campaigns.close_campaign, name="close_campaign"),
    path("hub/review/", reviewing.settings, name="review_settings"),
    path("hub/search/", finding.search, name="search"),
    path("hub/gaps/", finding.gaps, name="gaps"),
    path("hub/performed/", finding.performed, name="performed"),
    path("hub/media/", media.media, name="media"),
    path("hub/media/<str:token>/", media.media_picture, name="media_picture"),
    path("hub/media/<str:token>/removal/", media.discard_picture, name="discard_picture"),
    path("hub/stories/<str:token>/picture/choice/", media.use_picture, name="use_picture"),
    path("hub/posters/", posters.posters, name="posters"),
    path("hub/posters/programme.pdf", posters.programme_poster, name="programme_poster"),
    path("hub/stories/<str:token>/poster.pdf", posters.story_poster, name="story_poster"),
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
    path("hub/stories/changes/", shelf.change_many, name="change_many"),
    path("hub/stories/<str:token>/", stories.story, name="story"),
    path("hub/stories/<str:token>/audience/", stories.audience, name="audience"),
    path("hub/stories/<str:token>/variant/", stories.variant, name="variant"),
    path("hub/stories/<str:token>/drafts/", stories.drafts, name="drafts"),
    path("hub/stories/<str:token>/drafts/model/", model_drafts, name="model_drafts"),
    path("hub/stories/<str:token>/picture/", stories.picture, name="story_picture"),
    path("hub/stories/<str:token>/picture/removal/", stories.remove_picture, name="remove_picture"),
    path("hub/stories/<str:token>/publication/", reviewing.publish, name="publish"),
    path("hub/stories/<str:token>/review/", reviewing.submit, name="submit"),
    path("hub/stories/<str:token>/sending-back/", reviewing.send_back, name="send_back"),
    path("hub/stories/<str:token>/comments/", reviewing.comment, name="comment"),
    path("hub/stories/<str:token>/pin/", shelf.pin, name="pin"),
    path("hub/stories/<str:token>/pin/removal/", shelf.unpin, name="unpin"),
    path("hub/stories/<str:token>/archive/", shelf.archive, name="archive"),
    path("hub/stories/<str:token>/archive/removal/", shelf.bring_back, name="bring_back"),
    path("hub/stories/<str:token>/campaign/", shelf.story_campaign, name="story_campaign"),
    path("hub/stories/<str:token>/withdrawal/", stories.withdraw, name="withdraw"),
    path("hub/stories/<str:token>/discarding/", stories.discard, name="discard"),
    path("s/<slug:slug>/<str:token>/", public.story, name="public_story"),
    path("s/<slug:slug>/<str:token>/card.png", public.card, name="card"),
    path("s/<slug:slug>/pictures/<str:token>/", public.picture, name="picture"),
]
