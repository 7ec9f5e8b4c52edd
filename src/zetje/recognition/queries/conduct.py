"""Reads how people posted and were read, as the rules against gaming look at it."""

from __future__ import annotations

from datetime import datetime

from zetje.recognition.rules.gaming.conduct import Posts, Reads
from zetje.recognition.rules.gaming.limits import LIMITS
from zetje.sharing.queries.conduct import confirmed_posts, readers, wordings_alike


def conduct(*, organisation_id: int, since: datetime, until: datetime) -> tuple[Posts, Reads]:
    """The confirmed posts of a while, and the readers that counted in it. Nobody is shown these."""
    found = confirmed_posts(organisation_id=organisation_id, since=since, until=until)
    wording = wordings_alike(
        organisation_id=organisation_id,
        posts=found,
        least=LIMITS.alike,
        score=LIMITS.alike_score,
        own=LIMITS.own_least,
    )
    posts = Posts(
        share=found.share,
        member=found.member,
        story=found.story,
        link=found.link,
        opened=found.opened,
        confirmed=found.confirmed,
        own_words=found.own_words,
        wording=wording,
    )
    seen = readers(organisation_id=organisation_id, since=since, until=until)
    return posts, Reads(link=seen.link, member=seen.member, at=seen.at, in_ring=seen.in_ring)
