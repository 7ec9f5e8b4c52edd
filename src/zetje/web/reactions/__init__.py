"""What touches what: for each event, the functions of other capabilities that react to it.

Reactions run after the commit of what caused them, each in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zetje.content.events import (
    ColleagueNamed,
    StoryCorrected,
    StoryPublished,
    StoryWithdrawn,
    TipMailed,
    TipShared,
    TipTaken,
)
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
from zetje.prompting.events import FactNoted, PhaseChanged
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
from zetje.web.reactions.ending import (
    cancel_everything,
    cancel_programme,
    end_asks,
    end_reminders,
    withdraw_links,
)
from zetje.web.reactions.standing import (
    ask_by_wish,
    award_badges,
    award_by_weeks,
    award_reported,
    award_tippers,
    judge_weeks,
    note_opened,
    note_tip_shared,
    place_by_switch,
    place_member,
    place_members,
    plan_first_week,
    seat_week,
    unlearn_shares,
)
from zetje.web.reactions.telling import (
    ask_whose_mail,
    tell_of_answer,
    tell_of_awards,
    tell_of_correction,
    tell_of_decision,
    tell_of_feedback,
    tell_of_held_points,
    tell_of_report,
    tell_sharers,
    tell_who_is_named,
    thank_tippers,
)
from zetje.web.subscriptions import (
    report_by_subscription,
    subscribe_by_switch,
    switch_by_subscription,
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
    SubscriptionChanged: [switch_by_subscription, report_by_subscription],
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
