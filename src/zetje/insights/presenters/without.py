"""What prompts add: beside the hold-out where that is large enough, else within people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.verdicts import Verdict
from zetje.behaviour.weeks import monday_of
from zetje.insights.presenters.number_words import plain
from zetje.insights.presenters.quarter_words import short_day, week_in_words

_TOPS: Final = (10, 20, 25, 50, 100)
_ENOUGH_WEEKS: Final = 4

# One week: its number, the part that shared in the programme and in the hold-out, in per cent.
Rates = Sequence[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Two lines of weeks in a square of 100, and what lies between them.

    `ends` are where both stand last, in per cent from above, the programme's first.
    """

    top: str
    programme: str
    comparison: str
    area: str
    ends: tuple[str, str]
    labels: tuple[str, str]
    ticks: Sequence[str]
    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """People without and with a prompt side by side, in per cent from the left of a ruler.

    `low` and `high` are the ends of the interval around `prompted`.
    """

    silent: str
    prompted: str
    low: str
    high: str
    silent_said: str
    prompted_said: str
    top: str


@dataclass(frozen=True, slots=True)
class Without:
    """The section: `title` and `says` always, one figure at most."""

    title: str
    says: Sequence[str]
    lines: Lines | None = None
    pair: Pair | None = None


def without_of(hold_out: Mapping[str, Any] | None, prompts: Mapping[str, Any] | None) -> Without:
    """The section, from what the studies `hold_out` and `prompts` told last."""
    if hold_out and hold_out["is_shown"] and hold_out.get("estimate") is not None:
        return _of_hold_out(hold_out)
    why = _why_no_hold_out(hold_out)
    if prompts and prompts.get("estimate") is not None:
        return _of_prompts(prompts, why)
    return Without(_("Whether prompts help cannot be told yet"), [_how_long(prompts), why])


def _of_hold_out(told: Mapping[str, Any]) -> Without:
    says = [
        _(
            "About %(people)s colleagues, drawn by lot, get the stories and no prompts. They are "
            "the comparison."
        )
        % {"people": told["held_out"]},
        _("The difference lies between %(low)s and %(high)s points, however often one looks.")
        % {"low": plain(told["lower"]), "high": plain(told["upper"])},
    ]
    titles = {
        Verdict.WORKS: _("%(points)s points more than without prompts"),
        Verdict.HARMS: _("%(points)s points less than without prompts"),
    }
    title = titles.get(told["verdict"], _("No more than without prompts, as far as can be told"))
    return Without(
        title % {"points": plain(abs(told["estimate"]))} if told["verdict"] in titles else title,
        says,
        lines=_lines([tuple(each) for each in told["weeks"] if each[1] is not None]),
    )


def _of_prompts(told: Mapping[str, Any], why: str) -> Without:
    low, high, base = told["lower"], told["upper"], told["base"]
    says = [
        _(
            "Prompts are for who chose nothing yet that week. Of 100 of them whom the lot had "
            "prompted, %(asked)s shared before the week was over; of 100 whom it had not, "
            "%(base)s."
        )
        % {"asked": _people(max(0.0, base + told["estimate"])), "base": _people(base)},
        _("The difference lies between %(low)s and %(high)s of 100.")
        % {"low": plain(low), "high": plain(high)},
        why,
    ]
    titles = {
        Verdict.WORKS: _("A prompt brings %(more)s more of 100 people to share"),
        Verdict.HARMS: _("A prompt keeps %(more)s of 100 people from sharing"),
        Verdict.NO_DIFFERENCE_LARGER_THAN: _("A prompt changes little, as far as can be told"),
    }
    title = titles.get(told["verdict"], _("Whether prompts help cannot be told yet"))
    if told["verdict"] in (Verdict.WORKS, Verdict.HARMS):
        title %= {"more": plain(abs(told["estimate"]))}
    if told["verdict"] == Verdict.NOT_ENOUGH_DATA:
        says.insert(2, _how_long(told))
    return Without(title, says, pair=_pair(told))


def _people(part: float) -> str:
    """So many of a hundred; what was rounded to nobody is not nobody."""
    return plain(round(part, 1)) if round(part, 1) else _("hardly any")


def _in_hundred(part: float) -> str:
    said = _people(part)
    return _("%(part)s in 100") % {"part": said} if round(part, 1) else said


def _how_long(prompts: Mapping[str, Any] | None) -> str:
    weeks = prompts.get("weeks_more") if prompts else None
    if prompts is None:
        return _("No prompts were drawn by chance yet. With the first of them counting begins.")
    if not weeks:
        return _("With as many people and shares as now it would take more than a year.")
    return ngettext(
        "In about %(weeks)s week it can be told.",
        "In about %(weeks)s weeks it can be told.",
        weeks,
    ) % {"weeks": weeks}


def _why_no_hold_out(told: Mapping[str, Any] | None) -> str:
    if told is None:
        return _(
            "No group goes without prompts all the time, to compare with; in a small organisation "
            "there never is one."
        )
    if told["finds"] is None:
        return _("The comparison group was drawn just now; its weeks are still to come.")
    return _(
        "About %(people)s colleagues get no prompts, drawn by lot. So few would show only a "
        "difference of %(finds)s in 100 or more, so the comparison is not shown."
    ) % {"people": told["held_out"], "finds": told["finds"]}


def _pair(told: Mapping[str, Any]) -> Pair:
    base = float(told["base"])
    ends = [max(0.0, base + float(told[each])) for each in ("estimate", "lower", "upper")]
    top = next((step for step in _TOPS if step > max(base, ends[2])), 100)
    x = [f"{100 * min(each, top) / top:.1f}%" for each in (base, *ends)]
    return Pair(x[0], x[1], x[2], x[3], _in_hundred(base), _in_hundred(ends[0]), str(top))


def _lines(rates: Rates) -> Lines | None:
    if len(rates) < _ENOUGH_WEEKS:
        return None
    first, last = rates[0][0], rates[-1][0]
    most = max(max(programme, comparison) for _week, programme, comparison in rates)
    top = next((step for step in _TOPS if step >= most), 100)

    def points(arm: int) -> list[str]:
        return [
            f"{100 * (each[0] - first) / (last - first):.2f} {100 - 100 * each[arm] / top:.2f}"
            for each in rates
        ]

    ours, theirs = points(1), points(2)
    return Lines(
        top=_("%(top)s in 100 shared that week") % {"top": top},
        programme="M" + " L".join(ours),
        comparison="M" + " L".join(theirs),
        area="M" + " L".join([*ours, *reversed(theirs)]) + "Z",
        ends=(f"{ours[-1].split()[1]}%", f"{theirs[-1].split()[1]}%"),
        labels=(
            _("With prompts: %(part)s in 100") % {"part": plain(rates[-1][1])},
            _("Comparison: %(part)s in 100") % {"part": plain(rates[-1][2])},
        ),
        ticks=[short_day(monday_of(week)) for week in (first, rates[len(rates) // 2][0], last)],
        rows=[_row(*each) for each in reversed(rates)],
    )


def _row(week: int, programme: float, comparison: float) -> tuple[str, str, str]:
    return week_in_words(week), plain(programme), plain(comparison)
