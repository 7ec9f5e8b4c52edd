"""Takes in texts that show how somebody writes, and takes them out again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.voice.models import VoiceSample
from zetje.voice.models.samples import LONGEST_SAMPLE, SampleSource
from zetje.voice.registry import own_words_of
from zetje.voice.rules.linkedin import NotAnExportError, texts_in_export

if TYPE_CHECKING:
    from zetje.people.models import Member

MOST_SAMPLES = 60
SHORTEST_SAMPLE = 20


class SampleRefusedError(Exception):
    """A text or a file cannot be learned from; says why to its person."""


@transaction.atomic
def add_sample(
    *, member: Member, text: str, source: str = SampleSource.PASTED, now: datetime
) -> VoiceSample:
    """Learn from a text of somebody's own. The same text twice is one sample.

    Raises:
        SampleRefusedError: there is too little in it, too much, or there are enough.
    """
    words = content.clean_lines(text)
    if len(words) < SHORTEST_SAMPLE:
        raise SampleRefusedError(_("That is too little to learn from. A whole post is best."))
    if len(words) > LONGEST_SAMPLE:
        raise SampleRefusedError(_("That is longer than a post. Paste one post at a time."))
    rows = VoiceSample.objects.filter(organisation_id=member.organisation_id, member=member)
    mark = hashlib.sha256(words.encode()).hexdigest()
    found = rows.filter(fingerprint=mark).first()
    if found is not None and (found.removed_at is None or source == SampleSource.SHARE):
        return found
    if rows.filter(removed_at__isnull=True).count() >= MOST_SAMPLES:
        raise SampleRefusedError(_("There are enough. Take one out to make room for another."))
    kept, _made = VoiceSample.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        fingerprint=mark,
        defaults={
            "source": source,
            "text": words,
            "language": content.language_of(text=words),
            "added_at": now,
            "removed_at": None,
        },
    )
    return kept


def import_linkedin_export(*, member: Member, file: BinaryIO, now: datetime) -> int:
    """Learn from the export that LinkedIn gives people of their own data.

    Args:
        member: whose it is.
        file: the archive as it was downloaded, or its `Shares.csv`.
        now: when.

    Returns:
        How many posts were learned from, that were not known yet.

    Raises:
        SampleRefusedError: it is no such file, or holds no posts.
    """
    try:
        texts = texts_in_export(file)
    except NotAnExportError as fault:
        raise SampleRefusedError(str(fault)) from None
    before = _count(member)
    for text in texts:
        try:
            add_sample(member=member, text=text, source=SampleSource.LINKEDIN, now=now)
        except SampleRefusedError:
            if _count(member) >= MOST_SAMPLES:
                break
    return _count(member) - before


def take_own_shares(*, member: Member, now: datetime) -> int:
    """Learn from what somebody shared in their own words, as long as they let Zetje learn.

    Returns:
        How many there are of them now.
    """
    rows = VoiceSample.objects.filter(
        organisation_id=member.organisation_id, member=member, source=SampleSource.SHARE
    )
    if not people.preferences_of(member).learns:
        rows.delete()
        return 0
    kept: list[int] = []
    for text in own_words_of(member, MOST_SAMPLES // 3):
        try:
            kept.append(add_sample(member=member, text=text, source=SampleSource.SHARE, now=now).pk)
        except SampleRefusedError:
            continue
    rows.filter(removed_at__isnull=True).exclude(pk__in=kept).delete()
    return rows.filter(removed_at__isnull=True).count()


def unlearn_shares(*, organisation_id: int, member_id: int) -> None:
    """Forget the texts that were taken from shares, once somebody no longer lets Zetje learn."""
    with tenant(organisation_id):
        member = people.members_by_ids([member_id]).get(member_id)
        if member is not None and not people.preferences_of(member).learns:
            rows = VoiceSample.objects.filter(organisation_id=organisation_id, member=member)
            rows.filter(source=SampleSource.SHARE).delete()


def remove_sample(*, member: Member, token: str, now: datetime) -> bool:
    """Take a text out. One that was shared does not come back by itself.

    Returns:
        Whether it is, or was, one of theirs.
    """
    rows = VoiceSample.objects.filter(organisation_id=member.organisation_id, member=member)
    rows = rows.filter(token=token)
    rows.filter(removed_at__isnull=True).update(text="", language="", removed_at=now)
    return rows.exists()


def _count(member: Member) -> int:
    rows = VoiceSample.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(removed_at__isnull=True).count()
