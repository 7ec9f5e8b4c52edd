"""What happens elsewhere earns points, or takes them back: one function for each kind of news."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from zetje.behaviour.ranking import expect
from zetje.behaviour.weeks import week_of
from zetje.lib.record.queries import events_of_persons
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.models import Feedback, PointDeed, PointPost
from zetje.recognition.operations.points.scoring import score, take_turn
from zetje.recognition.queries.point_facts import confirming_events
from zetje.recognition.queries.settings import game_switches
from zetje.sharing.queries import scored

if TYPE_CHECKING:
    from zetje.people.models import Member

SEEN = "feedback.seen"


@transaction.atomic
def earn_from_shares(*, organisation_id: int, share_ids: Collection[int]) -> int:
    """Posts were confirmed: keep what was usual for them, and give what they earn.

    Posts on networks that do not count earn nothing, and neither does anything while an
    organisation has points off. Called again for the same posts it adds nothing.

    Args:
        organisation_id: whose.
        share_ids: the shares that were confirmed.

    Returns:
        how many lines were written.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        take_turn(organisation_id)
        keep_posts(
            organisation_id,
            scored.scored_posts(organisation_id=organisation_id, share_ids=share_ids),
        )
        return _score_shares(organisation_id, share_ids)


@transaction.atomic
def take_back_shares(*, organisation_id: int, share_ids: Collection[int]) -> int:
    """Posts turned out not to have been posted: what they and their tips earned goes."""
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        take_turn(organisation_id)
        return _score_shares(organisation_id, share_ids)


@transaction.atomic
def earn_from_readers(*, organisation_id: int, link_ids: Collection[int]) -> int:
    """Links were followed, or it turned out by whom: readers that count give, others take back."""
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        rows = PointPost.objects.filter(
            organisation_id=organisation_id, link__in=link_ids, member__isnull=False
        )
        if not rows.exists():
            return 0
        take_turn(organisation_id)
        return score(
            organisation_id=organisation_id,
            cohorts=set(rows.values_list("person", "week")),
        )


@transaction.atomic
def earn_from_tip(*, organisation_id: int, member_id: int, tip_id: int, share_id: int) -> int:
    """A colleague shared the story of somebody's tip.

    Args:
        organisation_id: whose.
        member_id: who gave the tip.
        tip_id: which.
        share_id: the colleague's post.
    """
    with tenant(organisation_id):
        posts = scored.scored_posts(organisation_id=organisation_id, share_ids=[share_id])
        if not posts or not game_switches(organisation_id).points:
            return 0
        found = people.members_by_ids([member_id, posts[0].member_id])
        giver, sharer = found.get(member_id), found.get(posts[0].member_id)
        if giver is None or sharer is None:
            return 0
        take_turn(organisation_id)
        events = confirming_events(
            organisation_id=organisation_id, person_keys=[sharer.person_key], share_ids=[share_id]
        )
        if share_id not in events:
            return 0
        _keep_deed(
            giver,
            kind="tip",
            subject=f"tip:{tip_id}",
            event=events[share_id],
            by=_number_of(sharer.person_key, giver.person_key),
            at=posts[0].confirmed_at,
            share=share_id,
        )
        return score(organisation_id=organisation_id, doers=[giver.person_key])


