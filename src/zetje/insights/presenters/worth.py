"""What it is worth: what was counted, and what follows from it under assumptions that are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.insights.models import Assumptions
from zetje.insights.presenters.number_words import tenth
from zetje.insights.presenters.quarter_words import weeks_in_words
from zetje.insights.queries.totals import Totals
from zetje.insights.rules.figures import Figure

WEEKS: Final = 13
_CENTS: Final = 100
_THOUSAND: Final = 1000
_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One figure and how it was come by."""

    name: str
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One figure of the field: what is said, by whom, and why to be careful."""

    said: str
    source: str
    address: str
    weakness: str


@dataclass(frozen=True, slots=True)
class Worth:
    """The section.

    Attributes:
        when: the weeks it is of.
        counted: what was counted, without any assumption.
        assumed: what follows from assumptions; empty while there are none.
        source: where the assumptions come from, in the words of who made them.
        may_assume: whether the reader may change them.
    """

    when: str
    counted: Sequence[Line]
    assumed: Sequence[Line]
    source: str
    benchmarks: Sequence[Benchmark]
    may_assume: bool


def worth_of(
    found: Totals, weeks: Sequence[int], held: Assumptions | None, *, may_assume: bool
) -> Worth:
    """The section from totals of shares, clicks and sharers of weeks, the newest first."""
    quarter = list(weeks[:WEEKS])
    posts, readers = (_sum(found, name, quarter) for name in (Figure.SHARES, Figure.CLICKS))
    return Worth(
        when=weeks_in_words(quarter[-1], quarter[0]) if quarter else "",
        counted=_counted(posts, readers),
        assumed=_assumed(posts[0], readers[0], held),
        source=held.source if held else "",
        benchmarks=_benchmarks(),
        may_assume=may_assume,
    )


def _sum(found: Totals, name: Figure, weeks: Sequence[int]) -> tuple[int, int]:
    """The sum over the weeks that may be told, and how many may not."""
    told = [found[name][week].value for week in weeks if week in found[name]]
    return sum(told), len(weeks) - len(told)


def _counted(posts: tuple[int, int], readers: tuple[int, int]) -> list[Line]:
    lines = [
        Line(_("Posts"), _number(posts[0]), _left_out(posts[1])),
        Line(
            _("Readers"),
            _number(readers[0]),
            _left_out(readers[1])
            or _("People who followed a link; robots, colleagues' own and repeated clicks not."),
        ),
    ]
    if posts[0] and not posts[1] and not readers[1]:
        per_post = tenth(readers[0] / posts[0])
        lines.append(Line(_("Readers a post"), per_post, ""))
    return lines


def _left_out(weeks: int) -> str:
    if not weeks:
        return ""
    return ngettext(
        "Without %(weeks)s week in which too few people stood behind it.",
        "Without %(weeks)s weeks in which too few people stood behind it.",
        weeks,
    ) % {"weeks": weeks}


def _assumed(posts: int, readers: int, held: Assumptions | None) -> list[Line]:
    lines: list[Line] = []
    if held is None:
        return lines
    cents = 0.0
    hows: list[str] = []
    if held.click_cents is not None:
        cents += readers * held.click_cents
        hows.append(
            _("%(readers)s readers at € %(each)s")
            % {"readers": _number(readers), "each": _euros(held.click_cents)}
        )
    if held.views_per_post is not None:
        views = posts * held.views_per_post
        seen = _("%(posts)s posts seen by %(views)s people each") % {
            "posts": _number(posts),
            "views": _number(held.views_per_post),
        }
        lines.append(Line(_("Seen, as assumed"), _number(views), seen))
        if held.thousand_views_cents is not None:
            cents += views * held.thousand_views_cents / _THOUSAND
            hows.append(
                _("%(views)s views at € %(each)s a thousand")
                % {"views": _number(views), "each": _euros(held.thousand_views_cents)}
            )
    if hows:
        value = _("€ %(euros)s") % {"euros": _number(round(cents / _CENTS))}
        lines.insert(0, Line(_("Earned media value"), value, _both(hows)))
    if held.minutes_per_post is not None:
        hours = _("%(hours)s hours") % {
            "hours": _number(round(posts * held.minutes_per_post / _HOUR))
        }
        how = _("%(posts)s posts at %(minutes)s minutes") % {
            "posts": _number(posts),
            "minutes": held.minutes_per_post,
        }
        lines.append(Line(_("Time saved"), hours, how))
    return lines


def _both(hows: Sequence[str]) -> str:
    if len(hows) == 1:
        return hows[0]
    return _("%(one)s, and %(other)s") % {"one": hows[0], "other": hows[1]}


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)


def _euros(cents: int) -> str:
    return number_format(cents / _CENTS, decimal_pos=2)


def _benchmarks() -> list[Benchmark]:
    """Of the field: figures that are published and can be looked up, each with its weakness."""
    blog = "https://business.linkedin.com"
    return [
        Benchmark(
            _(
                "3 of 100 employees share what their company publishes; 30 of 100 reactions to it "
                "come from that."
            ),
            _("LinkedIn, 2017"),
            f"{blog}/en-uk/marketing-solutions/blog/posts/content-marketing/2017/"
            "The-amazing-multiple-benefits-when-an-employee-shares-content",
            _("From a seller of advertising and of such a program; no method was published."),
        ),
        Benchmark(
            _("A link that an employee shares is followed twice as often as the company's own."),
            _("LinkedIn, 2016"),
            f"{blog}/marketing-solutions/blog/linkedin-elevate/2016/"
            "linkedIn-research-reveals-why-your-employees-voices-matter-on-social",
            _(
                "The same seller. A rate of those who saw it, on one network, years ago; not a "
                "number of readers."
            ),
        ),
    ]
