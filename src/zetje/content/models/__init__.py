"""Stories, their wordings and pictures, and the feeds and tips they come from."""

from zetje.content.models.campaigns import Campaign, ReviewSetting
from zetje.content.models.colleagues import StoryColleague
from zetje.content.models.feeds import Feed, FeedItem
from zetje.content.models.lawfulness import BlockedWords, SourcePage
from zetje.content.models.pictures import Picture
from zetje.content.models.stories import (
    Kind,
    Story,
    StoryEvent,
    StoryEventKind,
    StoryQuerySet,
    StoryTeam,
    Tone,
    Variant,
)
from zetje.content.models.tips import Tip, TipBacker, TipOrigin

__all__ = [
    "BlockedWords",
    "Campaign",
    "Feed",
    "FeedItem",
    "Kind",
    "Picture",
    "ReviewSetting",
    "SourcePage",
    "Story",
    "StoryColleague",
    "StoryEvent",
    "StoryEventKind",
    "StoryQuerySet",
    "StoryTeam",
    "Tip",
    "TipBacker",
    "TipOrigin",
    "Tone",
    "Variant",
]
