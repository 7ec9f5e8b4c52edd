"""The page of the prompts: the rules for whoever answers for them, a dry run in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zetje.behaviour.phases import Phase
from zetje.delivery.registry import channels
from zetje.prompting.presenters.why import PHASES
from zetje.prompting.queries.foresight import Foresight, Groups
from zetje.prompting.rules.arms import family_of
from zetje.prompting.rules.deciding import ENOUGH_PEOPLE, ENOUGH_SHARES
from zetje.prompting.rules.groups import in_blocks

if TYPE_CHECKING:
    from zetje.prompting.models import PromptSettings

_HUNDRED: Final = 100
# By the name of `Reason`.
REASONS: Final = {
    "NOT_JOINED": gettext_noop("Take no part"),
    "NO_CONSENT": gettext_noop("Have not read the house rules that hold"),
    "PAUSED": gettext_noop("Asked for quiet"),
    "ON_LEAVE": gettext_noop("Are away"),
    "NOT_A_WORKING_DAY": gettext_noop("Have no working day left this week"),
    "OUTSIDE_HOURS": gettext_noop("Have no hour that suits them"),
    "HOLIDAY": gettext_noop("Have a public holiday"),
    "CHANNEL_UNREACHABLE": gettext_noop("Want no prompts, or cannot be reached"),
    "NO_STORY": gettext_noop("Have no story to be asked about"),
    "ALREADY_DECIDED": gettext_noop("Chose already, or rest this week"),
    "CAP_REACHED": gettext_noop("Were asked this week already"),
    "SILENT_AFTER_IGNORED": gettext_noop("Left three in a row unanswered: quiet for four weeks"),
    "EXPERIMENTS_REFUSED": gettext_noop("Want nothing tried out with them"),
    "HELD_OUT": gettext_noop("Belong to those who are never asked, by lot"),
    "NO_MESSAGE": gettext_noop("No kind fits"),
    "PROBE_WEEK": gettext_noop("Have a free week, by lot"),
    "IN_EXPERIMENT": gettext_noop("Go without prompts in an experiment, by lot"),
    "STORIES_LATER": gettext_noop("Get their stories later this week"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One group and how many people or prompts it holds."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """Groups that are told apart by one thing."""

    key: str
    title: str
    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class PromptsPage:
    """Everything the page shows."""

    headline: str
    lead: str
    is_enabled: bool
    rules: Sequence[str]
    tables: Sequence[Table]
    is_foreseen: bool
    is_too_few: bool
    foreseen_on: str


def prompts_page(
    *,
    settings: PromptSettings,
    is_learning: bool,
    foresight: Foresight | None,
) -> PromptsPage:
    """The page of the prompts.

    Args:
        settings: how the organisation lets decide.
        is_learning: whether the calendar decides now.
        foresight: the dry run of this week; None before it was drawn up, or for who may not see.
    """
    is_too_few = foresight is not None and not foresight.drawn
    if foresight is not None and is_learning:
        foresight = _at_chance(foresight, settings.learning_chance)
    return PromptsPage(
        headline=_headline(settings, foresight),
        lead=_mode(settings, is_learning=is_learning),
        is_enabled=settings.is_enabled,
        rules=_rules(settings),
        tables=_tables(foresight) if foresight and not is_too_few else (),
        is_foreseen=foresight is not None,
        is_too_few=is_too_few,
        foreseen_on=date_format(foresight.made_at, "l j F") if foresight else "",
    )


def _at_chance(foresight: Foresight, chance: float) -> Foresight:
    """The dry run with the chance that the calendar has now: the people in it stay the same."""
    if not foresight.chance:
        return foresight
    scale = chance / foresight.chance
    kinds = {key: in_blocks(int(count * scale)) for key, count in foresight.kinds.shown.items()}
    return replace(
        foresight,
        chance=chance,
        asked=in_blocks(round(foresight.drawn * chance)),
        kinds=Groups(
            {key: count for key, count in kinds.items() if count},
            in_blocks(int(foresight.kinds.rest * scale)),
        ),
    )


def _headline(settings: PromptSettings, foresight: Foresight | None) -> str:
    if not settings.is_enabled:
        return _("Nobody is asked: prompts are off.")
    if foresight is None or not foresight.drawn:
        return _("One prompt a week at most, and often none.")
    if not foresight.asked:
        return _("Fewer than five people would be asked this week.")
    return _("About %(asked)s of %(people)s people would be asked this week.") % {
        "asked": foresight.asked,
        "people": foresight.people,
    }


def _mode(settings: PromptSettings, *, is_learning: bool) -> str:
    if not is_learning:
        return _(
            "What was learned decides: between %(least)s and %(most)s in 100, by what asking "
            "changes for somebody, less what it costs them."
        ) % {"least": _in_hundred(settings.least_chance), "most": _in_hundred(settings.most_chance)}
    told = _("Learning: the calendar decides, and asks %(chance)s in 100 times.") % {
        "chance": _in_hundred(settings.learning_chance)
    }
    enough = _(
        "It ends once %(people)s people were decided about and %(shares)s shares are known on "
        "both sides: after a prompt, and without one."
    ) % {"people": ENOUGH_PEOPLE, "shares": ENOUGH_SHARES}
    if settings.learning_until is None:
        return f"{told} {enough}"
    until = _("Not before %(day)s.") % {"day": date_format(settings.learning_until, "j F Y")}
    return f"{told} {enough} {until}"


def _rules(settings: PromptSettings) -> list[str]:
    limits = {
        "least": _in_hundred(settings.least_chance),
        "most": _in_hundred(settings.most_chance),
    }
    return [
        _("Only who takes part, on a working day and hour of theirs: no leave, holiday or quiet."),
        _("Once a week at most, two working days after the stories, only if nothing was chosen."),
        _("After three without an answer it is quiet for four weeks. Skipping is an answer."),
        _("Then a lot decides, never below %(least)s and never above %(most)s in 100.") % limits,
        _(
            "Which kind: those that fit the person's phase and are true for them; who said “not "
            "this kind” gets none of it."
        ),
        _held_out(settings.hold_out_share),
        _(
            "Looked at: weeks with a share, habit, phase, prompts lately. Not: job, team, age, "
            "what posts say, opened mails."
        ),
        _(
            "Every decision is kept with its chance, the version that made it and its number: "
            "drawn again, it says the same. Each person reads their own, and nobody else's."
        ),
    ]


def _held_out(share: float | None) -> str:
    if share is None:
        return _(
            "By size, a part is never asked: nobody below 1,000 people, 10 in 100 up to 5,000, "
            "then 5."
        )
    if not share:
        return _("Nobody is held out: what asking does shows within each person's own weeks.")
    return _("%(share)s in 100 people, drawn once, get the stories and are never asked.") % {
        "share": _in_hundred(share)
    }


def _tables(foresight: Foresight) -> list[Table]:
    drawn = Line(_("A lot is drawn about them"), foresight.drawn)
    whom = [drawn, *_lines(foresight.reasons, _reason, rest=_("Other reasons"))]
    return [
        Table("whom", _("Whom, and why not"), _("People"), whom),
        Table("kinds", _("How"), _("Prompts, about"), _lines(foresight.kinds, _kind)),
        Table("channels", _("By way of"), _("People"), _lines(foresight.channels, _channel)),
        Table("phases", _("In which phase"), _("People"), _lines(foresight.phases, _phase)),
    ]


def _lines(groups: Groups, name: Callable[[str], str], *, rest: str = "") -> list[Line]:
    found = [Line(name(key), count) for key, count in groups.shown.items()]
    if groups.rest:
        found.append(Line(rest or _("Others, together"), groups.rest))
    return found


def _reason(key: str) -> str:
    return _(REASONS[key])


def _kind(key: str) -> str:
    return str(family_of(key).label)


def _channel(key: str) -> str:
    known: Mapping[str, object] = {name: each.label for name, each in channels().items()}
    return str(known.get(key, key))


def _phase(key: str) -> str:
    return _(PHASES[Phase[key]]).partition(":")[0]


def _in_hundred(chance: float) -> int:
    return round(chance * _HUNDRED)
