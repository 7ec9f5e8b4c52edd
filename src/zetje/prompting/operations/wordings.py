"""Adds and retires an organisation's own ways to say a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zetje.prompting.models import OwnWording
from zetje.prompting.queries.prompt_wordings import may_word_prompts
from zetje.prompting.rules.arms import FAMILIES, LANGUAGES, Finding, Wording, check_wording

if TYPE_CHECKING:
    from zetje.people.models import Member

_KEYS = frozenset(family.key for family in FAMILIES)


class WordingRefusedError(ValueError):
    """Raised for words that may not be sent; `findings` say where and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(f"{one.part}: {one.rule}" for one in findings))
        self.findings = findings


class WordingKnownError(ValueError):
    """Raised for words that are there already."""


def add_wording(*, by: Member, wording: Wording, now: datetime) -> OwnWording:
    """Keep a wording, to be drawn from the next prompt on.

    Args:
        by: who wrote it.
        wording: the words; their key is given here.
        now: the moment.

    Raises:
        PermissionDenied: for who is neither editor nor administrator.
        WordingRefusedError: for words that press, that name what is no fact, or that are missing.
        WordingKnownError: when these words are drawn already.
        ValueError: for a kind or a language that there is not.
    """
    _check_may_word(by)
    if wording.arm not in _KEYS or wording.language not in LANGUAGES:
        raise ValueError(f"no wording of {wording.arm!r} in {wording.language!r}")
    told = tidied(wording)
    if findings := check_wording(told):
        raise WordingRefusedError(findings)
    try:
        with transaction.atomic():
            return OwnWording.objects.create(
                organisation_id=by.organisation_id,
                arm=told.arm,
                language=told.language,
                subject=told.subject,
                lead=told.lead,
                title=told.title,
                text=told.text,
                written_at=now,
                written_by=by,
            )
    except IntegrityError as fault:
        raise WordingKnownError(told.subject) from fault


def retire_wording(*, by: Member, wording: OwnWording, now: datetime) -> None:
    """Draw a wording no more. What it was used for stays known; twice is once.

    Raises:
        PermissionDenied: for who is neither editor nor administrator.
    """
    _check_may_word(by)
    living = OwnWording.objects.living().filter(organisation_id=by.organisation_id, pk=wording.pk)
    living.update(retired_at=now, retired_by=by)


def tidied(wording: Wording) -> Wording:
    """A wording with one space between its words; a chat's own words go where they say the same."""
    parts = {
        part: " ".join(getattr(wording, part).split())
        for part in ("subject", "lead", "title", "text")
    }
    if parts["text"] == parts["lead"]:
        parts["text"] = ""
    return replace(wording, **parts)


def _check_may_word(member: Member) -> None:
    if not may_word_prompts(member.pk):
        raise PermissionDenied(_("Prompts are worded by editors. Ask one to add yours."))
