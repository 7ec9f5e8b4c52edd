"""Proposes who could be thanked this week, and for what: only what others could see.

A proposal is computed and never stored. It holds for a whole week, so that nobody reads from its
coming or going what somebody just did; and it is about people who agreed to be named, who are
thanked in turn: whoever was thanked lately comes later.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from zetje.behaviour.weeks import monday_of, week_of
from zetje.content import registry as hub
from zetje.content.queries.travelled import named_tips_live
from zetje.people import queries as people
from zetje.recognition.models import Feedback, Shoutout
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.shoutouts import (
    FEWEST_HELPED,
    LOOKS_BACK,
    PROPOSED,
    TURN_MEMORY,
)
from zetje.sharing.queries.noticed import posts_with_readers

if TYPE_CHECKING:
    from zetje.people.models import Member

# What a story may still be shared by after its tip was taken: tips are looked at for longer.
_TIPS_LOOK_BACK: Final = timedelta(days=70)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who could be thanked, and why.

    Attributes:
        subject: what it is about; given once.
        kind: "post", "tip" or "helper".
        member: who.
        title: of the story that it is about; empty for a helper.
        network: where the post stands; empty for others.
        figure: how many colleagues shared it, in whole blocks of five; 0 where nothing is counted.
    """

    subject: str
    kind: str
    member: Member
    title: str = ""
    network: str = ""
    figure: int = 0

    @property
    def key(self) -> str:
        """What stands for it in a form: a helper's subject is no one's by itself."""
        return f"{self.subject}:{self.member.token}"

    @property
    def figures(self) -> frozenset[str]:
        """The figures that the words may hold."""
        return frozenset({str(self.figure)} if self.figure else ())


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody could be thanked for; see `Proposal`."""

    subject: str
    kind: str
    member_id: int
    title: str = ""
    network: str = ""
    figure: int = 0


def proposals_for(*, viewer: Member, now: datetime, limit: int = PROPOSED) -> list[Proposal]:
    """Who could be thanked this week, in their turn; never the viewer.

    Args:
        viewer: who looks.
        now: the moment; all moments of one week of the organisation give the same proposals, but
            for those that were given, and for people who no longer agree.
        limit: how many at most.
    """
    organisation = viewer.organisation
    if not game_switches(organisation.pk).shoutouts:
        return []
    zone = ZoneInfo(organisation.time_zone)
    week = week_of(now, zone=zone)
    until = datetime.combine(monday_of(week), datetime.min.time(), tzinfo=zone)
    deeds = [*_posts(organisation.pk, until), *_tips(organisation.pk, until)]
    deeds += _helpers(organisation.pk, until)
    agreeing = _agreeing(viewer, {deed.member_id for deed in deeds})
    open_deeds = _not_yet_given(organisation.pk, deeds, now=now)
    turns = _turns(organisation.pk, agreeing, now=now)
    chosen = in_turn(
        [deed for deed in open_deeds if deed.member_id in turns],
        turns=turns,
        seed=f"{organisation.pk}:{week}",
    )
    return [
        Proposal(
            subject=deed.subject,
            kind=deed.kind,
            member=agreeing[deed.member_id],
            title=deed.title,
            network=deed.network,
            figure=deed.figure,
        )
        for deed in chosen[:limit]
    ]


def proposal_of(*, viewer: Member, key: str, now: datetime) -> Proposal | None:
    """One proposal of this week by its key; None once it was given, or no longer holds."""
    found = proposals_for(viewer=viewer, now=now, limit=10_000)
    return next((each for each in found if each.key == key), None)


def in_turn(deeds: Iterable[Deed], *, turns: Mapping[int, int], seed: str) -> list[Deed]:
    """One deed a person, those first who were thanked least lately, equals by lot for the week.

    Among equals the kinds of deed take turns, so that the many of one do not hide the few.

    Args:
        deeds: what there is to thank for.
        turns: how often each person was thanked lately, by member.
        seed: what the lot is drawn from, the same all week.
    """

    def lot(of: str) -> bytes:
        return hashlib.blake2b(f"{seed}:{of}".encode(), digest_size=8).digest()

    one: dict[int, Deed] = {}
    for deed in sorted(deeds, key=lambda each: lot(each.subject)):
        one.setdefault(deed.member_id, deed)
    order = sorted(one.values(), key=lambda each: (turns[each.member_id], lot(str(each.member_id))))
    before: Counter[tuple[int, str]] = Counter()
    places: dict[int, tuple[int, int]] = {}
    for deed in order:
        turn = turns[deed.member_id]
        places[deed.member_id] = (turn, before[turn, deed.kind])
        before[turn, deed.kind] += 1
    return sorted(order, key=lambda each: places[each.member_id])


def _posts(organisation_id: int, until: datetime) -> list[Deed]:
    found = posts_with_readers(
        organisation_id=organisation_id, since=until - LOOKS_BACK, until=until
    )
    return [
        Deed(f"post:{post.token}", "post", post.member_id, post.title, post.network)
        for post in found
    ]


def _tips(organisation_id: int, until: datetime) -> list[Deed]:
    """Tips whose story a whole block of colleagues shared, of givers who may be named with it."""
    tips = named_tips_live(
        organisation_id=organisation_id, since=until - _TIPS_LOOK_BACK, until=until
    )
    results = hub.results_of(organisation_id, {tip.story_id for tip in tips})
    return [
        Deed(f"tip:{tip.token}", "tip", tip.member_id, tip.title, figure=shared)
        for tip in tips
        if tip.story_id in results and (shared := results[tip.story_id].sharers)
    ]


def _helpers(organisation_id: int, until: datetime) -> list[Deed]:
    """Experts who wrote to five colleagues or more, so that it says nothing of any of them."""
    rows = Feedback.objects.filter(
        organisation_id=organisation_id,
        expert__isnull=False,
        given_at__gte=until - LOOKS_BACK,
        given_at__lt=until,
    )
    counted = rows.values("expert").annotate(helped=Count("request__member", distinct=True))
    found = counted.filter(helped__gte=FEWEST_HELPED).values_list("expert", flat=True)
    return [Deed(f"helper:{until:%Y-%m}", "helper", int(expert)) for expert in found if expert]


def _agreeing(viewer: Member, member_ids: Collection[int]) -> dict[int, Member]:
    """Of these who take part and agree to be named, without the viewer."""
    joined = people.joined_members(viewer.organisation).filter(
        pk__in=member_ids, preferences__shoutouts=True
    )
    rows = joined.exclude(pk=viewer.pk).select_related("team", "preferences", "organisation")
    return {member.pk: member for member in rows}


def _not_yet_given(organisation_id: int, deeds: Sequence[Deed], *, now: datetime) -> list[Deed]:
    """What nobody thanked for yet, and who neither waits for an answer nor said no lately."""
    rows = Shoutout.objects.filter(organisation_id=organisation_id)
    mine = rows.filter(taken_back_at__isnull=True, member__in={deed.member_id for deed in deeds})
    given = set(mine.exclude(subject="").values_list("member_id", "subject"))
    open_or_no = Q(agreed_at__isnull=True, declined_at__isnull=True)
    open_or_no |= Q(declined_at__gt=now - TURN_MEMORY)
    resting = set(
        mine.filter(open_or_no, given_at__gt=now - TURN_MEMORY).values_list("member_id", flat=True)
    )
    return [
        deed
        for deed in deeds
        if (deed.member_id, deed.subject) not in given and deed.member_id not in resting
    ]


def _turns(
    organisation_id: int, members: Mapping[int, Member], *, now: datetime
) -> Mapping[int, int]:
    rows = Shoutout.objects.filter(
        organisation_id=organisation_id,
        member__in=list(members),
        given_at__gt=now - TURN_MEMORY,
        taken_back_at__isnull=True,
    )
    had = Counter(rows.values_list("member_id", flat=True))
    return {member_id: had[member_id] for member_id in members}
