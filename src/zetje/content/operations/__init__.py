"""What can be done with stories, their wordings and pictures, and with feeds."""

from zetje.content.operations.bulk import (
    Changed,
    address_stories,
    archive_stories,
    end_stories,
    file_stories,
)
from zetje.content.operations.curating import (
    add_campaign,
    archive_story,
    bring_back_story,
    close_campaign,
    edit_campaign,
    pin_story,
    set_campaign,
    unpin_story,
)
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
from zetje.content.operations.reviewing import (
    approve_story,
    comment_on_story,
    send_back,
    set_review_steps,
    submit_story,
)
from zetje.content.operations.wordings import draft_missing_variants, write_variant
from zetje.content.rules.feed_entries import FeedUnreadable
from zetje.content.rules.pictures import PictureRefused
from zetje.content.rules.targets import TargetRefused
from zetje.content.rules.words import Audience, StoryRefused, StoryWords

__all__ = [
    "Audience",
    "Changed",
    "FeedKnown",
    "FeedUnreadable",
    "PictureRefused",
    "StoryKnown",
    "StoryRefused",
    "StoryWords",
    "TargetRefused",
    "add_campaign",
    "add_feed",
    "add_story",
    "add_story_from_address",
    "address_stories",
    "approve_story",
    "archive_stories",
    "archive_story",
    "bring_back_story",
    "check_may_edit_stories",
    "close_campaign",
    "comment_on_story",
    "correct_story",
    "discard_draft",
    "draft_missing_variants",
    "edit_campaign",
    "edit_story",
    "end_stories",
    "file_stories",
    "pass_feed_item",
    "pin_story",
    "publish_story",
    "read_due_feeds",
    "read_feed",
    "remove_picture",
    "send_back",
    "set_audience",
    "set_campaign",
    "set_picture",
    "set_review_steps",
    "stop_feed",
    "store_picture",
    "submit_story",
    "take_feed_item",
    "unpin_story",
    "withdraw_story",
    "write_variant",
]
