"""What the server sees in a text: how long it is on each network, and what is amiss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries as content
from zetje.sharing import queries as sharing

# The drawing of a length is this wide.
_FULL = 200
# What the law, a network or the organisation does not let anybody say; what somebody is asked about
# once, and may say as their own word. The rest is shown beside the words and holds nobody up.
FIRM = frozenset({"blocked", "green", "promotion", "points", "equal", "confidential", "field"})
ASKED = frozenset({"superlative", "comparison", "opposite"})


@dataclass(frozen=True)
class CountView:
    """How long the text is on one network."""

    label: str
    used: str
    limit: str
    over: int
    width: int


@dataclass(frozen=True)
class Check:
    """Something the server looked at: fine, or a question with what would settle it.

    Attributes:
        fine: whether there is nothing to settle.
        text: what was looked at, or the question.
        help: what would settle it.
        quote: the words of the text that it is about.
        fix: names it to whoever presses "Use that instead"; "" where there is nothing to use.
    """

    fine: bool
    text: str
    help: str = ""
    quote: str = ""
    fix: str = ""


def count_view(network: sharing.Network, count: sharing.Count) -> CountView:
    """How long a text is on a network, with its drawing."""
    limit = count.limit or 0
    share = min(1.0, count.used / limit) if limit else 0.0
    return CountView(
        label=network.label,
        used=number_format(count.used, force_grouping=True),
        limit=number_format(limit, force_grouping=True) if limit else "",
        over=count.over,
        width=round(share * _FULL),
    )


def checks_of(looked: sharing.LookOver, *, network: sharing.Network) -> list[Check]:
    """What the server looked at in a text."""
    return [_disclosure_check(looked), _sameness_check(looked, network=network)]


def claim_checks(problems: Sequence[content.Problem]) -> list[Check]:
    """What a text says that its story does not, or that nobody may say."""
    if not problems:
        return [Check(fine=True, text=_("It says nothing that the story does not."))]
    return [
        Check(
            fine=False,
            text="",
            help=" ".join(filter(None, (problem.sentence, _instead(problem)))),
            quote=problem.words,
            fix=str(place) if problem.instead else "",
        )
        for place, problem in enumerate(problems, 1)
    ]


def _instead(problem: content.Problem) -> str:
    if not problem.instead:
        return ""
    return _("You could say “%(words)s”.") % {"words": problem.instead}


def _disclosure_check(looked: sharing.LookOver) -> Check:
    if looked.says_employer:
        return Check(fine=True, text=_("You say where you work."))
    added = looked.added_disclosure
    return Check(fine=True, text=_("We add “%(words)s”, as the law asks.") % {"words": added})


def _sameness_check(looked: sharing.LookOver, *, network: sharing.Network) -> Check:
    if looked.level == "fine":
        return Check(fine=True, text=_("Not the same as what colleagues posted."))
    if looked.alike_count is None:
        question = _("Colleagues posted nearly this.")
    else:
        question = ngettext(
            "%(count)s colleague posted nearly this.",
            "At least %(count)s colleagues posted nearly this.",
            looked.alike_count,
        ) % {"count": looked.alike_count}
    if looked.level == "never":
        advice = _("%(network)s does not allow it. Say it in your own way, and it is yours.")
    else:
        advice = _("On %(network)s it reads better in your own way. Change the opening, for one.")
    return Check(fine=False, text=question, help=advice % {"network": network.label})


def to_settle(problems: int) -> str:
    """What to do about claims that somebody is asked about; "" without any."""
    if not problems:
        return ""
    return ngettext(
        "One claim to settle first. Keeping it for later is always fine.",
        "%(count)s claims to settle first. Keeping it for later is always fine.",
        problems,
    ) % {"count": problems}


def firm_of(problems: Sequence[content.Problem]) -> list[content.Problem]:
    """Those that nobody may make their own word."""
    return [problem for problem in problems if problem.code in FIRM]


def asked_of(problems: Sequence[content.Problem]) -> list[content.Problem]:
    """Those that somebody is asked about before their words go out."""
    return [problem for problem in problems if problem.code in FIRM | ASKED]


def too_bold(problems: Sequence[content.Problem]) -> str:
    """Why a text cannot go out yet, by what it says."""
    firm = firm_of(problems)
    quoted = ", ".join(f"“{problem.words}”" for problem in (firm or problems)[:3])
    if firm:
        return _("These words cannot stay: %(words)s. Below is why.") % {"words": quoted}
    return _("The story does not say %(words)s. Change it, or share it as your own word.") % {
        "words": quoted
    }
