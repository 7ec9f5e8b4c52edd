"""Lets a member make this week a rest week, and take that back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.recognition.events import RestWeekTaken, RestWeekUndone
from zetje.recognition.models import RestWeek
from zetje.recognition.operations.chains import hold_chain, rebuild_chain
from zetje.recognition.queries import chain_for


class RestWeekRefusedError(Exception):
    """Raised when this week cannot become a rest week; says why in a sentence for the member."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def take_rest_week(*, member: Any, today: date, now: datetime) -> RestWeek:
    """Make this week of the member a rest week: the chain holds. No reason is asked.

    Asking twice is asking once.

    Args:
        member: who rests.
        today: the date on the member's own clock.
        now: when they asked.

    Raises:
        RestWeekRefusedError: when none is left, or the week needs none.
    """
    with tenant(member.organisation_id):
        hold_chain(member.pk)
        taken = _rest_of(member, today)
        if taken is not None:
            return taken
        check_may_rest(member=member, today=today)
        year, week, _day = today.isocalendar()
        rest = RestWeek.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            iso_year=year,
            iso_week=week,
            taken_at=now,
        )
        _record(member, "week.rested", today, now)
        publish_on_commit(RestWeekTaken(member.organisation_id, member.pk))
        rebuild_chain(organisation_id=member.organisation_id, member_id=member.pk, now=now)
    return rest


def check_may_rest(*, member: Any, today: date) -> None:
    """Refuse a rest week that is not there or not needed.

    Raises:
        RestWeekRefusedError: with the reason.
    """
    chain = chain_for(member, today=today)
    if chain.this_week == "shared":
        raise RestWeekRefusedError(_("You shared this week. It needs no rest."))
    if chain.this_week == "rest":
        raise RestWeekRefusedError(_("This week rests by itself. Keep your rest week."))
    if chain.rest_weeks_left == 0:
        raise RestWeekRefusedError(
            _("No rest week is left just now. Eight weeks with a share bring a new one.")
        )


def undo_rest_week(*, member: Any, today: date, now: datetime) -> None:
    """Take this week's rest back; where there is none, nothing happens."""
    with tenant(member.organisation_id):
        rest = _rest_of(member, today)
        if rest is None:
            return
        rest.undone_at = now
        rest.save(update_fields=["undone_at"])
        _record(member, "week.rest_undone", today, now)
        publish_on_commit(RestWeekUndone(member.organisation_id, member.pk))
        rebuild_chain(organisation_id=member.organisation_id, member_id=member.pk, now=now)


def _rest_of(member: Any, today: date) -> RestWeek | None:
    year, week, _day = today.isocalendar()
    return RestWeek.objects.filter(
        organisation_id=member.organisation_id,
        member=member,
        iso_year=year,
        iso_week=week,
        undone_at__isnull=True,
    ).first()


def _record(member: Any, kind: str, today: date, now: datetime) -> None:
    year, week, _day = today.isocalendar()
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        at=now,
        source="person",
        person_key=member.person_key,
        subject=f"week:{year}-W{week:02}",
    )
