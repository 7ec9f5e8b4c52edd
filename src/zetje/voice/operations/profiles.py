"""Sets a voice profile by hand, or forgets all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from zetje.voice.models import SuggestionNote, VoiceSample, VoiceSettings
from zetje.voice.rules.editing import checked

if TYPE_CHECKING:
    from zetje.people.models import Member


def edit_profile(*, member: Member, edits: Mapping[str, Any], now: datetime) -> None:
    """Set fields of a profile by hand; those that are not named are counted again.

    Args:
        member: whose.
        edits: fields of the profile and what they are to be.
        now: when.

    Raises:
        EditRefusedError: a field is unknown, or cannot be that.
    """
    VoiceSettings.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        defaults={"edited": checked(edits), "changed_at": now},
    )


@transaction.atomic
def forget_voice(*, member: Member) -> None:
    """Forget every sample, what was set by hand, and what became of suggestions."""
    for model in (VoiceSample, VoiceSettings, SuggestionNote):
        model.objects.filter(organisation_id=member.organisation_id, member=member).delete()
