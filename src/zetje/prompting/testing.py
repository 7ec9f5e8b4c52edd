"""Makes digests and decisions for tests, of this capability and of those above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.apps import apps

from zetje.behaviour.weeks import monday_of, number_of, week_of
from zetje.lib.record.operations import event, record_all
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import sign
from zetje.prompting.models import Decision, Digest, DigestStory, OwnWording, ProbeDraw
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.rules.reasons import Reason
from zetje.prompting.rules.standing_facts import PROBE_DRAWN
from zetje.prompting.rules.standing_probes import CHANCE

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


def make_digest(
    member: Member, stories: Sequence[Story], *, now: datetime, reason: str = Reason.FRESH
) -> Digest:
    """The digest of a member's week with these stories, sent now."""
    iso = now.astimezone(ZoneInfo(member.time_zone)).isocalendar()
    with tenant(member.organisation_id):
        digest = Digest.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            iso_year=iso.year,
            iso_week=iso.week,
            planned_at=now,
            send_at=now,
            useful_until=now + timedelta(hours=8),
        )
        DigestStory.objects.bulk_create(
            DigestStory(
                organisation_id=member.organisation_id,
                digest=digest,
                story=story,
                position=position,
                reason=reason,
            )
            for position, story in enumerate(stories, start=1)
        )
    return digest


def make_decision(
    member: Member, *, now: datetime, arm: str = "neutral", **fields: Any
) -> Decision:
    """What was decided for a member's week: a prompt of an arm, or silence where the arm is ""."""
    zone = ZoneInfo(member.time_zone)
    week = week_of(now, zone=zone)
    iso = now.astimezone(zone).isocalendar()
    keys = [family.key for family in FAMILIES]
    given: dict[str, Any] = {
        "person": member.person_key.int % 2**60,
        "iso_year": iso.year,
        "iso_week": iso.week,
        "decided_at": now,
        "slot_at": now,
        "outcome_until": datetime.combine(monday_of(week + 1), time(0), zone),
        "reason": 0,
        "eligible": 1 << keys.index(arm or "neutral"),
        "send_chance": 0.5,
        "message_chances": [float(key == (arm or "neutral")) for key in keys],
        "action": keys.index(arm) + 1 if arm else 0,
        "arm": arm,
        "channel": "mail" if arm else "",
        "phase": 1,
        "dose": 0.0,
        "baseline": [1.0, 0.0],
        "advantage": [1.0, 0.0],
        "send_policy": "Calendar 0",
        "message_policy": "MainEffect 0",
        "seed": 1,
    }
    with tenant(member.organisation_id):
        return Decision.objects.create(
            organisation_id=member.organisation_id, member=member, **(given | fields)
        )


def digest_path(digest: Digest, *, now: datetime) -> str:
    """The address of the mail's link, without the site."""
    payload = {"o": digest.organisation_id, "d": digest.pk}
    return f"/w/{sign('digest', payload, expires_at=now + timedelta(days=14))}/"


def make_past_shares(
    member: Member, story: Story, moments: Sequence[datetime], *, own_words: bool = True
) -> None:
    """A share begun and confirmed at each of these moments, in the tables and in the record."""
    share = apps.get_model("sharing", "Share")
    own: dict[str, Any] = {"organisation_id": member.organisation_id}
    with tenant(member.organisation_id):
        shares = share._default_manager.bulk_create(
            share(
                **own,
                member=member,
                story=story,
                network=f"network {moment:%G-%V %a %X}",
                text="",
                own_words=own_words,
                started_at=moment,
                confirmed_at=moment,
            )
            for moment in moments
        )
        record_all(
            event(
                **own,
                kind=kind,
                at=moment,
                source="person",
                person_key=member.person_key,
                details={"share": made.pk, "own_words": own_words},
            )
            for made, moment in zip(shares, moments, strict=True)
            for kind in ("share.started", "share.confirmed")
        )


def make_probe_weeks(member: Member, weeks: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Chance freed these ISO weeks of a member, in the table and in the record."""
    own: dict[str, Any] = {"organisation_id": member.organisation_id}
    with tenant(member.organisation_id):
        ProbeDraw.objects.bulk_create(
            ProbeDraw(
                **own,
                member=member,
                iso_year=year,
                iso_week=week,
                probability=CHANCE,
                is_free=True,
                drawn_at=now,
            )
            for year, week in weeks
        )
        record_all(
            event(
                **own,
                kind=PROBE_DRAWN,
                at=now,
                source="system",
                person_key=member.person_key,
                details={"week": number_of(year, week), "free": True, "probability": CHANCE},
            )
            for year, week in weeks
        )


def make_wording(by: Member, *, now: datetime, **parts: str) -> OwnWording:
    """A wording that an editor wrote, in Dutch and for the plain kind unless told otherwise."""
    given = {
        "arm": "neutral",
        "language": "nl",
        "subject": "Uit de werkplaats",
        "lead": "“{story}” is er een van ons.",
    } | parts
    with tenant(by.organisation_id):
        return OwnWording.objects.create(
            organisation_id=by.organisation_id, written_by=by, written_at=now, **given
        )
