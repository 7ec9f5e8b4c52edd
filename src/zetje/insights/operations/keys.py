"""Makes and ends the keys by which other programs read the figures, audited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zetje.insights.models import ApiKey
from zetje.insights.queries.keys import PREFIX, hash_of
from zetje.lib.tokens import random_token
from zetje.people import operations as people

if TYPE_CHECKING:
    from zetje.people.models import Member

# More are hard to oversee; whoever needs more takes old ones away.
MOST: Final = 20
_SECRET_BYTES: Final = 32


class KeyRefusedError(Exception):
    """No key was made; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def make_key(*, by: Member, name: str, days: int, now: datetime) -> str:
    """Make a key; it is given back here and can be read nowhere afterwards.

    Args:
        by: the administrator.
        name: what it is for.
        days: how long it opens.
        now: the moment.

    Raises:
        KeyRefusedError: there is one of that name, or there are too many.
    """
    here = by.organisation
    if ApiKey.objects.filter(organisation=here, ended_at__isnull=True).count() >= MOST:
        raise KeyRefusedError(_("There are twenty keys. Take away what nobody uses any more."))
    secret = f"{PREFIX}{here.token}.{random_token(_SECRET_BYTES)}"
    try:
        with transaction.atomic():
            key = ApiKey.objects.create(
                organisation=here,
                name=name,
                secret_hash=hash_of(secret),
                made_by=by,
                made_at=now,
                expires_at=now + timedelta(days=days),
            )
    except IntegrityError:
        raise KeyRefusedError(_("There is a key of this name.")) from None
    people.record_audit(
        actor_member_id=by.pk,
        action="api_key.made",
        subject=f"api_key:{key.pk}",
        details={"days": days},
        now=now,
    )
    return secret


@transaction.atomic
def end_key(*, by: Member, key: ApiKey, now: datetime) -> bool:
    """Take a key away for good; False when it was gone already."""
    rows = ApiKey.objects.filter(
        organisation_id=by.organisation_id, pk=key.pk, ended_at__isnull=True
    )
    if not rows.update(ended_at=now):
        return False
    people.record_audit(
        actor_member_id=by.pk, action="api_key.ended", subject=f"api_key:{key.pk}", now=now
    )
    return True


def note_use(*, organisation_id: int, key_id: int, now: datetime) -> None:
    """Remember the day on which a key was used last; the tenant's block must be open."""
    rows = ApiKey.objects.filter(organisation_id=organisation_id, pk=key_id)
    rows.exclude(used_on=now.date()).update(used_on=now.date())
