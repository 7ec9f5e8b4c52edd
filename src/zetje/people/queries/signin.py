"""Finds who may sign in, and what a mail that lets somebody in holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zetje.lib import tokens
from zetje.lib.secrets import unseal
from zetje.people.models import Organisation, SignInLink, User

LINK_PURPOSE = "sign-in"


@dataclass(frozen=True)
class Entrance:
    """A one-time link that still opens, and whom it lets in."""

    link_id: int
    user: User


def account_for(address: str) -> User | None:
    """The account behind an address, when it may sign in."""
    accounts = User.objects.select_related("organisation")
    return accounts.filter(
        email=address.strip().lower(), is_active=True, organisation__isnull=False
    ).first()


def link_token(link: SignInLink) -> str:
    """The signed text that the address of a one-time link ends in; the same each time."""
    return tokens.sign(LINK_PURPOSE, {"link": link.token}, expires_at=link.expires_at)


def link_code(link: SignInLink) -> str:
    """The code that stands beside the link in its mail."""
    return unseal(link.sealed_code)


def entrance_of(*, token: str, now: datetime) -> Entrance:
    """Whom a one-time link lets in, while it does.

    Raises:
        InvalidToken: when the link is altered, expired, used, or of nobody who may sign in.
    """
    payload = tokens.read(LINK_PURPOSE, token, now=now)
    links = SignInLink.objects.select_related("user__organisation")
    link = links.filter(
        token=str(payload.get("link", "")), used_at__isnull=True, expires_at__gt=now
    ).first()
    if link is None or link.user is None or not link.user.is_active:
        raise tokens.InvalidToken
    return Entrance(link_id=link.pk, user=link.user)


def only_organisation() -> Organisation | None:
    """The organisation of an installation that has just one, to greet visitors by its name."""
    organisations = list(Organisation.objects.order_by("pk")[:2])
    return organisations[0] if len(organisations) == 1 else None
