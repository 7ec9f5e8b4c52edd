"""The chain of weeks as its owner sees it: what keeps it, never what would be lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from zetje.recognition.queries import Chain, ChainNode


@dataclass(frozen=True)
class WeekView:
    """One node of the chain."""

    number: int
    state: str
    label: str
    current: bool
    seated: bool


@dataclass(frozen=True)
class ChainView:
    """The chain with its headline and its one sentence."""

    headline: SafeString
    weeks: Sequence[WeekView]
    sentence: str


@dataclass(frozen=True)
class RestView:
    """The way out, always offered: make this week a rest week, or take that back."""

    url: str
    sentence: str
    button: str
    possible: bool
    value: str = "yes"
    opened: bool = False


def chain_view(chain: Chain) -> ChainView:
    """The chain, ready to be drawn."""
    return ChainView(
        headline=_headline(chain.length),
        weeks=[_week(node) for node in chain.nodes],
        sentence=_sentence(chain),
    )


def rest_view(chain: Chain, *, url: str, opened: bool = False) -> RestView | None:
    """The offer of a rest week; None when this week needs none.

    Args:
        chain: the person's chain.
        url: where its button posts to.
        opened: whether the person came for it, so that it stands open; taking it back never does.
    """
    if chain.is_resting:
        sentence = _("This is a rest week. Your chain stays whole, whatever you do.")
        return RestView(url, sentence, _("No rest after all"), possible=True, value="no")
    if chain.this_week != "open":
        return None
    left = chain.rest_weeks_left
    if left == 0:
        sentence = _("You have no rest week left just now. Leave, holidays and a pause rest too.")
        return RestView(url, sentence, "", possible=False, opened=opened)
    sentence = ngettext(
        "Make it a rest week. Your chain stays whole. You have one left.",
        "Make it a rest week. Your chain stays whole. You have %(count)s left.",
        left,
    ) % {"count": left}
    return RestView(url, sentence, _("Rest this week"), possible=True, opened=opened)


def _headline(length: int) -> SafeString:
    if length == 0:
        return format_html("{}", _("Your chain starts with one share."))
    words = ngettext("week in a row", "weeks in a row", length)
    return format_html("<b>{}</b> {}", length, words)


def _week(node: ChainNode) -> WeekView:
    seated = node.is_now and node.state == "shared"
    labels = {
        "shared": _("This week, shared:") if node.is_now else _("Week"),
        "rest": _("Rest week"),
        "gap": _("Open week"),
        "open": _("This week, still open:"),
    }
    return WeekView(
        number=node.iso_week,
        state=node.state,
        label=labels.get(node.state, _("Week")),
        current=node.is_now and node.state in ("open", "shared"),
        seated=seated,
    )


def _sentence(chain: Chain) -> str:
    if chain.this_week == "shared":
        return _("This week has its place. Until the next three, nothing from us.")
    if chain.is_resting or chain.this_week == "rest":
        return _("This week rests, and the chain stays whole.")
    if chain.is_mendable:
        return _("Two shares this week mend the one you missed, and the chain goes on.")
    if chain.length == 0 and chain.longest > 0:
        longest = ngettext(
            "A share this week starts a new chain. Your longest is one week.",
            "A share this week starts a new chain. Your longest is %(count)s weeks.",
            chain.longest,
        )
        return longest % {"count": chain.longest}
    if chain.length == 0:
        return _("One week, one share is all it asks. Weeks off never count against you.")
    return _("One share before Sunday night makes it %(count)s.") % {"count": chain.length + 1}
