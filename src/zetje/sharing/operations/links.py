"""Makes links and withdraws them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.sharing.models import Link
from zetje.sharing.rules.choosing import ChoiceRefusedError
from zetje.sharing.rules.codes import code_for
from zetje.sharing.rules.composers import with_campaign
from zetje.sharing.rules.targets import TargetRefusedError, check_signs, check_target

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

__all__ = ["TargetRefusedError", "clean_target", "make_link", "make_story_link", "withdraw_links"]


def make_story_link(*, member: Member, story: Story, network: str, now: datetime) -> Link:
    """The member's link to a story with the organisation's campaign in it.

    Raises:
        ChoiceRefusedError: the story's address is nothing that a link may lead to.
    """
    organisation = member.organisation
    target = with_campaign(
        content.target_of(story, organisation=organisation),
        source=organisation.utm_source,
        medium=organisation.utm_medium,
        campaign=organisation.utm_campaign,
        network=network,
    )
    try:
        return make_link(member=member, story_id=story.pk, network=network, target=target, now=now)
    except TargetRefusedError as fault:
        raise ChoiceRefusedError(
            _("The address of this story cannot be linked to. Its editor can mend that.")
        ) from fault


@transaction.atomic
def make_link(*, member: Member, story_id: int, network: str, target: str, now: datetime) -> Link:
    """The member's link for a story on a network; there is one, however often it is asked for.

    Raises:
        TargetRefusedError: the target is nothing that a link may lead to.
    """
    target = clean_target(target)
    link, _made = Link.objects.get_or_create(
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
