"""The sentences of a new edition, and what its counts and days are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from zetje.recognition.rules import newsletter as rules
from zetje.recognition.rules.newsletter import Period


@dataclass(frozen=True)
class FirstWords:
    """What stands in a block before anybody changed it."""

    heading: str
    text: str = ""


def first_words(
    *, period: Period, figures: Mapping[str, int], name: str, language: str
) -> dict[str, FirstWords]:
    """The words of a new edition by the kind of block, in a language.

    Args:
        period: the days it is about.
        figures: its counts; see `Edition.figures`.
        name: of the organisation.
        language: "nl" or "en".
    """
    with override(language):
        return {
            rules.OPENING: FirstWords(
                _opening(period, figures),
                _("This is what stood out at %(name)s, and who helped. Two minutes.")
                % {"name": name},
            ),
            rules.SHOUTOUTS: FirstWords(_("Thank you")),
            rules.STORIES: FirstWords(_("What colleagues passed on")),
            rules.NUMBERS: FirstWords(_("In numbers")),
            rules.CHALLENGE: FirstWords(_("Together")),
            rules.OWN: FirstWords(""),
            rules.NEXT: FirstWords(
                _("And now"),
                _(
                    "Three stories wait for you on your own day. Choosing takes two minutes, and "
                    "skipping is fine."
                ),
            ),
        }


def days_of(first: date, last: date) -> str:
    """The days of an edition in the language that is on: "16 to 22 November 2026"."""
    same_month = (first.year, first.month) == (last.year, last.month)
    if first == last:
        return date_format(last, "j F Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j" if same_month else "j F"),
        "last": date_format(last, "j F Y"),
    }


def period_name(first: date, last: date) -> str:
    """What the days are called: a week by its number, a month by its name, else their dates."""
    if (last - first).days == 6 and first.weekday() == 0:
        return _("week %(number)s") % {"number": first.isocalendar().week}
    if first.day == 1 and rules.period_before(_day_after(last), rules.MONTHLY).last == last:
        return date_format(last, "F")
    return days_of(first, last)


def figure_lines(figures: Mapping[str, int]) -> list[tuple[str, str]]:
    """The counts that may be shown, each with what it counts, in the language that is on."""
    lines: list[tuple[str, str]] = []
    if people := figures.get("people", 0):
        lines.append((_figure(people), _("colleagues at least shared something")))
    if posts := figures.get("posts", 0):
        lines.append((_figure(posts), _("posts at least came of it")))
    if clicks := figures.get("clicks", 0):
        words = ngettext(
            "time somebody read on from a post", "times somebody read on from a post", clicks
        )
        lines.append((_figure(clicks), words))
    return lines


def shared_by(people: int) -> str:
    """How many shared a story; nothing below a block."""
    if not people:
        return ""
    return _("At least %(count)s colleagues shared it.") % {"count": _figure(people)}


def _opening(period: Period, figures: Mapping[str, int]) -> str:
    name = period_name(period.first, period.last)
    if not figures.get("people"):
        return _("What happened in %(period)s") % {"period": name}
    said = _("At least %(count)s colleagues shared something in %(period)s")
    return said % {"count": _figure(figures["people"]), "period": name}


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _figure(count: int) -> str:
    return number_format(count, force_grouping=True)
