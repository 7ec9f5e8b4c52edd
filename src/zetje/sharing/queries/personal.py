"""What a member's text will hold before they have chosen: their own link, known in advance.

A page must not make rows when it is read, and the clipboard must be filled inside the tap. So the
code of a link follows from who shares what where; the row comes with the choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from zetje.sharing.models import Link, Share
from zetje.sharing.models.choices import ShareQuerySet
from zetje.sharing.rules.codes import code_for

if TYPE_CHECKING:
    from zetje.people.models import Member


# No story has this key: what stands for one in the code of an idea's link.
NO_STORY = 0


def planned_code(*, member: Member, story_id: int, network: str) -> str:
    """The code that the member's first link for a story on a network will have."""
    return code_for(member.person_key, story_id, network, key=settings.TOKEN_KEYS[0])


def planned_address(*, member: Member, story_id: int, network: str) -> str:
    """The whole short address of that link."""
    code = planned_code(member=member, story_id=story_id, network=network)
    return f"{settings.LINKS_ADDRESS}/l/{code}"


def planned_idea_code(*, member: Member, network: str) -> str:
    """The code that the link of the member's next idea on a network will have."""
    rows = Link.objects.filter(organisation_id=member.organisation_id, member=member)
    earlier = rows.filter(network=network, story__isnull=True).count()
    return code_for(
        member.person_key, NO_STORY, network, key=settings.TOKEN_KEYS[0], generation=earlier
    )


def planned_idea_address(*, member: Member, network: str) -> str:
    """The short address for the member's idea on a network: of the one that waits, or the next."""
    waiting = _of_ideas(member, network).select_related("link").first()
    code = (
        waiting.link.code
        if waiting is not None and waiting.link is not None
        else planned_idea_code(member=member, network=network)
    )
    return f"{settings.LINKS_ADDRESS}/l/{code}"


def waiting_idea(*, member: Member, network: str) -> Share | None:
    """The idea that the member took to a network and did not say of whether they posted it."""
    return _of_ideas(member, network).first()


def _of_ideas(member: Member, network: str) -> ShareQuerySet:
    rows = Share.objects.living().filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(story__isnull=True, network=network, confirmed_at__isnull=True)
