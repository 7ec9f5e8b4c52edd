"""The sentences of a new edition, and what its counts and days are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.recognition.rules import newsletter as rules
from zetje.recognition.rules.newsletter import Period

if TYPE_CHECKING:
    from zetje.recognition.queries.challenges import ChallengeNews


@dataclass(frozen=True)
class FirstWords:
    """What stands in a block before anybody changed it."""

    heading: str
    text: str = ""


def first_words(
    *,
    period: Period,
    figures: Mapping[str, int],
    news: Sequence[ChallengeNews],
    name: str,
    language: str,
) -> dict[str, FirstWords]:
    """The words of a new edition by the kind of block, in a language.

    Args:
        period: the days it is about.
        figures: its counts; see `Edition.figures`.
        news: what there is to tell of team challenges.
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
            rules.CHALLENGE: FirstWords(
                _("Together") if news else "",
                "\n\n".join(challenge_words(one) for one in news),
            ),
            rules.OWN: FirstWords(""),
            rules.NEXT: FirstWords(
                _("And now"),
                _(
                    "Three stories wait for you on your own day. Choosing takes two minutes, and "
                    "skipping is fine."
                ),
            ),
        }


def challenge_words(news: ChallengeNews) -> str:
    """A sentence or two about a team challenge, in the language that is on."""
    values: dict[str, Any] = {
        "name": news.name,
        "first": date_format(news.starts_on, "j F"),
        "last": date_format(news.ends_on, "j F"),
        "goal": number_format(news.goal or 0),
    }
    if news.state == "begins":
        return _("“%(name)s” begins on %(first)s. Teams choose whether they join.") % values
    if news.state == "runs":
        said = [_("“%(name)s” goes on until %(last)s.") % values]
    elif news.winners:
        teams = get_text_list(list(news.winners), _("and"))
        return _("“%(name)s” is over. In front: %(teams)s.") % (values | {"teams": teams})
    elif news.is_reached:
        return _("“%(name)s” is over, and the goal was reached. Together.") % values
    else:
        said = [_("“%(name)s” is over. Thank you for joining in.") % values]
    if news.average is not None:
        values["average"] = number_format(news.average, decimal_pos=1)
        said.append(
            _("Together %(average)s points for each person, of %(goal)s.") % values
            if news.goal
            else _("Together %(average)s points for each person.") % values
        )
    return " ".join(said)


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
    """What the days are called: a week by its number, a month by its name, else nothing."""
    if (last - first).days == 6 and first.weekday() == 0:
        return _("week %(number)s") % {"number": first.isocalendar().week}
    if first.day == 1 and rules.period_before(_day_after(last), rules.MONTHLY).last == last:
        return date_format(last, "F")
    return ""


def figure_lines(figures: Mapping[str, int]) -> list[tuple[str, str]]:
    """The counts that may be shown, each with what it counts, in the language that is on."""
    lines: list[tuple[str, str]] = []
    if people := figures.get("people", 0):
        lines.append((_figure(people), _("colleagues shared something")))
    if posts := figures.get("posts", 0):
        lines.append((_figure(posts), _("posts came of it")))
    if clicks := figures.get("clicks", 0):
        lines.append((_figure(clicks), _("times somebody read on from a post")))
    return lines


def shared_by(people: int) -> str:
    """How many shared a story; nothing below a block."""
    if not people:
        return ""
    return _("At least %(count)s colleagues shared it.") % {"count": _figure(people)}


def _opening(period: Period, figures: Mapping[str, int]) -> str:
    name = period_name(period.first, period.last)
    if people := figures.get("people", 0):
        said = _("%(count)s colleagues shared something in %(period)s")
        if not name:
            said = _("%(count)s colleagues shared something")
        return said % {"count": _figure(people), "period": name}
    return _("What stood out in %(period)s") % {"period": name} if name else _("What stood out")


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _figure(count: int) -> str:
    return number_format(count, force_grouping=True)
