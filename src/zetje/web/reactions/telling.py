"""Who is told of what."""

from __future__ import annotations

from django.utils import timezone

from zetje.content.events import ColleagueNamed, StoryCorrected, StoryPublished, TipMailed
from zetje.prompting import operations as prompting
from zetje.recognition.events import (
    AwardsGiven,
    CaseAnswered,
    CaseDecided,
    FeedbackGiven,
    FeedbackReported,
    PointsHeld,
)
from zetje.sharing import operations as sharing
from zetje.sharing.events import SharersToTell


def tell_of_correction(event: StoryCorrected) -> None:
    """The sharers of a corrected story are told."""
    sharing.on_story_corrected(
        organisation_id=event.organisation_id, story_id=event.story_id, now=timezone.now()
    )


def tell_sharers(event: SharersToTell) -> None:
    """Who shared a story that changed or went gets a word about it."""
    prompting.tell_sharers(
        organisation_id=event.organisation_id,
        story_id=event.story_id,
        member_ids=event.member_ids,
        change=event.what,
        now=timezone.now(),
    )


def tell_of_feedback(event: FeedbackGiven) -> None:
    """An expert's word reaches its person where they are."""
    prompting.tell_of_feedback(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        feedback_id=event.feedback_id,
        now=timezone.now(),
    )


def tell_of_report(event: FeedbackReported) -> None:
    """The administrators hear that a word was not right, without the word."""
    prompting.tell_of_report(
        organisation_id=event.organisation_id, report_id=event.report_id, now=timezone.now()
    )


def thank_tippers(event: StoryPublished) -> None:
    """Whoever gave the tip of a story hears that it is live."""
    prompting.thank_tippers(
        organisation_id=event.organisation_id, story_id=event.story_id, now=timezone.now()
    )


def tell_who_is_named(event: ColleagueNamed) -> None:
    """Whom a story names reads it first, and says yes or no."""
    prompting.tell_who_is_named(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        colleague_id=event.colleague_id,
        now=timezone.now(),
    )


def ask_whose_mail(event: TipMailed) -> None:
    """Only the member knows whether a mail under their name is theirs."""
    prompting.ask_whose_mail(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        tip_id=event.tip_id,
        now=timezone.now(),
    )


def tell_of_awards(event: AwardsGiven) -> None:
    """Whoever was awarded something hears that it waits for their yes or no."""
    prompting.tell_of_awards(organisation_id=event.organisation_id, now=timezone.now())


def tell_of_held_points(event: PointsHeld) -> None:
    """Whose points wait hears it, and can say what it was."""
    prompting.tell_of_held_points(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        case_id=event.case_id,
        now=timezone.now(),
    )


def tell_of_decision(event: CaseDecided) -> None:
    """Whose points waited hears how it was decided."""
    prompting.tell_of_decision(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        case_id=event.case_id,
        now=timezone.now(),
    )


def tell_of_answer(event: CaseAnswered) -> None:
    """The administrators hear that somebody said why their points wait."""
    prompting.tell_of_answer(
        organisation_id=event.organisation_id, case_id=event.case_id, now=timezone.now()
    )
