"""Keeps what the sameness guard looks wordings up by, as long as somebody's post has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from zetje.people.registry import ErasedPerson
from zetje.sharing.models import Share, WordingNumber
from zetje.sharing.rules.sameness import sketch, wording_number

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


def keep_wording(organisation_id: int, words: Sequence[str]) -> int:
    """The number of a wording; one that is new can be found by its likes from now on."""
    wording = wording_number(words)
    if not Share.objects.filter(organisation_id=organisation_id, wording=wording).exists():
        WordingNumber.objects.bulk_create(
            (
                WordingNumber(organisation_id=organisation_id, wording=wording, number=number)
                for number in sketch(words)
            ),
            ignore_conflicts=True,
        )
    return wording


def forget_wordings(person: ErasedPerson, now: datetime) -> None:
    """Let go of wordings that only an erased person used. Their shares go with the member."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FORGET, {"organisation": person.organisation_id, "member": person.member_id}
        )
