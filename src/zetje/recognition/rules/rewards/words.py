"""What kinds of rules and reasons for thanks are called, and sums of money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from zetje.recognition.rules.rewards.kinds import Kind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND_WORDS: Final[Mapping[str, StrOrPromise]] = {
    Kind.DRAW: gettext_lazy("By lot, among all who took part"),
    Kind.PASSED_ON: gettext_lazy("The tip or story that colleagues passed on most"),
    Kind.FAIR_CLICKS: gettext_lazy("The most readers, for what is usual for that person"),
    Kind.GOAL: gettext_lazy("Something for everybody, once enough colleagues shared"),
    Kind.EACH: gettext_lazy("Something for each person with enough shares"),
    Kind.THANKS: gettext_lazy("A pot for unexpected thanks by managers, never for a post"),
}
REASON_WORDS: Final[Mapping[str, StrOrPromise]] = {
    "helped": gettext_lazy("Helped a colleague"),
    "welcomed": gettext_lazy("Made somebody new feel at home"),
    "organised": gettext_lazy("Organised something for all of us"),
    "stood_in": gettext_lazy("Stood in when it was needed"),
    "kind": gettext_lazy("Was simply kind"),
}


def euros(cents: int) -> str:
    """A sum of money as the reader's language writes it: whole euros without cents."""
    digits = 0 if cents % 100 == 0 else 2
    number = number_format(cents / 100, digits, use_l10n=True, force_grouping=True)
    return f"€\N{NO-BREAK SPACE}{number}"
