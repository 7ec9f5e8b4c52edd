"""The words that a suggestion is introduced with, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LABELS: Final[Mapping[str, str]] = {
    "statement": gettext_noop("Straight to the point"),
    "whole": gettext_noop("The whole story"),
    "short": gettext_noop("In short"),
}
REASONS: Final[Mapping[str, str]] = {}


def label_of(kind: str) -> str:
    """What a kind of suggestion is called."""
    return _(LABELS[kind])


def because_of(reasons: Sequence[str]) -> str:
    """What was changed, in one line: "I instead of we, half as long"."""
    return ", ".join(_(REASONS[reason]) for reason in reasons)
