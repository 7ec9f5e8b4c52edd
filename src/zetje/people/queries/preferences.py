"""How a member likes it, with the organisation's ways where they said nothing."""

from __future__ import annotations

from datetime import date

from zetje.people.models import Leave, Member, Preferences
from zetje.people.rules.joining import Moment, moment_of


def preferences_of(member: Member) -> Preferences:
    """The member's preferences; the defaults, unsaved, for somebody who has none yet."""
    try:
        # Read once for each member that was looked up, also when it came with them.
        return member.preferences
    except Preferences.DoesNotExist:
        return Preferences(
            organisation_id=member.organisation_id, member=member, languages=[member.language]
        )


def digest_moment_of(member: Member) -> Moment:
    """The day and hour of the member's digest: their own, else the organisation's."""
    own, organisation = preferences_of(member), member.organisation
    return moment_of(
        own_weekday=own.digest_weekday,
        own_hour=own.slot_hour,
        weekday=organisation.digest_weekday,
        hour=organisation.digest_hour,
    )


def days_away(*, member: Member, since: date) -> list[Leave]:
    """The member's days away that are not over, the first ones first."""
    return list(Leave.objects.filter(member=member, ends_on__gte=since).order_by("starts_on"))
