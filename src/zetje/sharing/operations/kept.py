"""Keeping own words for later, and letting go of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.sharing.models import KeptText
from zetje.sharing.operations.checking import known_network
from zetje.sharing.operations.choices import check_may_choose, remind_later
from zetje.sharing.rules.choosing import ChoiceRefusedError
from zetje.sharing.rules.texts import tidy

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# Longer than any network but a blog takes, and short enough to keep for everybody.
MOST_KEPT = 20_000


@transaction.atomic
def keep_words(
    *,
    member: Member,
    story: Story,
    network_key: str,
    text: str,
    now: datetime,
    at: datetime | None = None,
) -> KeptText:
    """Keep a member's words about a story until they post it; what was kept before is replaced.

    Args:
        member: whose words.
        story: what they are about.
        network_key: where they are meant to stand.
        text: the words.
        now: the moment.
        at: when to remind of the story; None leaves it among the open ones.

    Raises:
        ChoiceRefusedError: there is no text, it is too long to keep, the member may not choose, or
            the moment does not suit.
    """
    check_may_choose(member=member, story=story, now=now)
    network = known_network(network_key)
    words = tidy(text)
    if not words:
        raise ChoiceRefusedError(_("There is no text yet to keep."))
    if len(words) > MOST_KEPT:
        raise ChoiceRefusedError(_("That is too long to keep. Make it shorter first."))
    kept, _made = KeptText.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        story=story,
        defaults={"network": network.key, "text": words, "kept_at": now},
    )
    if at is not None:
        remind_later(member=member, story=story, at=at, now=now)
    return kept


def let_go_of_words(*, member: Member, story_id: int) -> None:
    """Let go of what a member kept about a story."""
    rows = KeptText.objects.filter(organisation_id=member.organisation_id, member=member)
    rows.filter(story_id=story_id).delete()
