"""What the page of keys shows: which there are, who made them, and whether they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.insights.queries.keys import api_keys, makers_who_may_read


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key: what it is for, who made it and when, its last use, and until when it opens."""

    token: str
    name: str
    made: str
    used: str
    opens: str


def key_lines(organisation_id: int, *, now: datetime) -> Sequence[KeyLine]:
    """The keys that nobody took away; the tenant's block must be open."""
    keys = api_keys(organisation_id)
    makers = makers_who_may_read(keys)
    return [
        KeyLine(
            token=key.token,
            name=key.name,
            made=_("%(name)s, %(day)s")
            % {
                "name": key.made_by.full_name if key.made_by else _("somebody who was erased"),
                "day": date_format(key.made_at, "j F Y"),
            },
            used=date_format(key.used_on, "j F Y") if key.used_on else _("never"),
            opens=_opens(key.made_by_id in makers, key.expires_at, now),
        )
        for key in keys
    ]


def _opens(may_read: bool, expires_at: datetime, now: datetime) -> str:
    if now >= expires_at:
        return _("no longer: its time is over")
    if not may_read:
        return _("no longer: who made it may not look at these figures any more")
    return _("until %(day)s") % {"day": date_format(expires_at, "j F Y")}
