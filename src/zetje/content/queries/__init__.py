"""What others may ask of content: stories, their wordings, and the hub's own lists."""

from zetje.content.queries.calendar import campaigns_between, stories_between
from zetje.content.queries.campaigns import campaign_by_token, campaigns_of
from zetje.content.queries.features import StoryFeatures, live_story_features
from zetje.content.queries.feeds import (
    due_feed_ids,
    feed_by_token,
    feeds_of,
    inbox_of,
    item_by_token,
)
from zetje.content.queries.hub import HubCounts, HubStates, hub_counts, hub_stories
from zetje.content.queries.lawfulness import (
    blocked_words,
    blocked_words_by_token,
    blocked_words_for,
    fixed_wording,
    problems_in,
    problems_in_wording,
    source_page_of,
    source_texts,
    with_fields,
)
from zetje.content.queries.performed import stories_put_live_since
from zetje.content.queries.pictures import (
    card_path,
    path_of_picture,
    picture_by_token,
    picture_path,
    stories_showing,
)
from zetje.content.queries.reviews import Review, review_of, review_steps
from zetje.content.queries.searching import found_story_ids, pictures_found, stories_found
from zetje.content.queries.stories import (
    audience_teams,
    for_audience,
    is_for_everyone,
    is_live_on,
    may_edit_stories,
    public_address,
    public_path,
    state_on,
    stories_by_ids,
    stories_live,
    story_by_token,
    story_history,
    target_of,
    today_of,
    topics_of,
)
from zetje.content.queries.table import TableStory, table_of
from zetje.content.queries.tips import (
    credits_of,
    open_tips,
    tip_by_token,
    tips_for,
    tips_of,
    tips_of_story,
    tips_to_decide,
    waiting_tips,
)
from zetje.content.queries.variants import Wording, variant_for
from zetje.content.rules.facts import Claim, claims_in, lost, unsupported
from zetje.content.rules.languages import language_of
from zetje.content.rules.lawfulness import Problem
from zetje.content.rules.text import clean_lines

__all__ = [
    "Claim",
    "HubCounts",
    "HubStates",
    "Problem",
    "Review",
    "StoryFeatures",
    "TableStory",
    "Wording",
    "audience_teams",
    "blocked_words",
    "blocked_words_by_token",
    "blocked_words_for",
    "campaign_by_token",
    "campaigns_between",
    "campaigns_of",
    "card_path",
    "claims_in",
    "clean_lines",
    "credits_of",
    "due_feed_ids",
    "feed_by_token",
    "feeds_of",
    "fixed_wording",
    "for_audience",
    "found_story_ids",
    "hub_counts",
    "hub_stories",
    "inbox_of",
    "is_for_everyone",
    "is_live_on",
    "item_by_token",
    "language_of",
    "live_story_features",
    "lost",
    "may_edit_stories",
    "open_tips",
    "path_of_picture",
    "picture_by_token",
    "picture_path",
    "pictures_found",
    "problems_in",
    "problems_in_wording",
    "public_address",
    "public_path",
    "review_of",
    "review_steps",
    "source_page_of",
    "source_texts",
    "state_on",
    "stories_between",
    "stories_by_ids",
    "stories_found",
    "stories_live",
    "stories_put_live_since",
    "stories_showing",
    "story_by_token",
    "story_history",
    "table_of",
    "target_of",
    "tip_by_token",
    "tips_for",
    "tips_of",
    "tips_of_story",
    "tips_to_decide",
    "today_of",
    "topics_of",
    "unsupported",
    "variant_for",
    "waiting_tips",
    "with_fields",
]
