"""What touches what: for each event, the functions of other capabilities that react to it.

Reactions run after the commit of what caused them, each in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from zetje.content import operations as content
from zetje.content.events import (
    ColleagueNamed,
    StoryCorrected,
    StoryPublished,
    StoryWithdrawn,
    TipMailed,
    TipShared,
    TipTaken,
)
from zetje.delivery import operations as delivery
from zetje.delivery.events import SubscriptionChanged
from zetje.lib.events import Reaction
from zetje.people.events import (
    DeviceCodeRequested,
    MemberDeactivated,
    MemberErased,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberPaused,
    MemberResumed,
    SignInRequested,
    SwitchesChanged,
    WorkingTimeChanged,
)
from zetje.prompting import operations as prompting
from zetje.prompting.events import FactNoted, PhaseChanged
from zetje.recognition import operations as recognition
from zetje.recognition.events import (
    AwardsGiven,
    CaseAnswered,
    CaseDecided,
    FeedbackGiven,
    FeedbackReported,
    FeedbackSeen,
    FeedbackThanked,
    PointsChanged,
    PointsHeld,
    RestWeekTaken,
    RestWeekUndone,
    ShoutoutGiven,
    ShoutoutPublished,
    ShoutoutReported,
)
from zetje.sharing import operations as sharing
from zetje.sharing.events import (
    ChoiceMade,
    ChoiceUndone,
    ClicksLoaded,
    ClicksRelabelled,
    IdeaShared,
    IdeaUndone,
    ShareConfirmed,
    SharersToTell,
    ShareStarted,
    ShareUndone,
)
from zetje.voice import operations as voice
from zetje.web import mails
from zetje.web.applause import (
    end_shoutouts,
    end_shoutouts_by_switch,
    tell_of_shoutout,
    tell_of_shoutout_report,
    tell_the_team,
)
from zetje.web.earning import (
    earn_from_readers,
    earn_from_share,
    earn_from_tip,
    earn_from_words,
    take_points_back,
)
from zetje.web.news import queue_news
from zetje.web.ranking import rank_by_switch, rank_changed, rank_member
from zetje.web.subscriptions import subscribe_by_switch, switch_by_subscription


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


def cancel_programme(event: MemberLeft) -> None:
    """Who left the programme gets nothing more of it; mail to sign in still comes."""
    delivery.cancel_waiting(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        everything=False,
        now=timezone.now(),
    )


def cancel_everything(event: MemberDeactivated) -> None:
    """Who no longer works here gets nothing at all."""
    delivery.cancel_waiting(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        everything=True,
        now=timezone.now(),
    )


def end_reminders(event: MemberLeft | MemberDeactivated) -> None:
    """What somebody put aside does not come back to them once they have left."""
    sharing.end_reminders(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def end_asks(event: MemberLeft | MemberDeactivated) -> None:
    """Experts no longer look at the posts of who left."""
    recognition.end_asks(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
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


def withdraw_links(event: StoryWithdrawn) -> None:
    """The links of a withdrawn story say so, and its sharers are told."""
    sharing.on_story_withdrawn(
        organisation_id=event.organisation_id, story_id=event.story_id, now=timezone.now()
    )


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


def note_tip_shared(event: ShareConfirmed) -> None:
    """A story that came from a tip was shared: its giver helped."""
    content.note_tip_shared(
        organisation_id=event.organisation_id,
        story_id=event.story_id,
        member_id=event.member_id,
        share_id=event.share_id,
    )


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


REACTIONS: Mapping[type, Sequence[Reaction]] = {
    # people
    SignInRequested: [mails.queue_sign_in],
    DeviceCodeRequested: [mails.queue_device_code],
    MemberInvited: [mails.queue_invitation],
    MemberJoined: [plan_first_week, rank_member],
    MemberPaused: [seat_week, place_member],
    MemberResumed: [seat_week, place_member],
    MemberLeft: [
        cancel_programme,
        end_reminders,
        end_asks,
        end_shoutouts,
        seat_week,
        place_member,
        rank_member,
    ],
    MemberDeactivated: [
        cancel_everything,
        end_reminders,
        end_asks,
        end_shoutouts,
        seat_week,
        rank_member,
    ],
    WorkingTimeChanged: [judge_weeks, place_members, award_by_weeks],
    SwitchesChanged: [
        place_by_switch,
        unlearn_shares,
        subscribe_by_switch,
        rank_by_switch,
        end_shoutouts_by_switch,
    ],
    MemberErased: [],
    # content
    StoryPublished: [queue_news, thank_tippers],
    StoryCorrected: [tell_of_correction],
    StoryWithdrawn: [withdraw_links],
    ColleagueNamed: [tell_who_is_named],
    TipMailed: [ask_whose_mail],
    TipTaken: [],
    TipShared: [award_badges, earn_from_tip],
    # delivery
    SubscriptionChanged: [switch_by_subscription],
    # sharing
    ChoiceMade: [seat_week, note_opened],
    ChoiceUndone: [seat_week],
    ShareStarted: [],
    ShareConfirmed: [
        seat_week,
        ask_by_wish,
        place_member,
        award_badges,
        note_tip_shared,
        earn_from_share,
    ],
    ShareUndone: [seat_week, place_member, award_badges, award_tippers, take_points_back],
    IdeaShared: [seat_week, ask_by_wish, place_member, award_badges, earn_from_share],
    IdeaUndone: [seat_week, place_member, award_badges, take_points_back],
    SharersToTell: [tell_sharers],
    ClicksLoaded: [earn_from_readers],
    ClicksRelabelled: [earn_from_readers],
    # recognition
    RestWeekTaken: [],
    RestWeekUndone: [],
    FeedbackGiven: [tell_of_feedback],
    FeedbackSeen: [place_member, earn_from_words],
    AwardsGiven: [tell_of_awards],
    FeedbackThanked: [award_badges],
    FeedbackReported: [tell_of_report, award_reported],
    PointsChanged: [rank_changed],
    ShoutoutGiven: [tell_of_shoutout],
    ShoutoutPublished: [tell_the_team],
    ShoutoutReported: [tell_of_shoutout_report],
    PointsHeld: [tell_of_held_points],
    CaseAnswered: [tell_of_answer],
    CaseDecided: [tell_of_decision],
    # prompting
    FactNoted: [place_member],
    PhaseChanged: [],
}
