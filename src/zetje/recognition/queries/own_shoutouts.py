"""The shout-outs that somebody gets, gave, or reported: each for that person alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet

from zetje.recognition.models import Feedback, FeedbackReport, Shoutout, ShoutoutReport
from zetje.recognition.rules.shoutouts import SHOWN

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models.shoutouts import ShoutoutQuerySet


@dataclass(frozen=True, kw_only=True)
class OwnShoutout:
    """A shout-out as the person named sees it.

    Attributes:
        giver: the full name of who gave it, who knows that it is seen; empty once erased.
        is_agreed: whether its person said yes.
        is_declined: whether they said no.
        is_reported: whether they reported it; its words are not shown any more.
    """

    token: str
    giver: str
    text_nl: str
    text_en: str
    given_at: datetime
    is_agreed: bool
    is_declined: bool
    is_reported: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return not (self.is_agreed or self.is_declined or self.is_reported)


def shoutouts_for(*, member: Member, limit: int = SHOWN) -> list[OwnShoutout]:
    """The shout-outs that name a member, what waits for their answer first, then newest first."""
    rows = _reaching(member).order_by("-given_at", "-pk").select_related("giver")
    return sorted((_own(row) for row in rows[:limit]), key=lambda one: not one.waits)


def shoutouts_given(*, giver: Member, limit: int = SHOWN) -> list[Shoutout]:
    """What a member gave and did not take back, newest first, with `is_public`.

    A no looks as a yes that has not come: only the person named knows which it is.
    """
    rows = Shoutout.objects.filter(
        organisation_id=giver.organisation_id,
        giver=giver,
        taken_back_at__isnull=True,
        member__left_on__isnull=True,
    )
    shown = Shoutout.objects.filter(pk=OuterRef("pk")).public()
    found = rows.annotate(is_public=Exists(shown)).select_related("member")
    return list(found.order_by("-given_at", "-pk")[:limit])


def shoutouts_waiting(
    *, organisation_id: int, shoutout_ids: Collection[int]
) -> dict[int, Shoutout]:
    """Of these the ones that wait for the answer of who agrees to be named, by number.

    Left out is what comes from somebody whom that person reported.
    """
    rows = Shoutout.objects.filter(
        organisation_id=organisation_id,
        pk__in=shoutout_ids,
        agreed_at__isnull=True,
        declined_at__isnull=True,
        taken_back_at__isnull=True,
        member__preferences__shoutouts=True,
    )
    found = rows.exclude(Exists(_reports_between())).select_related("giver", "member")
    return {row.pk: row for row in found}


def shoutout_reports(*, organisation_id: int, limit: int = SHOWN) -> list[ShoutoutReport]:
    """The complaints about shout-outs, open ones first, newest first. Without the words."""
    rows = ShoutoutReport.objects.filter(organisation_id=organisation_id)
    rows = rows.select_related("shoutout__member", "shoutout__giver", "handled_by")
    rows = rows.defer("shoutout__text_nl", "shoutout__text_en")
    open_first = F("handled_at").desc(nulls_first=True)
    return list(rows.order_by(open_first, "-reported_at", "-pk")[:limit])


def word_to_show(*, expert: Member, token: str) -> Feedback | None:
    """An expert's own word that its person thanked for, to become a shout-out if they agree."""
    reports = FeedbackReport.objects.filter(feedback=OuterRef("pk"))
    rows = Feedback.objects.filter(
        ~Exists(reports),
        organisation_id=expert.organisation_id,
        expert=expert,
        token=token,
        thanked_at__isnull=False,
        request__member__left_on__isnull=True,
    )
    return rows.select_related("request__member__organisation").first()


def _reaching(member: Member) -> ShoutoutQuerySet:
    """What names a member and reaches them: a later one of somebody they reported does not."""
    rows = Shoutout.objects.filter(
        organisation_id=member.organisation_id, member=member, taken_back_at__isnull=True
    )
    own = ShoutoutReport.objects.filter(shoutout=OuterRef("pk"))
    with_reports = rows.annotate(is_reported=Exists(own))
    return with_reports.exclude(Exists(_reports_between()), is_reported=False)


def _reports_between() -> QuerySet[ShoutoutReport]:
    return ShoutoutReport.objects.filter(
        shoutout__member=OuterRef("member"), shoutout__giver=OuterRef("giver")
    )


def _own(row: Shoutout) -> OwnShoutout:
    is_reported = bool(getattr(row, "is_reported", False))
    return OwnShoutout(
        token=row.token,
        giver=row.giver.full_name if row.giver else "",
        text_nl="" if is_reported else row.text_nl,
        text_en="" if is_reported else row.text_en,
        given_at=row.given_at,
        is_agreed=row.agreed_at is not None and not is_reported,
        is_declined=row.declined_at is not None and not is_reported,
        is_reported=is_reported,
    )
