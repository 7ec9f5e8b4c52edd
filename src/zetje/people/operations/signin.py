"""Lets people in by mail: writes the one-time links, uses them up, ends sessions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from zetje.lib import tokens
from zetje.lib.events import publish_on_commit
from zetje.lib.jobs import defer
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant
from zetje.people.events import SignInRequested
from zetje.people.models import SignInLink, User
from zetje.people.queries.members import member_of_user
from zetje.people.queries.signin import entrance_of

LIFE = timedelta(minutes=15)
KEPT = timedelta(days=1)


@transaction.atomic
def request_sign_in(*, user: User | None, code: str, now: datetime) -> SignInLink:
    """Write down a mail that lets somebody in, and leave its sending to a job.

    The same rows are written and the same job is deferred whether or not anybody has the address
    that was typed, so that the answer takes the same time.

    Args:
        user: the account, or None for an address that nobody has.
        code: the code to mail beside the link.
        now: the moment of asking; both live a quarter of an hour from it.
    """
    link = SignInLink.objects.create(
        user=user, sealed_code=seal(code), created_at=now, expires_at=now + LIFE
    )
    defer("people.send_sign_in", link_id=link.pk)
    return link


def send_sign_in(*, link_id: int, now: datetime) -> None:
    """Hand a mail that lets somebody in to whoever delivers, if there is anybody to send it to."""
    link = SignInLink.objects.select_related("user").filter(pk=link_id, expires_at__gt=now).first()
    user = link.user if link else None
    if link is None or user is None or user.organisation_id is None:
        return
    with tenant(user.organisation_id):
        member = member_of_user(user.pk)
        if member is not None:
            publish_on_commit(
                SignInRequested(
                    organisation_id=member.organisation_id, member_id=member.pk, link_id=link.pk
                )
            )


@transaction.atomic
def use_link(*, token: str, now: datetime) -> User:
    """Use a one-time link up, for good.

    Raises:
        InvalidToken: when it is altered, expired or used, also by somebody else a moment ago.
    """
    entrance = entrance_of(token=token, now=now)
    unused = SignInLink.objects.filter(pk=entrance.link_id, used_at__isnull=True)
    if not unused.update(used_at=now):
        raise tokens.InvalidToken
    return entrance.user


def forget_old_links(*, now: datetime) -> int:
    """Remove links and codes that have been dead for a day."""
    return SignInLink.objects.filter(expires_at__lt=now - KEPT).delete()[0]
