"""What can be done with stories, their wordings and pictures, and with feeds."""

from zetje.content.operations.assisted import draft_by_model
from zetje.content.operations.blocking import block_words, unblock_words
from zetje.content.operations.bulk import (
    Changed,
    address_stories,
    archive_stories,
    end_stories,
    file_stories,
)
from zetje.content.operations.colleagues import agree_to_story, name_colleague
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
    set_feed,
    stop_feed,
)
from zetje.content.operations.inbox import (
    pass_feed_item,
    pass_tip,
    put_off,
    take_feed_item,
    take_tip,
)
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.operations.pictures import (
    add_picture,
    describe_picture,
    discard_picture,
    remove_picture,
    set_picture,
    store_picture,
    use_picture,
)
from zetje.content.operations.publishing import correct_story, publish_story, withdraw_story
from zetje.content.operations.reviewing import (
    approve_story,
    comment_on_story,
    send_back,
    set_review_steps,
    submit_story,
)
from zetje.content.operations.sources import read_source_page
from zetje.content.operations.tip_mails import ReceivedMail, receive_tip_mail
from zetje.content.operations.tips import (
    GivenTip,
    back_tip,
    confirm_tip,
    forget_old_tips,
    give_tip,
    note_tip_shared,
    set_may_name,
    take_tip_back,
    unback_tip,
)
from zetje.content.operations.wordings import draft_missing_variants, write_variant
from zetje.content.rules.colleagues import ColleagueWords
from zetje.content.rules.feed_entries import FeedUnreadable
from zetje.content.rules.pictures import PictureRefused
from zetje.content.rules.targets import TargetRefused
from zetje.content.rules.tips import TipRefused, TipWords, tip_words
from zetje.content.rules.words import Audience, StoryRefused, StoryWords

__all__ = [
    "Audience",
    "Changed",
    "ColleagueWords",
    "FeedKnown",
    "FeedUnreadable",
    "GivenTip",
    "PictureRefused",
    "ReceivedMail",
    "StoryKnown",
    "StoryRefused",
    "StoryWords",
    "TargetRefused",
    "TipRefused",
    "TipWords",
    "add_campaign",
    "add_feed",
    "add_picture",
    "add_story",
    "add_story_from_address",
    "address_stories",
    "agree_to_story",
    "approve_story",
    "archive_stories",
    "archive_story",
    "back_tip",
    "block_words",
    "bring_back_story",
    "check_may_edit_stories",
    "close_campaign",
    "comment_on_story",
    "confirm_tip",
    "correct_story",
    "describe_picture",
    "discard_draft",
    "discard_picture",
    "draft_by_model",
    "draft_missing_variants",
    "edit_campaign",
    "edit_story",
    "end_stories",
    "file_stories",
    "forget_old_tips",
    "give_tip",
    "name_colleague",
    "note_tip_shared",
    "pass_feed_item",
    "pass_tip",
    "pin_story",
    "publish_story",
    "put_off",
    "read_due_feeds",
    "read_feed",
    "read_source_page",
    "receive_tip_mail",
    "remove_picture",
    "send_back",
    "set_audience",
    "set_campaign",
    "set_feed",
    "set_may_name",
    "set_picture",
    "set_review_steps",
    "stop_feed",
    "store_picture",
    "submit_story",
    "take_feed_item",
    "take_tip",
    "take_tip_back",
    "tip_words",
    "unback_tip",
    "unblock_words",
    "unpin_story",
    "use_picture",
    "withdraw_story",
    "write_variant",
]
