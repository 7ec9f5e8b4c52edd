"""Finds colleagues by the names that somebody typed; never who joined."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import Q
from django.db.models.functions import Lower

from zetje.people.models import Member

FEWEST_LETTERS: Final = 2
MOST_FOUND: Final = 8


def colleagues_found(*, member: Member, asked: str) -> list[Member]:
    """Colleagues whose name begins with the words somebody typed, by name; eight at most.

    Everybody who works here, joined or not: the answer says nothing about taking part. Nobody
    below two letters, so that it is no list of all who work here.
    """
    words = [word for word in asked.split()[:4] if len(word) >= FEWEST_LETTERS]
    if not words:
        return []
    rows = Member.objects.filter(organisation_id=member.organisation_id, left_on__isnull=True)
    for word in words:
        begins = Q(family_name__istartswith=word) | Q(family_name__icontains=f" {word}")
        rows = rows.filter(Q(given_name__istartswith=word) | begins | Q(sort_key__istartswith=word))
    return list(rows.exclude(pk=member.pk).select_related("team").order_by("sort_key")[:MOST_FOUND])


def colleague_of_token(*, member: Member, token: str) -> Member | None:
    """A colleague who works here, by token; never the member themselves."""
    rows = Member.objects.filter(
        organisation_id=member.organisation_id, token=token, left_on__isnull=True
    )
    return rows.exclude(pk=member.pk).select_related("organisation", "team", "preferences").first()


def family_names_among(*, organisation_id: int, names: Collection[str]) -> frozenset[str]:
    """Which of some names, in small letters, are the family name of somebody who works here."""
    rows = Member.objects.filter(organisation_id=organisation_id, left_on__isnull=True)
    found = rows.alias(small=Lower("family_name")).filter(small__in=list(names))
    return frozenset(found.values_list("family_name", flat=True).distinct())


def given_names_among(*, organisation_id: int, words: Collection[str]) -> frozenset[str]:
    """Which of some words are the given name of somebody who works here."""
    rows = Member.objects.filter(
        organisation_id=organisation_id, given_name__in=list(words), left_on__isnull=True
    )
    return frozenset(rows.values_list("given_name", flat=True).distinct())
