"""A member's week as a card: as the outbox sends it, and as it stands after a tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery.registry import Card
from zetje.people import queries as people
from zetje.prompting.operations.chat.cards import card_of, plain_card
from zetje.prompting.operations.chat.sections import Line
from zetje.prompting.operations.chat.values import THIS_WEEK
from zetje.prompting.operations.mail import words
from zetje.prompting.operations.mail.gathering import Sheet, telling
from zetje.prompting.queries.digests import digest_address
from zetje.prompting.queries.weeks import Offer, Week, this_week
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member


def digest_card(sheet: Sheet, *, now: datetime) -> Card:
    """A digest as a chat gets it, from what its batch was gathered as; no query more."""
    digest, member = sheet.digest, sheet.member
    with override(member.language):
        lines = [
            Line(
                story=told.story,
                place=str(told.position),
                text=told.text,
                why=words.why(told.reason, team=_team(member), topic=told.topic),
                network=told.network,
            )
            for told in sheet.stories
        ]
        return card_of(
            member=member,
            lines=lines,
            chain=sheet.chain,
            digest=digest.token,
            link=_address(digest),
            now=now,
            quiet_next=sheet.quiet_next,
        )


def week_card(*, organisation_id: int, member_id: int, now: datetime) -> Card | None:
    """ "This week" of a member as a card, with what they chose; None for who works here no more.

    Nobody but that member may be shown it. The tenant's block must be open.
    """
    member = people.members_by_ids([member_id]).get(member_id)
    if member is None or member.organisation_id != organisation_id:
        return None
    return card_of_week(member, this_week(member=member, now=now), now=now)


def card_of_week(member: Member, week: Week, *, now: datetime, said: str = "") -> Card:
    """A member's own week with what they chose.

    Args:
        member: whose week; only they may see it.
        week: read for its own person.
        now: the moment.
        said: what is to be said first, such as why something could not be done.
    """
    with override(member.language):
        if not people.is_joined(member.pk):
            return _outside(member)
        lines = _lines(member, week, now=now)
        if not lines:
            return _empty(member, week, said)
        return card_of(
            member=member,
            lines=lines,
            chain=_chain(member, now),
            digest=week.digest.token if week.digest else THIS_WEEK,
            link=_address(week.digest) if week.digest else f"{settings.SITE_ADDRESS}/week/",
            now=now,
            said=said,
        )


def _lines(member: Member, week: Week, *, now: datetime) -> Sequence[Line]:
    offers = (*week.offers, *week.aside)
    ids = [offer.story.pk for offer in offers]
    started = any(choice.kind in ("copy", "adapt") for choice in week.choices.values())
    shares = sharing.shares_for(member=member, story_ids=ids) if started else {}
    return [
        _line(member, offer, week.choices.get(offer.story.pk), shares, now=now) for offer in offers
    ]


def _line(
    member: Member,
    offer: Offer,
    choice: Any,
    shares: Mapping[int, Sequence[Any]],
    *,
    now: datetime,
) -> Line:
    told = telling(member, position=offer.position, reason=offer.reason, story=offer.story)
    why = words.why(offer.reason, team=_team(member), topic=told.topic) if offer.reason else ""
    line = Line(
        story=offer.story, place=offer.story.token, text=told.text, why=why, network=told.network
    )
    if choice is None or (choice.kind == "remind" and choice.remind_at <= now):
        return replace(line, state="gone") if offer.story.withdrawn_at else line
    if choice.kind == "skip":
        return replace(line, state="skipped", stamp=_stamp(choice, now=now))
    if choice.kind == "remind":
        said = _("Put aside until %(when)s.") % {"when": _moment(choice.remind_at, member)}
        return replace(line, state="aside", stamp=_stamp(choice, now=now), said=said)
    confirmed = [one.confirmed_at for one in shares.get(offer.story.pk, ()) if one.confirmed_at]
    if not confirmed:
        # What was not posted can be put back at any time.
        return replace(line, state="asked", stamp=stamp_of(choice))
    stamp = _stamp(choice, now=now, last_act_at=max(confirmed))
    return replace(line, state="shared", stamp=stamp)


def stamp_of(choice: Any) -> str:
    """What tells a choice from a later one for the same story."""
    return str(int(choice.chosen_at.timestamp()))


def _stamp(choice: Any, *, now: datetime, last_act_at: datetime | None = None) -> str:
    """The stamp of a choice while it can be taken back."""
    undoable = sharing.is_undoable(choice, last_act_at=last_act_at, now=now)
    return stamp_of(choice) if undoable else ""


def _empty(member: Member, week: Week, said: str) -> Card:
    moment = people.digest_moment_of(member)
    coming = _("Your next stories come on %(day)s.") % {"day": WEEKDAYS[moment.weekday]}
    nothing = _("Nothing new fits you this week, and that is fine.") if week.digest else ""
    return plain_card(
        language=member.language,
        title=_("No stories this week") if week.digest else _("No stories yet"),
        text=" ".join(filter(None, (said, nothing, coming))),
    )


def _outside(member: Member) -> Card:
    return plain_card(
        language=member.language,
        title=_("Nothing comes to you now."),
        text=_("What you chose before is still here. Joining again takes one press on your page."),
    )


def _chain(member: Member, now: datetime) -> recognition.Chain | None:
    if not people.preferences_of(member).chain_shown:
        return None
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    return recognition.chain_for(member, today=today)


def _address(digest: Any) -> str:
    return digest_address(
        organisation_id=digest.organisation_id, digest_id=digest.pk, send_at=digest.send_at
    )


def _team(member: Member) -> str:
    return member.team.name if member.team else ""


def _moment(at: datetime, member: Member) -> str:
    local = at.astimezone(ZoneInfo(member.time_zone))
    return f"{date_format(local, 'l j F')}, {local:%H:%M}"
