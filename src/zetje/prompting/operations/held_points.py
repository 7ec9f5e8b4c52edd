"""Tells a person that points of theirs wait, and how it was decided; administrators, of an answer.

Neither the rule nor anybody's words stand in a mail: they are on the person's own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery.registry import OutboxRow, Rendered
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.noticing import (
    MAIL,
    notice_card,
    notice_mail,
    queue_notice,
    rendered_each,
    subjects_of,
)
from zetje.recognition.queries.gaming import cases_by_ids

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import PointCase

HELD: Final = "points_held"
DECIDED: Final = "points_decided"
ANSWERED: Final = "case_answered"


def tell_of_held_points(
    *, organisation_id: int, member_id: int, case_id: int, now: datetime
) -> int:
    """Tell a person that points of theirs wait for a word."""
    return queue_notice(
        organisation_id=organisation_id,
        kind=HELD,
        member_ids=[member_id],
        subject_id=case_id,
        now=now,
    )


def tell_of_decision(*, organisation_id: int, member_id: int, case_id: int, now: datetime) -> int:
    """Tell a person how it was decided about points that waited."""
    return queue_notice(
        organisation_id=organisation_id,
        kind=DECIDED,
        member_ids=[member_id],
        subject_id=case_id,
        now=now,
    )


def tell_of_answer(*, organisation_id: int, case_id: int, now: datetime) -> int:
    """Tell the administrators that somebody said what it was. Nobody is named."""
    with tenant(organisation_id):
        administrators = people.members_with_role(organisation_id, "administrator")
        return queue_notice(
            organisation_id=organisation_id,
            kind=ANSWERED,
            member_ids=[one.pk for one in administrators],
            subject_id=case_id,
            now=now,
        )


def render_held(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices that points wait; dropped where it was decided meanwhile."""
    cases = _cases(rows)

    def held(row: OutboxRow, member: Member) -> Rendered | None:
        case = cases.get(row.subject_id or 0)
        if case is None or not case.is_open:
            return None
        address = f"{settings.SITE_ADDRESS}/points/held/"
        if row.channel == MAIL:
            return notice_mail("recognition/mail/held", row, member, address=address)
        return notice_card(
            member,
            title=_("Some of your points wait for a word"),
            text=_(
                "Something looked unusual, and often there is a plain reason. Tell it in a line."
            ),
            label=_("See what it is"),
            address=address,
        )

    return rendered_each(rows, held, gone="it was decided meanwhile")


def render_decided(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices that it was decided."""
    cases = _cases(rows)

    def decided(row: OutboxRow, member: Member) -> Rendered | None:
        case = cases.get(row.subject_id or 0)
        if case is None or case.is_open:
            return None
        counts = case.outcome == "released"
        address = f"{settings.SITE_ADDRESS}/points/held/"
        if row.channel == MAIL:
            return notice_mail(
                "recognition/mail/decided", row, member, address=address, counts=counts
            )
        return notice_card(
            member,
            title=_("Your points count") if counts else _("About your points that waited"),
            text=_("It was decided. Thank you for your patience."),
            label=_("See how"),
            address=address,
        )

    return rendered_each(rows, decided, gone="the question is gone")


def render_answered(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices to administrators; dropped where another one decided meanwhile."""
    cases = _cases(rows)

    def answered(row: OutboxRow, member: Member) -> Rendered | None:
        case = cases.get(row.subject_id or 0)
        if case is None or not case.is_open or not people.has_role(member.pk, "administrator"):
            return None
        address = f"{settings.SITE_ADDRESS}/recognise/cases/"
        if row.channel == MAIL:
            return notice_mail("recognition/mail/answered", row, member, address=address)
        return notice_card(
            member,
            title=_("A colleague said why points wait"),
            text=_("Read it, and decide whether they count."),
            label=_("Read it"),
            address=address,
        )

    return rendered_each(rows, answered, gone="it was decided meanwhile")


def _cases(rows: Sequence[OutboxRow]) -> Mapping[int, PointCase]:
    return cases_by_ids(rows[0].organisation_id, subjects_of(rows)) if rows else {}
