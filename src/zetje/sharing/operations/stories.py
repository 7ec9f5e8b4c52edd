"""What sharing does when a story changes after it was shared; `web/reactions` calls these."""

from __future__ import annotations

from datetime import datetime

from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant
from zetje.sharing.events import SharersToTell
from zetje.sharing.operations.links import withdraw_links
from zetje.sharing.queries.shares import sharers_of


def on_story_withdrawn(*, organisation_id: int, story_id: int, now: datetime) -> None:
    """Let the links of a withdrawn story say so, and have its sharers told."""
    with tenant(organisation_id):
        withdraw_links(organisation_id=organisation_id, story_id=story_id, now=now)
        members = sharers_of(organisation_id=organisation_id, story_id=story_id)
        publish_on_commit(SharersToTell(organisation_id, story_id, tuple(members), "withdrawn"))


def on_story_corrected(*, organisation_id: int, story_id: int, now: datetime) -> None:
    """Have the sharers of a corrected story told, so that they can mend what they posted."""
    with tenant(organisation_id):
        members = sharers_of(organisation_id=organisation_id, story_id=story_id)
        publish_on_commit(SharersToTell(organisation_id, story_id, tuple(members), "corrected"))
