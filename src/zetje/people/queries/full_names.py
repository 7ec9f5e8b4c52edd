"""Finds the colleagues whom a text names, for whoever may not name anybody who did not agree."""

from __future__ import annotations

import re

from django.db.models import TextField, Value
from django.db.models.functions import Concat, Lower, StrIndex

from zetje.people.models import Member

_MOST = 5


def full_names_in(*, organisation_id: int, text: str) -> list[str]:
    """The full names of colleagues, present and past, that stand in a text; five at most.

    Args:
        organisation_id: whose colleagues.
        text: what somebody wrote; lines, cases and runs of spaces do not matter.
    """
    plain = " ".join(text.split()).casefold()
    if not plain:
        return []
    name = Concat("given_name", Value(" "), "family_name", output_field=TextField())
    written = Value(plain, output_field=TextField())
    rows = (
        Member.objects.filter(organisation_id=organisation_id)
        .exclude(given_name="")
        .exclude(family_name="")
        .alias(place=StrIndex(written, Lower(name)))
        .filter(place__gt=0)
        .values_list("given_name", "family_name")
    )
    found = sorted({f"{given} {family}" for given, family in rows[:50]})
    whole = [each for each in found if re.search(rf"\b{re.escape(each.casefold())}\b", plain)]
    return whole[:_MOST]
