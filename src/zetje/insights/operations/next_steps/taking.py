"""Takes a step up, as its button promises, and takes that back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from zetje.content import operations as content
from zetje.content import queries as hub
from zetje.insights.models import NextStep, StepAct
from zetje.insights.queries.steps import StepNow, step_by_token
from zetje.insights.queries.weeks import periods
from zetje.insights.rules.next_steps import QUARTER, Rule
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import operations as people
from zetje.prompting import operations as prompting

if TYPE_CHECKING:
    from zetje.people.models import Member

_LASTS: Final = timedelta(weeks=QUARTER)


class StepRefusedError(Exception):
    """Raised with a sentence for the person who asked."""


class NoSuchStepError(LookupError):
    """Raised where an organisation has no such step."""


def take_up(*, organisation_id: int, token: str, by: Member, now: datetime) -> NextStep:
    """Do what a step proposes. Taken up twice it is done once.

    Raises:
        StepRefusedError: there is nothing to do, or it cannot be done now.
        NoSuchStepError: the organisation has no such step.
    """
    with tenant(organisation_id):
        found = _held(organisation_id, token)
        step = found.step
        if found.act is not None:
            return step
        if step.rule == Rule.LEAVE:
            raise StepRefusedError(_("There is nothing to do here, and that is the point."))
        newer = NextStep.objects.filter(organisation_id=organisation_id, week__gt=step.week)
        if newer.exists():
            # On a page of last week: the newer steps may propose the same once more.
            raise StepRefusedError(_("It was over already."))
        do = _DOES.get(Rule(step.rule))
        details = do(step, by, now) if do else {}
        _note(step, by=by, is_taken=True, details=details, now=now)
        return step


def take_back(*, organisation_id: int, token: str, by: Member, now: datetime) -> NextStep:
    """Take back what a step did. Where nobody took it up, nothing happens.

    Raises:
        StepRefusedError: it cannot be taken back any more.
        NoSuchStepError: the organisation has no such step.
    """
    with tenant(organisation_id):
        found = _held(organisation_id, token)
        if found.act is None:
            return found.step
        if found.outcome is not None:
            raise StepRefusedError(_("What came of it is written down already, so it stays."))
        undo = _UNDOES.get(Rule(found.step.rule))
        if undo:
            undo(found.step, found.act, by, now)
        _note(found.step, by=by, is_taken=False, details={}, now=now)
        return found.step


def _held(organisation_id: int, token: str) -> StepNow:
    hold_turn("insights.next_steps", organisation_id)
    found = step_by_token(organisation_id, token)
    if found is None:
        raise NoSuchStepError(token)
    return found


def _note(
    step: NextStep, *, by: Member, is_taken: bool, details: Mapping[str, Any], now: datetime
) -> None:
    own = step.organisation_id
    frozen = periods(own)
    StepAct.objects.create(
        organisation_id=own,
        step=step,
        number=StepAct.objects.filter(organisation_id=own, step=step).count() + 1,
        is_taken=is_taken,
        week=frozen[0].week if frozen else step.week,
        details=dict(details),
        at=now,
        by=by,
    )
    people.record_audit(
        actor_member_id=by.pk,
        action="step.taken" if is_taken else "step.undone",
        subject=f"step:{step.pk}",
        details={"rule": step.rule, "key": step.key},
        now=now,
    )


def _ease(step: NextStep, by: Member, now: datetime) -> dict[str, Any]:
    eased = [
        team
        for team in _teams(step)
        if prompting.ease_team(
            organisation_id=step.organisation_id, team_id=team, lasts=_LASTS, now=now
        )
    ]
    return {"teams": eased}


def _stop_easing(step: NextStep, act: StepAct, by: Member, now: datetime) -> None:
    for team in act.details["teams"]:
        prompting.stop_easing(organisation_id=step.organisation_id, team_id=team, now=now)


def _teams(step: NextStep) -> list[int]:
    return [int(team) for team in step.key.split(",")]


def _ask(step: NextStep, by: Member, now: datetime) -> dict[str, Any]:
    """A tip for the editors, in the inbox where all of them wait."""
    try:
        words = content.tip_words(title=_wish(step), text=_why(step))
        key = f"next-step:{step.token}"
        given = content.give_tip(by=by, words=words, origin="page", origin_key=key, now=now)
    except content.TipRefused:
        raise StepRefusedError(
            _("Ten of your tips wait already. Take one back, or wait until an editor has looked.")
        ) from None
    return {"tip": given.tip.token, "is_own": given.tip.member_id == by.pk and not given.is_known}


def _wish(step: NextStep) -> str:
    if step.key in ("nl", "en"):
        return (
            _("Wanted: stories in Dutch") if step.key == "nl" else _("Wanted: stories in English")
        )
    return _("Wanted: stories for %(team)s") % {"team": ", ".join(step.names)}


def _why(step: NextStep) -> str:
    return _(
        "Colleagues look at the stories and take few of them along. Ask one of them which two "
        "stories they would tell others about."
    )


def _take_tip_back(step: NextStep, act: StepAct, by: Member, now: datetime) -> None:
    tip = hub.tip_by_token(step.organisation_id, act.details["tip"])
    if tip is None or act.by is None or not act.details["is_own"]:
        return
    if not content.take_tip_back(tip=tip, by=act.by):
        raise StepRefusedError(_("A story is made of it already. Ask an editor."))


def _slow(step: NextStep, by: Member, now: datetime) -> dict[str, Any]:
    own = step.organisation_id
    before = prompting.pace_of(organisation_id=own, now=now)
    half = prompting.Pace(before.most_chance / 2, before.learning_chance / 2)
    prompting.set_pace(organisation_id=own, by=by, pace=half, now=now)
    return {"most_chance": before.most_chance, "learning_chance": before.learning_chance}


def _as_before(step: NextStep, act: StepAct, by: Member, now: datetime) -> None:
    pace = prompting.Pace(act.details["most_chance"], act.details["learning_chance"])
    prompting.set_pace(organisation_id=step.organisation_id, by=by, pace=pace, now=now)


_DOES: Final[Mapping[Rule, Callable[[NextStep, Member, datetime], dict[str, Any]]]] = {
    Rule.EASE: _ease,
    Rule.STORIES: _ask,
    Rule.SLOW: _slow,
}
_UNDOES: Final[Mapping[Rule, Callable[[NextStep, StepAct, Member, datetime], None]]] = {
    Rule.EASE: _stop_easing,
    Rule.STORIES: _take_tip_back,
    Rule.SLOW: _as_before,
}
