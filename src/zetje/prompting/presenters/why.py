"""The page "Why am I asked?": one decision, told to the person it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zetje.behaviour.phases import Phase
from zetje.delivery.registry import channels
from zetje.prompting.presenters import words
from zetje.prompting.presenters.noes import No, noes_about
from zetje.prompting.presenters.silences import why_silent
from zetje.prompting.queries.own_decisions import Noes, outcome_of
from zetje.prompting.rules.arms import family_of

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.models import Decision

PHASES: Final = {
    Phase.INFORMATION: gettext_noop("Information: why sharing would be worth it"),
    Phase.APPLICATION: gettext_noop("Application: seeing how others do it, then doing it"),
    Phase.CONFIRMATION: gettext_noop("Confirmation: your own words, and a good word for them"),
    Phase.CONSOLIDATION: gettext_noop("Consolidation: repeating it until it is a habit"),
    Phase.VERIFIED: gettext_noop("Verified: it is your own habit, without us"),
}
_POLICIES: Final = {
    "Calendar": gettext_noop("the calendar: the same chance for everybody, until enough is known"),
    "PartialPooling": gettext_noop(
        "what asking did for all of you together, and your own weeks the more of them there are"
    ),
    "MainEffect": gettext_noop("what each kind did so far, and which you had lately"),
    "Uniform": gettext_noop("each kind the same chance"),
}
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of a decision: what it is about, and what it was."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Everything the page shows, in its order."""

    title: str
    week: str
    headline: str
    lead: str
    facts: Sequence[Fact]
    used: Sequence[str]
    rules: Sequence[Fact]
    not_used: Sequence[str]
    noes: Sequence[No]
    base: str


def why_page(
    *, member: Member, decision: Decision, noes: Noes, base: str, now: datetime
) -> WhyPage:
    """One decision for its own person.

    Args:
        member: whom it was about; nobody else may see it.
        decision: the decision, with its story and what came of it.
        noes: what they said no to.
        base: the page's address; the buttons post below it.
        now: the moment.
    """
    return WhyPage(
        title=_("Why am I asked?") if decision.is_prompt else _("Why was I not asked?"),
        week=words.week_line(decision.iso_year, decision.iso_week),
        headline=headline(decision, member, now=now),
        lead=_lead(decision),
        facts=_facts(decision, member, now=now),
        used=_used(decision),
        rules=_rules(decision),
        not_used=[
            _("What your posts say, and what others did with them: no clicks, no reactions."),
            _("Whether you opened a mail: nothing in our mails tells us."),
            _("Your job, your manager, your age, or how long you have been here."),
            _("A language model, or what anybody thinks of you. It is rules and a draw by lot."),
        ],
        noes=noes_about(decision, member, noes, base=base, now=now),
        base=base,
    )


def headline(decision: Decision, member: Member, *, now: datetime) -> str:
    """What was decided, in a sentence."""
    when = words.moment(decision.slot_at, member)
    if not decision.is_prompt:
        return _("You were not asked that week.")
    if decision.slot_at > now:
        return _("You will be asked on %(when)s.") % {"when": when}
    outcome = outcome_of(decision)
    if outcome is not None and not outcome.was_sent:
        return _("You would have been asked, and it was not sent.")
    return _("You were asked on %(when)s.") % {"when": when}


def chance_of(decision: Decision) -> str:
    """The chance that what was drawn had, as people say it; "" where nothing was drawn."""
    if not decision.send_chance:
        return ""
    return _("%(chance)s in 100") % {"chance": _in_hundred(decision.chance)}


def _lead(decision: Decision) -> str:
    if not decision.send_chance:
        return why_silent(decision)
    chances = {"chance": _in_hundred(decision.send_chance)}
    if decision.is_prompt:
        return (
            _(
                "Nothing stood in the way, so a lot was drawn: %(chance)s in 100 that you would be "
                "asked. It said yes."
            )
            % chances
        )
    return (
        _(
            "Nothing stood in the way, so a lot was drawn: %(chance)s in 100 that you would be "
            "asked. It said no, and that was that for the week."
        )
        % chances
    )


def _facts(decision: Decision, member: Member, *, now: datetime) -> list[Fact]:
    facts = [
        Fact(_("Decided"), words.moment(decision.decided_at, member)),
        Fact(_("For this moment of yours"), words.moment(decision.slot_at, member)),
    ]
    if not decision.is_prompt:
        return facts
    family = family_of(decision.arm)
    within = _in_hundred(decision.message_chances[decision.action - 1])
    facts.append(
        Fact(
            _("The kind"),
            _("%(kind)s. Of the kinds that fitted, it had %(chance)s in 100.")
            % {"kind": family.label, "chance": within},
        )
    )
    if decision.channel:
        facts.append(Fact(_("By way of"), _channel(decision.channel)))
    if decision.story is not None:
        facts.append(Fact(_("About"), f"“{' '.join(decision.story.title.split())}”"))
    outcome = outcome_of(decision)
    if outcome is not None:
        facts.append(Fact(_("What came of it"), _came_of_it(outcome.was_sent, outcome.shared)))
    return facts


def _came_of_it(was_sent: bool, shared: bool) -> str:
    if not was_sent:
        return _("It was not sent: by then it made no sense any more.")
    return _("You shared that week.") if shared else _("Nothing had to. No answer is fine too.")


def _used(decision: Decision) -> list[str]:
    """From what: only what was true and looked at."""
    if not decision.send_chance:
        return [why_silent(decision), _("Then nothing else is looked at, and no lot is drawn.")]
    fitted = decision.eligible_arms
    used = [
        _("That you take part, and that nothing kept it away: leave, holidays, quiet, free days."),
        _("That you had not been asked yet that week, and had not set out to share."),
        _("Your phase. %(phase)s.") % {"phase": _(PHASES[Phase(decision.phase)])},
        _("Your weeks with a share, and how much of a habit that is: %(habit)s of 100.")
        % {"habit": _in_hundred(decision.advantage[1] if len(decision.advantage) > 1 else 0.0)},
        _("How often we asked you lately. The oftener, the better our reason has to be."),
        _("What you said no to: that stayed out."),
    ]
    if "streak" in fitted:
        used.append(_("Your chain, which that week could still make longer."))
    if "social_proof" in fitted:
        used.append(
            _("That at least five colleagues had shared it. Who they are was not looked at.")
        )
    # Below zero stands for who wants nothing learned from them.
    if decision.person < 0:
        used.append(_("Nothing learned from your answers to earlier prompts, as you asked."))
    return used


def _rules(decision: Decision) -> list[Fact]:
    rules = [
        Fact(_("Whether to ask"), _policy(decision.send_policy)),
        Fact(_("Which kind"), _policy(decision.message_policy)),
    ]
    if decision.send_chance:
        rules.append(
            Fact(
                _("The lot"),
                _("Number %(seed)s for %(week)s: drawn again, it says the same.")
                % {"seed": decision.seed, "week": f"{decision.iso_year}-W{decision.iso_week:02}"},
            )
        )
    return rules


def _policy(logged: str) -> str:
    """A policy in words, with its name and version as the log has them."""
    name = logged.partition(" ")[0]
    described = _(_POLICIES[name]) if name in _POLICIES else ""
    return f"{capfirst(described)} ({logged})." if described else logged


def _channel(name: str) -> str:
    known = channels()
    return str(known[name].label) if name in known else name


def _in_hundred(chance: float) -> int:
    """A chance in hundredths; one that is not nothing is not called nothing."""
    return max(1, min(99, round(chance * _HUNDRED))) if 0.0 < chance < 1.0 else round(chance * 100)
