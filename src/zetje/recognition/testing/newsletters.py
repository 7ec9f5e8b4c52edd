"""Makes editions of the newsletter, for tests of every capability."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from zetje.lib.tenancy import tenant
from zetje.recognition.models import Edition, EditionBlock


def make_edition(member: Any, *, first: date) -> Edition:
    """A draft of the newsletter about a week from a day on, with an opening and nothing else."""
    with tenant(member.organisation_id):
        edition = Edition.objects.create(
            organisation_id=member.organisation_id,
            starts_on=first,
            ends_on=first + timedelta(days=6),
            made_at=datetime.combine(first + timedelta(days=7), time(9), UTC),
            made_by=member,
        )
        EditionBlock.objects.create(
            organisation_id=member.organisation_id,
            edition=edition,
            kind="opening",
            position=0,
            heading_nl="Deze week",
            heading_en="This week",
        )
    return edition
