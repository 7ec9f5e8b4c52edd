"""Gives a person everything that is held about them: to read, and for another program."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string

from zetje.people.models import AuditEntry, Member
from zetje.people.operations.held import held_tables
from zetje.people.registry import withheld

Row = dict[str, Any]

# Of rows that are not the person's own only these are theirs to have: that they acted, and when.
_NOT_TEXT = (
    models.DateTimeField,
    models.DateField,
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
)

WITHHELD: Mapping[str, str] = {
    "people.Device.token": "names the browser in its own list; worth something to a thief",
    "people.Device.token_hash": "stands for the cookie in the person's browser",
    "people.Device.session_key": "would let its reader in",
    "people.DeviceCode.browser_hash": "stands for a cookie in the person's browser",
    "people.DeviceCode.sealed_code": "a code that may still be open",
    "people.SignInLink.token": "a link that may still be open",
    "people.SignInLink.sealed_code": "a code that may still be open",
    "people.User.password": "there are no passwords; the column comes with the framework",
    "people.Member.person_key": "ties the record to the person; erasing destroys that tie",
    "record.Event.person_key": "ties the record to the person; erasing destroys that tie",
    "mfa.Authenticator.data": "secrets of a second factor",
}


def collect_personal_data(*, member: Member) -> dict[str, list[Row]]:
    """Every row of every table about a person, and of what they did, by the table's name.

    Rows that are about somebody or something else and only name the person as who acted are cut
    down to that they acted and when: the texts in them are not about the person.
    """
    collected: dict[str, list[Row]] = {"people.Member": [_row(member, is_own=True)]}
    if member.user is not None:
        collected["people.User"] = [_row(member.user, is_own=True)]
    for table in held_tables():
        rows = [_row(found, is_own=table.is_own) for found in table.rows_of(member)]
        if rows:
            collected.setdefault(table.label, []).extend(rows)
    looks = AuditEntry.objects.filter(subject=f"member:{member.pk}").order_by("pk")
    if done := [_row(entry, is_own=False) for entry in looks]:
        collected["people.AuditEntry, about you"] = done
    return collected


def export_person(*, member: Member, now: datetime) -> bytes:
    """A ZIP with everything held about a person: `data.json`, and `index.html` to read.

    Args:
        member: whose data; the tenant's block must be open.
        now: the moment it is true for.
    """
    collected = collect_personal_data(member=member)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", _as_json(collected, now=now))
        context = {"tables": _readable(collected), "now": now, "name": member.full_name}
        archive.writestr("index.html", render_to_string("people/privacy_export.html", context))
    return packed.getvalue()


def _row(found: models.Model, *, is_own: bool) -> Row:
    kept = {**withheld(), **WITHHELD}
    fields = [
        field
        for field in found._meta.concrete_fields
        if f"{found._meta.label}.{field.name}" not in kept
        and field.name not in {"id", "organisation"}
        and (is_own or isinstance(field, _NOT_TEXT) or field.name in {"action", "role", "state"})
    ]
    values = {field.name: _value(found, field) for field in fields}
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _value(found: models.Model, field: models.Field[Any, Any]) -> Any:
    if field.is_relation:
        # Inside, rows have numbers; outside they have random tokens or none at all.
        related = getattr(found, field.name)
        return getattr(related, "token", None)
    value = field.value_from_object(found)
    return None if isinstance(value, bytes | memoryview) else value


def _as_json(collected: Mapping[str, list[Row]], *, now: datetime) -> str:
    body = {"exported_at": now, "tables": collected}
    return json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _readable(collected: Mapping[str, list[Row]]) -> list[tuple[str, list[list[tuple[str, Any]]]]]:
    return [
        (label, [[(name.replace("_", " "), value) for name, value in row.items()] for row in rows])
        for label, rows in collected.items()
    ]
