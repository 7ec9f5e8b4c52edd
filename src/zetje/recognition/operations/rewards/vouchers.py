"""Brings in voucher codes: sealed at once, each known again without being readable."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zetje.lib.secrets import seal
from zetje.people.operations import record_audit
from zetje.recognition.models import Voucher, VoucherBatch
from zetje.recognition.operations.rewards.common import RewardRefusedError
from zetje.recognition.rules.rewards import CodesRefusedError, codes_of

if TYPE_CHECKING:
    from zetje.people.models import Member

_AT_ONCE = 1000


@transaction.atomic
def import_vouchers(
    *,
    by: Member,
    name: str,
    value_cents: int,
    expires_on: date | None,
    raw: bytes,
    now: datetime,
) -> VoucherBatch:
    """Keep the codes of a file, as a batch or beside those of the same name. All or none.

    Raises:
        RewardRefusedError: the file holds none, or one that was brought in before; or the others of
            that name are worth something else.
    """
    organisation_id = by.organisation_id
    name = name.strip()
    try:
        codes = codes_of(raw)
    except CodesRefusedError as fault:
        raise RewardRefusedError(_sentence(fault)) from None
    if value_cents < 1:
        raise RewardRefusedError(_("Say what it is worth: payroll needs that."))
    _check_new(organisation_id, codes)
    batch, _is_new = VoucherBatch.objects.get_or_create(
        organisation_id=organisation_id,
        name=name,
        defaults={"value_cents": value_cents, "imported_by": by, "imported_at": now},
    )
    if batch.value_cents != value_cents:
        raise RewardRefusedError(_("Those of that name are worth something else. Name it anew."))
    Voucher.objects.bulk_create(
        [
            Voucher(
                organisation_id=organisation_id,
                batch=batch,
                sealed_code=seal(code),
                digest=_digest(organisation_id, code, settings.SEAL_KEYS[0]),
                expires_on=expires_on,
            )
            for code in codes
        ],
        batch_size=_AT_ONCE,
    )
    record_audit(
        actor_member_id=by.pk,
        action="vouchers.imported",
        subject=f"voucher_batch:{batch.pk}",
        details={"codes": len(codes), "value_cents": value_cents},
        now=now,
    )
    return batch


def _check_new(organisation_id: int, codes: list[str]) -> None:
    """Refuse codes that are here already, whichever key was the first when they came."""
    digests = [_digest(organisation_id, code, key) for key in settings.SEAL_KEYS for code in codes]
    known = Voucher.objects.filter(organisation_id=organisation_id, digest__in=digests).count()
    if known:
        raise RewardRefusedError(
            ngettext(
                "%(count)s of these codes was brought in before. Nothing was kept.",
                "%(count)s of these codes were brought in before. Nothing was kept.",
                known,
            )
            % {"count": known}
        )


def _digest(organisation_id: int, code: str, key: str) -> bytes:
    made = hashlib.sha256(b"zetje vouchers " + key.encode()).digest()
    return hmac.digest(made, f"{organisation_id}:{code}".encode(), "sha256")


def _sentence(fault: CodesRefusedError) -> str:
    sentences = {
        "empty": _("There is no code in this file."),
        "many": _("That is more than 20,000 codes at once. Bring them in parts."),
        "no_text": _("This is no CSV file. Save it as CSV in UTF-8."),
        "long": _("Line %(line)s is too long to be a code."),
        "doubled": _("The code of line %(line)s stands in the file twice."),
    }
    return str(sentences[fault.why]) % {"line": fault.line}
