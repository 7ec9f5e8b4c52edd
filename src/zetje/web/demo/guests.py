"""People of the demo who are reached in a chat, so that a visitor meets digests and prompts there.

They joined like the others and connected a chat a fortnight ago. What they would do this week is
left to the visitor, who may look into their chat and enter as them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.text import slugify
from django.utils.translation import gettext_noop

from zetje.behaviour.weeks import week_of
from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.lib.tenancy import tenant
from zetje.people import queries as directory
from zetje.prompting.queries.decision_log import decision_log
from zetje.web.demo.chats import SLACK, TEAMS, account_in, is_played
from zetje.web.demo.entrances import ENTRANCES, Entrance
from zetje.web.demo.joining import Participant
from zetje.web.demo.times import ZONE

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

EACH: Final = 8
# How many weeks before this one they connected.
SINCE: Final = 1


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody with a chat.

    Attributes:
        entrance: who they are, and the way in as them.
        chat: by which they are reached first.
        was_prompted: whether a prompt went to them this week.
    """

    entrance: Entrance
    chat: str
    was_prompted: bool


def connect_guests(
    taking_part: Iterable[Participant], *, organisation: Organisation, now: datetime
) -> set[int]:
    """Connect some of those who take part with the chats that are played here; gives their ids."""
    set_up = outbox.channels_set_up(organisation_id=organisation.pk)
    chats = [chat for chat in (SLACK, TEAMS) if is_played(chat) and chat in set_up]
    known = {entrance.address for entrance in ENTRANCES}
    may = sorted(
        (each.member for each in taking_part if each.member.email not in known),
        key=lambda member: member.pk,
    )
    connected: set[int] = set()
    for place, chat in enumerate(chats):
        for member in may[place * EACH : (place + 1) * EACH]:
            _connect(member, chat, now=now)
            connected.add(member.pk)
    return connected


def _connect(member: Member, chat: str, *, now: datetime) -> None:
    address, account = account_in(chat, member.email)
    delivery.link_channel(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        channel=chat,
        address=address,
        account=account,
        now=now,
    )


def guests_of(organisation: Organisation | None, *, now: datetime) -> Sequence[Guest]:
    """The guests of the demo, those who were prompted this week first.

    Args:
        organisation: the invented one; None where there is none yet.
        now: the moment.
    """
    if organisation is None:
        return ()
    known = {entrance.address for entrance in ENTRANCES}
    with tenant(organisation.pk):
        members = {each.pk: each for each in directory.joined_members(organisation)}
        channels = outbox.channels_of(organisation_id=organisation.pk, member_ids=list(members))
        prompted = _prompted(organisation.pk, now)
    found = [
        Guest(entrance=_entrance(member), chat=channels[number][0], was_prompted=number in prompted)
        for number, member in members.items()
        if channels[number][0] in {SLACK, TEAMS} and member.email not in known
    ]
    return sorted(found, key=lambda guest: (not guest.was_prompted, guest.entrance.name))


def _prompted(organisation_id: int, now: datetime) -> set[int]:
    log = decision_log(organisation_id=organisation_id)
    this_week = week_of(now, zone=ZONE)
    return set(log.member[(log.week == this_week) & log.is_prompt].tolist())


def _entrance(member: Member) -> Entrance:
    return Entrance(
        key=slugify(member.email.split("@")[0].replace(".", "-")),
        name=member.full_name,
        role=gettext_noop("employee"),
        words="",
        first_page="/week/",
        work_address=member.email,
    )
