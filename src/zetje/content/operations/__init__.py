"""What can be done with stories, their wordings and pictures, and with feeds."""

from zetje.content.operations.drafting import (
    StoryKnown,
    add_story,
    add_story_from_address,
    discard_draft,
    edit_story,
    set_audience,
)
from zetje.content.operations.feeds import (
    FeedKnown,
    add_feed,
    read_due_feeds,
    read_feed,
    stop_feed,
)
from zetje.content.operations.inbox import pass_feed_item, take_feed_item
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.pictures import remove_picture, set_picture, store_picture
from zetje.content.operations.publishing import correct_story, publish_story, withdraw_story
from zetje.content.operations.wordings import draft_missing_variants, write_variant
from zetje.content.rules.feed_entries import FeedUnreadable
from zetje.content.rules.pictures import PictureRefused
from zetje.content.rules.targets import TargetRefused
from zetje.content.rules.words import Audience, StoryRefused, StoryWords

__all__ = [
    "Audience",
    "FeedKnown",
    "FeedUnreadable",
    "PictureRefused",
    "StoryKnown",
    "StoryRefused",
    "StoryWords",
    "TargetRefused",
    "add_feed",
    "add_story",
    "add_story_from_address",
    "check_may_edit_stories",
    "correct_story",
    "discard_draft",
    "draft_missing_variants",
    "edit_story",
    "pass_feed_item",
    "publish_story",
    "read_due_feeds",
    "read_feed",
    "remove_picture",
    "set_audience",
    "set_picture",
    "stop_feed",
    "store_picture",
    "take_feed_item",
    "withdraw_story",
    "write_variant",
]
