"""Who may choose for which story, and how long one may come back on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Why somebody skipped, if they care to say, in the words they see.
SKIP_REASONS: Mapping[str, StrOrPromise] = {
    "subject": _("Not my subject"),
    "voice": _("Not how I talk"),
    "time": _("No time"),
    "enough": _("Seen enough of it"),
    "private": _("I'd rather not say"),
}

UNDO_WINDOW = timedelta(minutes=10)
LONGEST_REMINDER = timedelta(days=60)


class ChoiceRefusedError(Exception):
    """A choice that cannot be made. Its sentence is for the person."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AdaptFirstError(ChoiceRefusedError):
    """The text is too much like what colleagues posted: it asks for the person's own words."""


def check_membership(*, same_organisation: bool, joined: bool, story_is_live: bool) -> None:
    """Whether a member may choose for a story.

    Raises:
        ChoiceRefusedError: with the sentence that says why not.
    """
    if not same_organisation:
        raise ChoiceRefusedError(_("This story belongs to another organisation."))
    if not joined:
        raise ChoiceRefusedError(
            _("Only people who joined choose. You can join on the first page.")
        )
    if not story_is_live:
        raise ChoiceRefusedError(
            _("This story is no longer offered. Your choice was not recorded.")
        )


def check_may_undo(*, last_act_at: datetime, now: datetime) -> None:
    """Whether the ten minutes in which everything can be undone still run.

    Raises:
        ChoiceRefusedError: they are over.
    """
    if now - last_act_at > UNDO_WINDOW:
        raise ChoiceRefusedError(_("That was more than ten minutes ago, so it stays as it is."))


def check_reminder(*, at: datetime, now: datetime) -> None:
    """Whether a story can be put aside until that moment.

    Raises:
        ChoiceRefusedError: the moment has passed, or is too far away.
    """
    if at <= now:
        raise ChoiceRefusedError(_("That moment has passed. Choose one in the days to come."))
    if at - now > LONGEST_REMINDER:
        raise ChoiceRefusedError(_("That is too far away. Choose a moment within two months."))


def may_still_undo(*, last_act_at: datetime, now: datetime) -> bool:
    """Whether to offer undoing."""
    return now - last_act_at <= UNDO_WINDOW
