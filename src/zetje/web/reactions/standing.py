"""What somebody did changes their weeks, their phase, their habit and their marks."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from zetje.content import operations as content
from zetje.people.events import MemberJoined, SwitchesChanged, WorkingTimeChanged
from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition
from zetje.recognition.events import FeedbackReported
from zetje.sharing.events import ChoiceMade, IdeaShared, ShareConfirmed, ShareUndone
from zetje.voice import operations as voice


def seat_week(event: Any) -> None:
    """A share or a skip changes what this week is in its member's chain."""
    recognition.seat_week(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def judge_weeks(event: WorkingTimeChanged) -> None:
    """Days away or worked differently change which weeks of a chain rest."""
    recognition.rebuild_chains(
        organisation_id=event.organisation_id, member_ids=event.member_ids, now=timezone.now()
    )


def place_member(event: Any) -> None:
    """What somebody did may bring them into another phase, and grows or frees their habit."""
    prompting.place_member(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def place_members(event: WorkingTimeChanged) -> None:
    """Weeks away are no weeks of one's own: evidence does not age in them, nor does a habit."""
    prompting.place_members(
        organisation_id=event.organisation_id, member_ids=event.member_ids, now=timezone.now()
    )


def place_by_switch(event: SwitchesChanged) -> None:
    """Whether somebody would like an expert's word says what the last phases ask for."""
    if "feedback" in event.names:
        place_member(event)


def unlearn_shares(event: SwitchesChanged) -> None:
    """Who no longer lets Zetje learn is no longer learned from either."""
    if "learns" in event.names:
        voice.unlearn_shares(organisation_id=event.organisation_id, member_id=event.member_id)


def note_opened(event: ChoiceMade) -> None:
    """Who chooses on a digest, on its page or in a chat, has opened it."""
    prompting.note_choice(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        story_id=event.story_id,
        now=timezone.now(),
    )


def award_badges(event: Any) -> None:
    """What somebody did may earn them a badge; what they took back takes it back."""
    recognition.award_badges(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def award_by_weeks(event: WorkingTimeChanged) -> None:
    """Which weeks break a chain says whether eight of them were in a row."""
    recognition.rebuild_badges(
        organisation_id=event.organisation_id, member_ids=event.member_ids, now=timezone.now()
    )


def award_reported(event: FeedbackReported) -> None:
    """A word that was not right helped nobody."""
    recognition.award_reported(
        organisation_id=event.organisation_id, report_id=event.report_id, now=timezone.now()
    )


def award_tippers(event: ShareUndone) -> None:
    """A post that is taken back no longer helped whoever gave the tip of its story."""
    recognition.award_tippers(
        organisation_id=event.organisation_id, story_id=event.story_id, now=timezone.now()
    )


def ask_by_wish(event: ShareConfirmed | IdeaShared) -> None:
    """Who wished for an expert's word once and for all need not ask for it each time."""
    recognition.ask_by_wish(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        share_id=event.share_id,
        now=timezone.now(),
    )


def plan_first_week(event: MemberJoined) -> None:
    """Somebody who joined finds their first three at once."""
    prompting.plan_first_week(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def note_tip_shared(event: ShareConfirmed) -> None:
    """A story that came from a tip was shared: its giver helped."""
    content.note_tip_shared(
        organisation_id=event.organisation_id,
        story_id=event.story_id,
        member_id=event.member_id,
        share_id=event.share_id,
    )
