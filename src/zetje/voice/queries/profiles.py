"""How somebody writes: counted from their samples, with what they set by hand on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from zetje.voice.models import VoiceSample, VoiceSettings
from zetje.voice.rules.editing import with_edits
from zetje.voice.rules.measuring import profile_from
from zetje.voice.rules.profiles import Profile

if TYPE_CHECKING:
    from zetje.people.models import Member


def samples_of(*, member: Member) -> QuerySet[VoiceSample]:
    """The texts somebody chose to learn from, the newest first."""
    rows = VoiceSample.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(removed_at__isnull=True).order_by("-added_at", "-id")


def profile_of(*, member: Member) -> Profile:
    """How somebody writes. Theirs alone: no page shows it to anybody else."""
    samples = samples_of(member=member).values_list("text", "language")
    return with_edits(profile_from(list(samples)), edits_of(member=member))


def edits_of(*, member: Member) -> Mapping[str, Any]:
    """What somebody set of their profile by hand."""
    rows = VoiceSettings.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.values_list("edited", flat=True).first() or {}
