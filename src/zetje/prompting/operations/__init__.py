"""The operations of prompting."""

from zetje.prompting.operations.awarding import tell_of_awards
from zetje.prompting.operations.deciding import (
    Preview,
    learn_from_decisions,
    plan_prompts,
    policies_amiss,
    preview_prompts,
    rebuild_policies,
)
from zetje.prompting.operations.easing import ease_team, stop_easing
from zetje.prompting.operations.goals import choose_goals
from zetje.prompting.operations.held_points import (
    tell_of_answer,
    tell_of_decision,
    tell_of_held_points,
)
from zetje.prompting.operations.kinds import MessageKind, NoKindLeftError, message_kinds, set_kinds
from zetje.prompting.operations.naming import tell_who_is_named
from zetje.prompting.operations.notices import remind_of_stories, tell_sharers
from zetje.prompting.operations.pacing import Pace, pace_of, set_pace
from zetje.prompting.operations.planning import plan_digests, plan_first_week
from zetje.prompting.operations.shoutouts import tell_of_shoutout, tell_of_shoutout_report
from zetje.prompting.operations.standing import (
    answer_why,
    draw_probes,
    estimate_missing,
    note_choice,
    note_example,
    place_member,
    place_members,
)
from zetje.prompting.operations.telling import tell_of_feedback, tell_of_report
from zetje.prompting.operations.tips import ask_whose_mail, thank_tippers

__all__ = [
    "MessageKind",
    "NoKindLeftError",
    "Pace",
    "Preview",
    "answer_why",
    "ask_whose_mail",
    "choose_goals",
    "draw_probes",
    "ease_team",
    "estimate_missing",
    "learn_from_decisions",
    "message_kinds",
    "note_choice",
    "note_example",
    "pace_of",
    "place_member",
    "place_members",
    "plan_digests",
    "plan_first_week",
    "plan_prompts",
    "policies_amiss",
    "preview_prompts",
    "rebuild_policies",
    "remind_of_stories",
    "set_kinds",
    "set_pace",
    "stop_easing",
    "tell_of_answer",
    "tell_of_awards",
    "tell_of_decision",
    "tell_of_feedback",
    "tell_of_held_points",
    "tell_of_report",
    "tell_of_shoutout",
    "tell_of_shoutout_report",
    "tell_sharers",
    "tell_who_is_named",
    "thank_tippers",
]
