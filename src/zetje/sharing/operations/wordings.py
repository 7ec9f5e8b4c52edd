"""Keeps what the sameness guard looks wordings up by, as long as somebody's post has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from zetje.people.registry import ErasedPerson
from zetje.sharing.models import WordingNumber
from zetje.sharing.rules.sameness import LONGEST_DAYS, sketch, wording_number

_FORGET = """
    DELETE FROM sharing_wordingnumber kept
    WHERE kept.organisation_id = %(organisation)s
      AND kept.wording IN (
        SELECT wording FROM sharing_share
        WHERE organisation_id = %(organisation)s AND member_id = %(member)s
      )
      AND NOT EXISTS (
        SELECT FROM sharing_share other
        WHERE other.organisation_id = %(organisation)s AND other.wording = kept.wording
          AND other.member_id <> %(member)s
      )
"""


_FORGET_OLD = """
    DELETE FROM sharing_wordingnumber kept
    WHERE kept.organisation_id = %(organisation)s
      AND NOT EXISTS (
        SELECT FROM sharing_share posted
        WHERE posted.organisation_id = %(organisation)s AND posted.wording = kept.wording
          AND posted.undone_at IS NULL AND posted.started_at > %(since)s
      )
"""


def keep_wording(organisation_id: int, words: Sequence[str]) -> int:
    """The number of a wording; one that is new can be found by its likes from now on."""
    wording = wording_number(words)
    kept = WordingNumber.objects.filter(organisation_id=organisation_id, wording=wording)
    if not kept.exists():
        WordingNumber.objects.bulk_create(
            (
                WordingNumber(organisation_id=organisation_id, wording=wording, number=number)
                for number in sketch(words)
            ),
            ignore_conflicts=True,
        )
    return wording


def forget_old_wordings(*, organisation_id: int, now: datetime) -> int:
    """Let go of wordings of which every post is older than any network looks back.

    Returns:
        How many numbers went.
    """
    since = now - timedelta(days=LONGEST_DAYS)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_OLD, {"organisation": organisation_id, "since": since})
        return cursor.rowcount


def forget_wordings(person: ErasedPerson, now: datetime) -> None:
    """Let go of wordings that only an erased person used. Their shares go with the member."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FORGET, {"organisation": person.organisation_id, "member": person.member_id}
        )
