"""Makes organisations, and changes what an administrator may set of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from zetje.lib.tenancy import tenant
from zetje.people.models import Member, Organisation
from zetje.people.operations.audit import record_audit
from zetje.people.operations.members import add_member
from zetje.people.operations.roles import grant_role

# What an administrator may set; nothing else reaches the row, whatever a form brings.
SETTABLE = (
    "name",
    "default_language",
    "time_zone",
    "country",
    "region",
    "digest_weekday",
    "digest_hour",
    "accent",
    "logo",
    "mail_from",
    "allowed_hosts",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "disclosure_nl",
    "disclosure_en",
    "postal_address",
    "leaver_threshold",
)


@transaction.atomic
def found_organisation(
    *,
    slug: str,
    settings: Mapping[str, Any],
    email: str,
    given_name: str,
    family_name: str,
    now: datetime,
    is_demo: bool = False,
) -> tuple[Organisation, Member]:
    """Make an empty organisation with its first administrator.

    Args:
        slug: its name in addresses, once in this installation.
        settings: what an administrator may set, `name` at least.
        email: where the first administrator gets mail.
        given_name: of the first administrator.
        family_name: of the first administrator.
        now: when.
        is_demo: whether everything in it is invented.
    """
    fields = {name: settings[name] for name in SETTABLE if name in settings}
    organisation = Organisation.objects.create(slug=slug, is_demo=is_demo, **fields)
    with tenant(organisation.pk):
        member = add_member(
            organisation=organisation,
            email=email,
            given_name=given_name,
            family_name=family_name,
            by=None,
            now=now,
        )
        grant_role(member=member, role="administrator", by=None, now=now)
    return organisation, member


@transaction.atomic
def save_organisation(
    *, organisation: Organisation, settings: Mapping[str, Any], by: Member, now: datetime
) -> list[str]:
    """Write what an administrator set; says which settings changed."""
    changed = [
        name
        for name in SETTABLE
        if name in settings and getattr(organisation, name) != settings[name]
    ]
    for name in changed:
        setattr(organisation, name, settings[name])
    if changed:
        organisation.save(update_fields=changed)
        record_audit(
            actor_member_id=by.pk,
            action="organisation.changed",
            details={"settings": changed},
            now=now,
        )
    return changed
