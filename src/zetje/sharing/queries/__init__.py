"""The queries of sharing, one module a subject."""

from zetje.sharing.queries.answers import Answers, answers_since
from zetje.sharing.queries.choices import (
    DueReminder,
    Standing,
    choice_of,
    choices_for,
    due_reminders,
    is_undoable,
    shares_by_story,
    skip_reason_labels,
    standing_of,
    story_counts,
)
from zetje.sharing.queries.drafts import (
    LookOver,
    finished_text,
    language_for,
    look_over,
    proof_of,
    terms_of,
)
from zetje.sharing.queries.kept import kept_words, readers_hour
from zetje.sharing.queries.known_networks import (
    UnknownNetworkError,
    counts,
    network,
    networks,
)
from zetje.sharing.queries.links import address_of, clicks_of, door_link, link_of
from zetje.sharing.queries.own_wordings import OwnWording, Wanted, own_wordings, room_for
from zetje.sharing.queries.own_words import own_words
from zetje.sharing.queries.personal import (
    planned_address,
    planned_code,
    planned_idea_address,
)
from zetje.sharing.queries.planning import (
    ChoiceWeeks,
    LinkResult,
    choice_weeks,
    chosen_pairs,
    latest_results,
    sharer_counts,
)
from zetje.sharing.queries.sameness import (
    Planned,
    likeness_among_colleagues,
    likenesses_among_colleagues,
    texts_to_adapt,
)
from zetje.sharing.queries.shares import (
    Handover,
    Result,
    handover_of,
    has_shared,
    ideas_to_settle,
    own_post,
    own_posts,
    results_of,
    share_of,
    sharers_of,
    shares_due_for_result,
    shares_for,
    shares_to_confirm,
)
from zetje.sharing.rules.addresses import Piece, pieces
from zetje.sharing.rules.composers import NotAnInstanceError, instance_host, with_link, without_link
from zetje.sharing.rules.disclosure import Terms, phrases_of
from zetje.sharing.rules.networks import ComposerSettings, Network
from zetje.sharing.rules.previews import fold
from zetje.sharing.rules.sameness import Likeness
from zetje.sharing.rules.texts import Count

__all__ = [
    "Answers",
    "ChoiceWeeks",
    "ComposerSettings",
    "Count",
    "DueReminder",
    "Handover",
    "Likeness",
    "LinkResult",
    "LookOver",
    "Network",
    "NotAnInstanceError",
    "OwnWording",
    "Piece",
    "Planned",
    "Result",
    "Standing",
    "Terms",
    "UnknownNetworkError",
    "Wanted",
    "address_of",
    "answers_since",
    "choice_of",
    "choice_weeks",
    "choices_for",
    "chosen_pairs",
    "clicks_of",
    "counts",
    "door_link",
    "due_reminders",
    "finished_text",
    "fold",
    "handover_of",
    "has_shared",
    "ideas_to_settle",
    "instance_host",
    "is_undoable",
    "kept_words",
    "language_for",
    "latest_results",
    "likeness_among_colleagues",
    "likenesses_among_colleagues",
    "link_of",
    "look_over",
    "network",
    "networks",
    "own_post",
    "own_posts",
    "own_wordings",
    "own_words",
    "phrases_of",
    "pieces",
    "planned_address",
    "planned_code",
    "planned_idea_address",
    "proof_of",
    "readers_hour",
    "results_of",
    "room_for",
    "share_of",
    "sharer_counts",
    "sharers_of",
    "shares_by_story",
    "shares_due_for_result",
    "shares_for",
    "shares_to_confirm",
    "skip_reason_labels",
    "standing_of",
    "story_counts",
    "terms_of",
    "texts_to_adapt",
    "with_link",
    "without_link",
]
