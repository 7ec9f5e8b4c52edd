"""Who may win in a period, and what by: from posts on networks that count, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour import ranking
from zetje.content.queries.crediting import stories_by_credit
from zetje.people import queries as people
from zetje.people.queries.players import players
from zetje.recognition.models import Award, PointCase
from zetje.recognition.rules.rewards import Entrant, Kind, Period
from zetje.sharing.queries.rewarding import Posted, posted_between

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zetje.recognition.models import RewardRule

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# A story that two colleagues passed on was not passed on yet.
LEAST_PASSED_ON: Final = 3
# Of who shares more, more tickets would only make more shares.
MOST_TICKETS: Final = 5
# What is usual for somebody comes from a quarter of a year before.
USUAL: Final = timedelta(days=91)
EVERYBODY: Final = 0


def entrants_of(rule: RewardRule, period: Period, *, now: datetime) -> list[Entrant]:
    """Everybody who may win in a period by a rule, in no order.

    Who takes part and works here now, posted in that time on a network that counts, has not won by
    the rule lately, and whose points of that time were not kept out after they were heard; of rules
    that put people in order, only who takes part in boards.

    Args:
        rule: by which rule; it need not be kept yet.
        period: which days.
        now: the moment.
    """
    zone = rule.organisation.time_zone
    since, until = period.since(zone), period.until(zone)
    posted_then = partial(
        posted_between, organisation_id=rule.organisation_id, since=since, until=until
    )
    out = _won_lately(rule, before=period) | _kept_out(rule, since=since)
    # Who made the rule is not to be thought to have made it for themselves.
    out |= {who for who in (rule.proposed_by_id, rule.approved_by_id) if who is not None}
    if rule.kind == Kind.PASSED_ON:
        credited = stories_by_credit(rule.organisation_id)
        posted = posted_then(story_ids={story for _, story in credited})
        may = _on_boards(rule, [member for member, _ in credited], now=now) - out
        return _passed_on(credited, posted, may)
    posted = posted_then()
    if rule.kind == Kind.FAIR_CLICKS:
        may = _on_boards(rule, posted.member, now=now) - out
        return _fair_clicks(rule.organisation_id, posted, may, since=since)
    joined = set(people.joined_members(rule.organisation).values_list("pk", flat=True))
    if rule.kind == Kind.GOAL:
        sharers = set(posted.member.tolist()) & joined
        reached = len(sharers) >= max(rule.threshold, 1)
        return [Entrant(EVERYBODY, shown=len(sharers))] if reached else []
    return _by_posts(rule, posted, joined - out)


def _on_boards(rule: RewardRule, member_ids: Sequence[int] | Ints, *, now: datetime) -> set[int]:
    """Of these whoever takes part in leagues and boards."""
    found = players(organisation_id=rule.organisation_id, now=now, member_ids=member_ids)
    return set(found.member.tolist())


def _kept_out(rule: RewardRule, *, since: datetime) -> set[int]:
    """Whose points were kept out since then, after they were heard."""
    kept = PointCase.objects.filter(
        organisation_id=rule.organisation_id, outcome="kept", opened_at__gte=since
    )
    return set(kept.values_list("member_id", flat=True))


def _won_lately(rule: RewardRule, *, before: Period) -> set[int]:
    """Who won in the last rounds that count for making room."""
    if rule.pk is None or not rule.rest_rounds:
        return set()
    rounds = rule.rounds.filter(
        organisation_id=rule.organisation_id, starts_on__lt=before.starts_on
    )
    latest = list(rounds.order_by("-starts_on").values_list("pk", flat=True)[: rule.rest_rounds])
    won = Award.objects.filter(
        organisation_id=rule.organisation_id, round__in=latest, approved_at__isnull=False
    )
    return {member for member in won.values_list("member_id", flat=True) if member is not None}


def _by_posts(rule: RewardRule, posted: Posted, may: Collection[int]) -> list[Entrant]:
    posts: Counter[int] = Counter()
    for member, count in zip(posted.member.tolist(), posted.posts.tolist(), strict=True):
        posts[member] += count
    least = max(rule.threshold, 1) if rule.kind == Kind.EACH else 1
    return [
        Entrant(
            member,
            tickets=min(count, MOST_TICKETS) if rule.per_share else 1,
            shown=count,
        )
        for member, count in sorted(posts.items())
        if member in may and count >= least
    ]


def _passed_on(
    credited: Collection[tuple[int, int]], posted: Posted, may: Collection[int]
) -> list[Entrant]:
    sharers: defaultdict[int, set[int]] = defaultdict(set)
    for member, story in zip(posted.member.tolist(), posted.story.tolist(), strict=True):
        if story:
            sharers[story].add(member)
    best: dict[int, tuple[int, int]] = {}
    for member, story in sorted(credited):
        count = len(sharers[story] - {member}) if story in sharers else 0
        if member in may and count >= LEAST_PASSED_ON:
            best[member] = max(best.get(member, (0, 0)), (count, story))
    return [
        Entrant(member, measure=count, story=story, shown=count)
        for member, (count, story) in best.items()
    ]


def _fair_clicks(
    organisation_id: int, posted: Posted, may: Collection[int], *, since: datetime
) -> list[Entrant]:
    """Places by what came of posts against what is usual, shared where nobody can tell."""
    before = posted_between(organisation_id=organisation_id, since=since - USUAL, until=since)
    members = np.unique(posted.member)
    if not members.size:
        return []
    posts, clicks = _summed(posted, members)
    past_posts, past_clicks = _summed(before, members)
    usual = ranking.expect(past_clicks=past_clicks, past_posts=past_posts, posts=posts)
    table = ranking.rank(clicks=clicks, expected=usual.expected, certainty=usual.certainty)
    return [
        Entrant(member, measure=members.size + 1 - place)
        for member, place in zip(members.tolist(), table.place.tolist(), strict=True)
        if place and member in may
    ]


def _summed(posted: Posted, members: Ints) -> tuple[Floats, Floats]:
    """The posts and clicks of members (n,) among all that was posted."""
    mine = np.isin(posted.member, members)
    index = np.searchsorted(members, posted.member[mine])
    size = members.size
    posts = np.bincount(index, weights=posted.posts[mine], minlength=size).astype(np.float64)
    clicks = np.bincount(index, weights=posted.clicks[mine], minlength=size).astype(np.float64)
    return posts, clicks
