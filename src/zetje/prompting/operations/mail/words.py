"""The sentences of the weekly mail. They say what keeps a chain, never what would be lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import ParamSpec

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_noop, ngettext, pgettext
from django.utils.translation import gettext as _

from zetje.prompting.rules.reasons import Reason
from zetje.recognition.queries import Chain

P = ParamSpec("P")
_NOON, _EVENING = 12, 18
# By the number of stories. Translated when they are used: a mail asks for few of them.
SUBJECTS = (
    gettext_noop("No stories this week"),
    gettext_noop("One story for this week"),
    gettext_noop("Two stories for this week"),
    gettext_noop("Three stories for this week"),
)
_LEADS = (
    gettext_noop("Nothing new fits you this week, and that is fine. Your chain rests by itself."),
    gettext_noop("One story this week. Choosing takes about a minute."),
    gettext_noop("Two stories this week. Choosing takes about two minutes."),
    gettext_noop("Three stories this week. Choosing takes about two minutes."),
)
_REASONS = {
    Reason.OWN_TEAM: gettext_noop("it is meant for your team, %(team)s."),
    Reason.OWN_TOPIC: gettext_noop("you asked for stories about %(topic)s."),
    Reason.PINNED: gettext_noop("the editors picked it for this week."),
    Reason.ONLY_YOU: gettext_noop("nobody else in your team got this one."),
    Reason.POPULAR: gettext_noop("at least five colleagues shared it."),
    Reason.FRESH: gettext_noop("it is less than a week old."),
    Reason.FITS: gettext_noop("it is in your language and you had not seen it yet."),
}
_HABITS = {
    "first_coffee": gettext_noop("after your first coffee"),
    "stand_up": gettext_noop("after the stand-up"),
    "lunch": gettext_noop("after lunch"),
    "tea": gettext_noop("at tea"),
    "day_done": gettext_noop("when the day is done"),
}


def _kept(said: Callable[P, str]) -> Callable[P, str]:
    """Keep what was said, by language: a batch of mails says the same thing hundreds of times."""

    @lru_cache(maxsize=2048)
    def say(language: str | None, *arguments: P.args, **named: P.kwargs) -> str:
        return said(*arguments, **named)

    @wraps(said)
    def keep(*arguments: P.args, **named: P.kwargs) -> str:
        return say(get_language(), *arguments, **named)

    return keep


def greeting(name: str, hour: int) -> str:
    """Good morning, afternoon or evening."""
    if hour < _NOON:
        return _("Good morning, %(name)s.") % {"name": name}
    if hour < _EVENING:
        return _("Good afternoon, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


@_kept
def subject(stories: int) -> str:
    """What the mail brings."""
    return _(SUBJECTS[stories])


@_kept
def lead(stories: int, *, shows_chain: bool) -> str:
    """How many stories, and how little time they take."""
    if stories == 0 and not shows_chain:
        return _("Nothing new fits you this week, and that is fine.")
    return _(_LEADS[stories])


def preheader(titles: Sequence[str]) -> str:
    """What mail programs show beside the subject."""
    if not titles:
        return _("Nothing new fits you this week, and that is fine.")
    return f"{' · '.join(titles)}. " + _("Two minutes.")


@_kept
def week_line(iso_year: int, iso_week: int) -> str:
    """The week by its number and its days: "Week 38, 14 to 20 September"."""
    first = date.fromisocalendar(iso_year, iso_week, 1)
    last = first + timedelta(days=6)
    return _("Week %(week)s, %(first)s to %(last)s") % {
        "week": iso_week,
        "first": date_format(first, "j" if first.month == last.month else "j F"),
        "last": date_format(last, "j F"),
    }


@_kept
def why(reason: str, *, team: str, topic: str) -> str:
    """Why this person got this story. It is true, or it was not given."""
    return _(_REASONS[Reason(reason)]) % {"team": team, "topic": topic}


def headline(chain: Chain) -> str:
    """How long the chain is; nothing when there is none yet."""
    if chain.length == 0:
        return ""
    sentence = ngettext("One week so far.", "%(count)s weeks in a row.", chain.length)
    return capfirst(sentence % {"count": number(chain.length)})


def sentence(chain: Chain) -> str:
    """What keeps the chain, or that it is kept already."""
    if chain.this_week == "shared":
        return _("This week has its place already.")
    if chain.this_week == "rest":
        return _("This week rests, and your chain stays whole.")
    if chain.is_mendable:
        return _("Two shares before Sunday night, and it goes on as if nothing was missed.")
    if chain.length == 0 and chain.longest == 0:
        return _("One share before Sunday night is the first of your chain.")
    if chain.length == 0:
        longest = number(chain.longest)
        return _("A new chain starts with one share. Your longest is %(count)s.") % {
            "count": longest
        }
    return _("One share before Sunday night makes it %(count)s.") % {
        "count": number(chain.length + 1)
    }


@_kept
def rest() -> str:
    """The way out, offered in the same breath."""
    return _("Make it a rest week")


@_kept
def number(count: int) -> str:
    """A small number in letters, as in a sentence."""
    words = {
        1: pgettext("number", "one"),
        2: pgettext("number", "two"),
        3: pgettext("number", "three"),
        4: pgettext("number", "four"),
        5: pgettext("number", "five"),
        6: pgettext("number", "six"),
        7: pgettext("number", "seven"),
        8: pgettext("number", "eight"),
        9: pgettext("number", "nine"),
        10: pgettext("number", "ten"),
        11: pgettext("number", "eleven"),
        12: pgettext("number", "twelve"),
    }
    return words.get(count, str(count))


@_kept
def moment(weekday: int, anchor: str) -> str:
    """On which day the mail comes, and after which habit."""
    day = str(WEEKDAYS[weekday])
    if anchor in _HABITS:
        values = {"day": day, "habit": _(_HABITS[anchor])}
        return _("This mail comes on %(day)s, %(habit)s.") % values
    return _("This mail comes on %(day)s.") % {"day": day}


def quiet_next() -> str:
    """That chance keeps next week free, and what for."""
    return _(
        "Next week we keep quiet: no mail and no prompt, so that you find out whether it goes by "
        "itself. Your chain rests."
    )


def result(title: str, clicks: int) -> str:
    """What the latest share led to, while it is fresh."""
    return ngettext(
        "One person followed your link to “%(title)s” last week.",
        "%(count)s people followed your link to “%(title)s” last week.",
        clicks,
    ) % {"count": clicks, "title": title}
