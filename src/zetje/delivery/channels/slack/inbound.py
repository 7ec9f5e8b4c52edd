"""What people do in Slack, and what they see of it: taps, the app's home, a code they write.

Pages and Socket Mode hand over the same payloads here. Who it was is known by the account, which is
the person's number together with that of their own workspace: Slack promises nothing of either
alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from django.utils import translation

from zetje.delivery import queries
from zetje.delivery.channels.slack import linking, signing, tipping
from zetje.delivery.channels.slack.cards import ACT
from zetje.delivery.channels.slack.setup import NAME
from zetje.delivery.registry import Card, UnknownActionError, perform_action
from zetje.lib.tenancy import tenant

THIS_WEEK: Final = "this_week"
_ID: Final = re.compile(r"[A-Z0-9]{2,40}")
_MOMENT: Final = re.compile(r"\d{10}\.\d{6}")

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What Slack is to show.

    Attributes:
        card: the words and buttons.
        instead_of: the `response_url` of the message that the card takes the place of.
        in_channel: the conversation to say it in, where it takes nothing's place.
        home_of: whose home of the app it is.
        beside: the `response_url` of a message that somebody pointed at; they alone see the card.
    """

    card: Card
    instead_of: str = ""
    in_channel: str = ""
    home_of: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    user: str
    account: str


class MalformedError(ValueError):
    """Raised for a payload that is none of Slack's."""


def handle_interaction(*, organisation_id: int, payload: Payload, now: datetime) -> list[Reply]:
    """Do what somebody tapped.

    Args:
        organisation_id: whose Slack it is, as the signature showed.
        payload: a `block_actions` or `message_action` payload; other kinds are let pass.
        now: the moment.

    Returns:
        what is to be shown, once all is committed.

    Raises:
        MalformedError: for what Slack would not send.
    """
    if payload.get("type") == "message_action":
        return _pointed_at(organisation_id, payload, now)
    if payload.get("type") != "block_actions":
        return []
    user, container = _part(payload, "user"), _part(payload, "container")
    own_team = user.get("team_id") or _part(payload, "team").get("id")
    person = _person(user.get("id"), own_team)
    actions = payload.get("actions")
    if not isinstance(actions, list) or not actions:
        raise MalformedError("no actions")
    tapped = cast("Payload", actions[0])
    kind, _, rest = str(tapped.get("action_id", "")).partition(":")
    name = rest.rpartition(":")[0]
    if kind != ACT or not name:
        return []  # A page that Slack has opened by itself.
    moment = str(tapped.get("action_ts", ""))
    place = str(container.get("message_ts") or container.get("view_id") or "")
    if not _MOMENT.fullmatch(moment) or not place:
        raise MalformedError("no moment or place")
    with tenant(organisation_id):
        where = f"{person.account}:{place}"
        if not signing.is_newest_tap(organisation_id=organisation_id, place=where, moment=moment):
            return []
        card = _act(organisation_id, person, name, str(tapped.get("value", "")), now)
        if container.get("type") == "view":
            return _home(organisation_id, person, now)
        return [Reply(card=card, instead_of=str(payload.get("response_url", "")))]


def handle_event(*, organisation_id: int, payload: Payload, now: datetime) -> list[Reply]:
    """Answer what happened: somebody opened the app's home, or wrote to the app.

    Args:
        organisation_id: whose Slack it is, as the signature showed.
        payload: the envelope of an event.
        now: the moment.

    Returns:
        what is to be shown, once all is committed.

    Raises:
        MalformedError: for what Slack would not send.
    """
    event = _part(payload, "event")
    number = str(payload.get("event_id", ""))
    if not number:
        raise MalformedError("no event_id")
    with tenant(organisation_id):
        if not signing.is_new_event(organisation_id=organisation_id, event_id=number):
            return []
        own_team = event.get("user_team") or event.get("team") or payload.get("team_id")
        if event.get("type") == "app_home_opened" and event.get("tab") == "home":
            return _home(organisation_id, _person(event.get("user"), own_team), now)
        # What the app says itself comes back as an event too.
        by_person = "bot_id" not in event and "subtype" not in event
        if event.get("type") == "message" and event.get("channel_type") == "im" and by_person:
            return _written(organisation_id, event, _person(event.get("user"), own_team), now)
    return []


def _pointed_at(organisation_id: int, payload: Payload, now: datetime) -> list[Reply]:
    """Make a tip of the message on which somebody used the app's shortcut."""
    if payload.get("callback_id") != tipping.CALLBACK:
        return []
    user = _part(payload, "user")
    own_team = user.get("team_id") or _part(payload, "team").get("id")
    person = _person(user.get("id"), own_team)
    value = tipping.told_in(payload, user=person.user)
    with tenant(organisation_id):
        card = _act(organisation_id, person, tipping.ACTION, value, now)
    return [Reply(card=card, beside=str(payload.get("response_url", "")))]


def _act(organisation_id: int, person: _Person, name: str, value: str, now: datetime) -> Card:
    if name == linking.LINK:
        return linking.finish_link(
            organisation_id=organisation_id,
            user=person.user,
            account=person.account,
            code=value,
            now=now,
        )
    if name == linking.NOT_ME:
        return linking.left_alone()
    member_id = _member(organisation_id, person)
    if member_id is None:
        return linking.not_linked()
    try:
        with translation.override(linking.language_of(member_id)):
            return perform_action(
                name=name,
                organisation_id=organisation_id,
                member_id=member_id,
                value=value,
                now=now,
            )
    except UnknownActionError as fault:
        raise MalformedError(str(fault)) from None


def _home(organisation_id: int, person: _Person, now: datetime) -> list[Reply]:
    """The person's week as the app's home; how to connect for whom nobody knows."""
    member_id = _member(organisation_id, person)
    if member_id is None:
        return [Reply(card=linking.not_linked(), home_of=person.user)]
    with translation.override(linking.language_of(member_id)):
        card = perform_action(
            name=THIS_WEEK, organisation_id=organisation_id, member_id=member_id, value="", now=now
        )
    return [Reply(card=card, home_of=person.user)]


def _written(organisation_id: int, event: Payload, person: _Person, now: datetime) -> list[Reply]:
    code = linking.code_in(str(event.get("text", "")))
    channel = str(event.get("channel", ""))
    if not code or not _ID.fullmatch(channel):
        return []
    card = linking.finish_link(
        organisation_id=organisation_id,
        user=person.user,
        account=person.account,
        code=code,
        now=now,
    )
    return [Reply(card=card, in_channel=channel)]


def _member(organisation_id: int, person: _Person) -> int | None:
    return queries.member_at(organisation_id=organisation_id, channel=NAME, address=person.account)


def _person(user: object, team: object) -> _Person:
    if not _is_id(user) or not _is_id(team):
        raise MalformedError("nobody")
    return _Person(str(user), f"{team}:{user}")


def _is_id(found: object) -> bool:
    return isinstance(found, str) and _ID.fullmatch(found) is not None


def _part(payload: Payload, name: str) -> Payload:
    found = payload.get(name)
    if not isinstance(found, dict):
        raise MalformedError(f"no {name}")
    return cast("Payload", found)


def replies_of(handled: Sequence[Reply]) -> list[Reply]:
    """Only those that say something to somebody."""
    return [
        each
        for each in handled
        if each.instead_of or each.in_channel or each.home_of or each.beside
    ]