@transaction.atomic
def earn_from_words(*, organisation_id: int, member_id: int) -> int:
    """Somebody read what experts wrote for them: their experts helped."""
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        words = Feedback.objects.filter(
            organisation_id=organisation_id,
            request__member=member_id,
            seen_at__isnull=False,
            expert__isnull=False,
        )
        seen = list(words.values_list("pk", "expert_id", "seen_at", "request_id"))
        known = set(
            PointDeed.objects.filter(
                organisation_id=organisation_id, subject__in=[f"word:{pk}" for pk, *_ in seen]
            ).values_list("subject", flat=True)
        )
        new = [one for one in seen if f"word:{one[0]}" not in known]
        found = people.members_by_ids({member_id, *(one[1] for one in new if one[1])})
        helped = found.get(member_id)
        if helped is None or not new:
            return 0
        take_turn(organisation_id)
        rows = events_of_persons(
            organisation_id=organisation_id, person_keys=[helped.person_key], kinds=[SEEN]
        )
        events = dict(rows.order_by("-id").values_list("subject", "id"))
        doers: set[UUID] = set()
        for pk, expert_id, seen_at, ask in new:
            expert, event = found.get(expert_id or 0), events.get(f"ask:{ask}")
            if expert is None or seen_at is None or event is None:
                continue
            doers.add(expert.person_key)
            _keep_deed(
                expert,
                kind="help",
                subject=f"word:{pk}",
                event=event,
                by=_number_of(helped.person_key, expert.person_key),
                at=seen_at,
            )
        return score(organisation_id=organisation_id, doers=doers)


def keep_posts(organisation_id: int, posts: Collection[scored.ScoredPost]) -> None:
    """Keep posts as they stand: on whose clock they are, and what is usual for their authors."""
    members = people.members_by_ids({post.member_id for post in posts})
    events = confirming_events(
        organisation_id=organisation_id,
        person_keys=[member.person_key for member in members.values()],
        share_ids=[post.share_id for post in posts],
    )
    fresh = [post for post in posts if post.share_id in events and post.member_id in members]
    past = scored.usual_readers(
        organisation_id=organisation_id, share_ids=[post.share_id for post in fresh]
    )
    usual = _usual(past)
    rows = [
        _post(organisation_id, post, members[post.member_id], events[post.share_id], usual)
        for post in fresh
    ]
    PointPost.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def _usual(past: Mapping[int, tuple[int, int]]) -> dict[int, tuple[float, float]]:
    """Readers that are usual for one more post, and how many readers say so, by share."""
    if not past:
        return {}
    posts, readers = zip(*past.values(), strict=True)
    found = expect(past_clicks=readers, past_posts=posts, posts=[1] * len(past))
    pairs = zip(found.expected.tolist(), found.certainty.tolist(), strict=True)
    return dict(zip(past, pairs, strict=True))


def _post(
    organisation_id: int,
    post: scored.ScoredPost,
    member: Member,
    event: int,
    usual: Mapping[int, tuple[float, float]],
) -> PointPost:
    readers, certainty = usual.get(post.share_id, (0.0, 0.0))
    return PointPost(
        organisation_id=organisation_id,
        member_id=post.member_id,
        person=member.person_key,
        event=event,
        share=post.share_id,
        link=post.link_id,
        story=post.story_id,
        network=post.network,
        own_words=post.own_words,
        started_at=post.started_at,
        confirmed_at=post.confirmed_at,
        time_zone=member.time_zone,
        week=week_of(post.started_at, zone=ZoneInfo(member.time_zone)),
        usual=readers,
        certainty=certainty,
    )


def _keep_deed(
    member: Member,
    *,
    kind: str,
    subject: str,
    event: int,
    by: int,
    at: datetime,
    share: int = 0,
) -> None:
    row = PointDeed(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        person=member.person_key,
        kind=kind,
        subject=subject,
        event=event,
        by=by,
        at=at,
        share=share,
        week=week_of(at, zone=ZoneInfo(member.time_zone)),
    )
    PointDeed.objects.bulk_create([row], ignore_conflicts=True)


def _score_shares(organisation_id: int, share_ids: Collection[int]) -> int:
    posts = PointPost.objects.filter(
        organisation_id=organisation_id, share__in=share_ids, member__isnull=False
    )
    deeds = PointDeed.objects.filter(
        organisation_id=organisation_id, share__in=share_ids, member__isnull=False
    )
    return score(
        organisation_id=organisation_id,
        cohorts=set(posts.values_list("person", "week")),
        doers=set(deeds.values_list("person", flat=True)),
    )


def _number_of(person_key: UUID, for_whom: UUID) -> int:
    """A number that stands for one person towards another; without the key it leads to nobody."""
    digest = blake2b(person_key.bytes + for_whom.bytes, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
