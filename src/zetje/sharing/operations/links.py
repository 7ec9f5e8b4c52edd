"""Makes links and withdraws them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import transaction

from zetje.sharing.models import Link
from zetje.sharing.rules.codes import code_for
from zetje.sharing.rules.targets import TargetRefusedError, check_signs, check_target

if TYPE_CHECKING:
    from zetje.people.models import Member

__all__ = ["TargetRefusedError", "clean_target", "make_link", "withdraw_links"]


@transaction.atomic
def make_link(*, member: Member, story_id: int, network: str, target: str, now: datetime) -> Link:
    """The member's link for a story on a network; there is one, however often it is asked for.

    Raises:
        TargetRefusedError: the target is nothing that a link may lead to.
    """
    target = clean_target(target)
    link, _ = Link.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        story_id=story_id,
        network=network,
        withdrawn_at=None,
        defaults={"target": target, "created_at": now, "code": _code(member, story_id, network)},
    )
    if link.target != target:
        link.target = target
        link.save(update_fields=["target"])
    return link


def clean_target(target: str) -> str:
    """An address as a link may lead to it.

    Raises:
        TargetRefusedError: it is nothing that a link may lead to.
    """
    check_signs(target)
    cleaned = as_ascii(target)
    check_target(cleaned)
    return cleaned


def _code(member: Member, story_id: int, network: str) -> str:
    """The code that pages foretold, or the next one when that link was withdrawn."""
    earlier = Link.objects.filter(member=member, story_id=story_id, network=network).count()
    return code_for(
        member.person_key, story_id, network, key=settings.TOKEN_KEYS[0], generation=earlier
    )


def withdraw_links(*, organisation_id: int, story_id: int, now: datetime) -> int:
    """Let the links of a withdrawn story say that it is; how many those are."""
    living = Link.objects.living().filter(organisation_id=organisation_id, story_id=story_id)
    return living.update(withdrawn_at=now)


def as_ascii(target: str) -> str:
    """Write an address with signs of any language as the web sends it."""
    parts = urlsplit(target)
    host = parts.netloc
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit(
        parts._replace(
            netloc=host,
            path=quote(parts.path, safe=safe),
            query=quote(parts.query, safe=safe),
            fragment=quote(parts.fragment, safe=safe),
        )
    )
