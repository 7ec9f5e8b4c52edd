"""A manager's unexpected thanks, never for a post: such a post would have had to say so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.people.operations import record_audit
from zetje.recognition.models import Award, RewardRule
from zetje.recognition.operations.rewards.common import RewardRefusedError, locked
from zetje.recognition.operations.rewards.rounds import check_holds, grant
from zetje.recognition.rules.rewards import REASONS, Kind, speaks_of_a_post

if TYPE_CHECKING:
    from zetje.people.models import Member

LONGEST_WORDS = 300


@transaction.atomic
def give_thanks(
    *,
    by: Member,
    to: Member,
    pot: RewardRule,
    reason: str,
    words: str,
    press: str,
    now: datetime,
) -> Award:
    """Thank somebody with something small. The form sent twice is one thanks.

    Args:
        by: who thanks.
        to: whom; whether they take part makes no difference.
        pot: what it is paid from.
        reason: one of the few, none of them a post.
        words: the giver's own, or none.
        press: a mark of the form that was sent.
        now: the moment.

    Raises:
        RewardRefusedError: it is for a post, for themselves, or more than the pot holds.
    """
    rule = locked(pot.pk)
    given = Award.objects.filter(organisation_id=rule.organisation_id, rule=rule, press=press)
    if (same := given.exclude(press="").first()) is not None:
        return same
    words = words.strip()
    _check(rule, by=by, to=to, reason=reason, words=words)
    award = Award(
        organisation_id=rule.organisation_id,
        rule=rule,
        member=to,
        value_cents=rule.value_cents,
        given_by=by,
        reason=reason,
        words=words,
        press=press,
        chosen_at=now,
    )
    check_holds(rule, [award], now=now)
    award.save(force_insert=True)
    grant(rule, [award], now=now)
    record_audit(
        actor_member_id=by.pk, action="reward.thanked", subject=f"award:{award.pk}", now=now
    )
    return award


def _check(rule: RewardRule, *, by: Member, to: Member, reason: str, words: str) -> None:
    if rule.kind != Kind.THANKS or rule.approved_at is None or rule.stopped_at is not None:
        raise RewardRefusedError(_("Nothing can be given from this now."))
    if to.pk == by.pk:
        raise RewardRefusedError(_("Thanks go to somebody else."))
    if to.organisation_id != rule.organisation_id or to.left_on is not None:
        raise RewardRefusedError(_("There is no such colleague."))
    if reason not in REASONS:
        raise RewardRefusedError(_("Choose what it is for."))
    if len(words) > LONGEST_WORDS:
        raise RewardRefusedError(_("A little shorter: 300 characters at most."))
    if speaks_of_a_post(words):
        raise RewardRefusedError(
            _(
                "This seems to be for a post. A post that is rewarded has to say so in itself, and "
                "that is too late now. Thank for something else, or give a shout-out."
            )
        )
