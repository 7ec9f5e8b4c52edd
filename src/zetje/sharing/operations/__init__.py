"""The operations of sharing, one module a subject."""

from zetje.sharing.operations.choices import (
    AdaptFirstError,
    ChoiceRefusedError,
    check_may_choose,
    mark_reminded,
    may_choose,
    remind_later,
    set_skip_reason,
    skip_story,
    undo_choice,
)
from zetje.sharing.operations.counts import rebuild_story_counts
from zetje.sharing.operations.ideas import confirm_idea, deny_idea, start_idea
from zetje.sharing.operations.kept import keep_words, let_go_of_words
from zetje.sharing.operations.link_counts import rebuild_link_counts
from zetje.sharing.operations.links import make_link, withdraw_links
from zetje.sharing.operations.relabelling import remember_sharer
from zetje.sharing.operations.reminders import end_reminders
from zetje.sharing.operations.shares import (
    CONFIRM_WINDOW,
    adapt_story,
    confirm_share,
    copy_story,
    deny_share,
)
from zetje.sharing.operations.spool import SpoolReader, load_spool, spool_reader
from zetje.sharing.operations.stories import on_story_corrected, on_story_withdrawn
from zetje.sharing.operations.wordings import forget_old_wordings, forget_wordings

__all__ = [
    "CONFIRM_WINDOW",
    "AdaptFirstError",
    "ChoiceRefusedError",
    "SpoolReader",
    "adapt_story",
    "check_may_choose",
    "confirm_idea",
    "confirm_share",
    "copy_story",
    "deny_idea",
    "deny_share",
    "end_reminders",
    "forget_old_wordings",
    "forget_wordings",
    "keep_words",
    "let_go_of_words",
    "load_spool",
    "make_link",
    "mark_reminded",
    "may_choose",
    "on_story_corrected",
    "on_story_withdrawn",
    "rebuild_link_counts",
    "rebuild_story_counts",
    "remember_sharer",
    "remind_later",
    "set_skip_reason",
    "skip_story",
    "spool_reader",
    "start_idea",
    "undo_choice",
    "withdraw_links",
]
