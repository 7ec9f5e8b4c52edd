"""What the acts of the audit are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

ACTIONS: dict[str, str] = {
    "audit.exported": gettext_noop("exported the audit"),
    "directory.discarded": gettext_noop("threw an import away"),
    "directory.exported": gettext_noop("exported the directory"),
    "directory.imported": gettext_noop("imported the directory"),
    "directory.previewed": gettext_noop("looked at an import"),
    "house_rules.published": gettext_noop("published house rules"),
    "insight.exported": gettext_noop("took figures of the programme along"),
    "member.added": gettext_noop("added a member"),
    "member.deactivated": gettext_noop("ended an account"),
    "member.reactivated": gettext_noop("took a member back"),
    "member.standing_seen": gettext_noop("looked whether somebody joined"),
    "members.invited": gettext_noop("sent the invitations"),
    "minimum.raised": gettext_noop("asked for more people behind each figure"),
    "model.set_up": gettext_noop("set up the language model"),
    "model.tried": gettext_noop("tried the language model"),
    "model.turned_off": gettext_noop("turned the language model off"),
    "newsletter.feed_ended": gettext_noop("ended a feed of the newsletter"),
    "newsletter.feed_opened": gettext_noop("opened a feed of the newsletter"),
    "newsletter.rhythm_changed": gettext_noop("changed how often the newsletter is made"),
    "newsletter.sent": gettext_noop("sent the newsletter"),
    "organisation.changed": gettext_noop("changed the organisation"),
    "person.erased": gettext_noop("erased a person"),
    "role.granted": gettext_noop("gave a role"),
    "role.revoked": gettext_noop("took a role away"),
    "team.added": gettext_noop("added a team"),
    "team.removed": gettext_noop("removed a team"),
    "team.renamed": gettext_noop("renamed a team"),
    "experiment.started": gettext_noop("started an experiment"),
    "experiment.stopped": gettext_noop("stopped an experiment"),
    "feedback.report_handled": gettext_noop("dealt with a complaint about an expert's word"),
    "shoutout.report_handled": gettext_noop("dealt with a complaint about a shout-out"),
    "reward.proposed": gettext_noop("proposed a rule for rewards"),
    "reward.approved": gettext_noop("approved a rule for rewards"),
    "reward.stopped": gettext_noop("stopped a rule for rewards"),
    "reward.round_approved": gettext_noop("approved what was drawn"),
    "reward.round_declined": gettext_noop("awarded nothing of a round"),
    "reward.thanked": gettext_noop("thanked somebody with something small"),
    "reward.reissued": gettext_noop("gave another voucher for one that did not work"),
    "reward.ledger_exported": gettext_noop("exported the ledger of rewards"),
    "vouchers.imported": gettext_noop("brought in vouchers"),
    "step.taken": gettext_noop("took up a next step"),
    "step.undone": gettext_noop("took a next step back"),
    "sending.stopped": gettext_noop("stopped all sending"),
    "sending.resumed": gettext_noop("let sending go on"),
    "hold.released": gettext_noop("released what was held after a restore"),
    "message.marked_as_sent": gettext_noop("marked a message as sent"),
    "message.sent_again": gettext_noop("had a message sent again"),
    "messages.sent_again": gettext_noop("had all failed messages of a channel sent again"),
    "challenge.announced": gettext_noop("announced a challenge"),
    "challenge.discarded": gettext_noop("threw a challenge away"),
    "challenge.made": gettext_noop("made a challenge"),
    "challenge.stopped": gettext_noop("stopped a challenge"),
    "points.kept_out": gettext_noop("kept points out that had waited"),
    "points.released": gettext_noop("let points count that had waited"),
    "prompts.settings_changed": gettext_noop("changed how prompts are decided"),
    "point_rules.set": gettext_noop("changed what earns points"),
    "recognition.goal_dropped": gettext_noop("took a goal for all away"),
    "recognition.goal_set": gettext_noop("set a goal for all"),
    "recognition.settings_changed": gettext_noop("changed which games and thanks are on"),
    "suppression.lifted": gettext_noop("allowed an address again"),
}


def action_name(action: str) -> str:
    """An act in words; one that we have no words for stands as it is."""
    return _(ACTIONS[action]) if action in ACTIONS else action
