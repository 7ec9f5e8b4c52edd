"""Reads who asked for an expert's word, for the experts, and the words, for whom they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q

from zetje.people import queries as people
from zetje.recognition.models import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.models.feedback import FeedbackRequestQuerySet
from zetje.recognition.rules.feedback import TURN_MEMORY, Waiting, in_turn
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from zetje.people.models import Member
    from zetje.sharing.models import Share

SHOWN: Final = 5
DONE: Final = 20
# A word that was read stays on the page of the week for as long as this.
STAYS: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Queue:
    """The asks whose turn it is, and how many come after them."""

    asks: Sequence[FeedbackRequest]
    more: int


@dataclass(frozen=True, slots=True)
class ShareAsk:
    """Whether one post of a person waits for a word.

    Attributes:
        share: the token of the share.
        network: where it stands, by name.
        state: "none", "asked" or "answered".
    """

    share: str
    network: str
    state: str


@dataclass(frozen=True, slots=True)
class Word:
    """An expert's word as its person sees it.

    Attributes:
        expert: the expert's name; empty once the expert was erased.
        title: the story that the post was about; empty for an idea of the person's own.
        post: the text the word is about.
    """

    token: str
    expert: str
    title: str
    network: str
    post: str
    text: str
    given_at: datetime
    is_seen: bool
    is_thanked: bool
    is_reported: bool

    @property
    def given_name(self) -> str:
        """How the expert is called; empty once the expert was erased."""
        return self.expert.split(" ")[0]


def queue_for(*, expert: Member, now: datetime, limit: int = SHOWN, keeping: str = "") -> Queue:
    """Who asked for a word that this expert may give, in turn (`rules.feedback.in_turn`).

    Args:
        expert: who looks.
        now: the moment.
        limit: how many to show.
        keeping: the token of an ask that is being written on; it comes first.
    """
    open_to = asks_open_to(expert)
    waiting = [Waiting(*row) for row in open_to.values_list("pk", "member_id", "asked_at")]
    order = [one.ask_id for one in in_turn(waiting, had=_words_had(expert, now))]
    if keeping:
        kept = open_to.filter(token=keeping).values_list("pk", flat=True).first()
        order.sort(key=lambda pk: pk != kept)
    rows = open_to.select_related("member__organisation", "share__story", "share__link")
    found = rows.in_bulk(order[:limit])
    return Queue([found[pk] for pk in order[:limit]], more=max(len(order) - limit, 0))


def asks_open_to(expert: Member) -> FeedbackRequestQuerySet:
    """The unanswered asks that an expert may see.

    They are of people who take part, and who still want it; never the expert's own, nor those of
    somebody who reported a word of this expert.
    """
    reports = FeedbackReport.objects.filter(
        feedback__expert=expert, feedback__request__member=OuterRef("member")
    )
    asks = FeedbackRequest.objects.filter(
        organisation_id=expert.organisation_id,
        member__in=people.joined_members(expert.organisation),
    )
    return asks.living().wanted().unanswered().exclude(member=expert).exclude(Exists(reports))


def ask_by_token(*, expert: Member, token: str) -> FeedbackRequest | None:
    """An ask that an expert has or had before them, open or over; never their own."""
    rows = FeedbackRequest.objects.filter(organisation_id=expert.organisation_id, token=token)
    return rows.exclude(member=expert).select_related("member").first()


def words_given(*, expert: Member, limit: int = DONE) -> list[Feedback]:
    """What an expert wrote to people who still take part, newest first."""
    rows = Feedback.objects.filter(
        organisation_id=expert.organisation_id,
        expert=expert,
        request__member__in=people.joined_members(expert.organisation),
    )
    return list(rows.select_related("request__member").order_by("-given_at", "-pk")[:limit])


def has_expert(member: Member) -> bool:
    """Whether somebody other than this member may give words."""
    experts = people.members_with_role(member.organisation_id, "expert")
    return experts.exclude(pk=member.pk).exists()


def share_asks(*, member: Member, shares: Collection[Share]) -> Mapping[int, ShareAsk]:
    """By share, whether a word was asked; confirmed shares in own words only.

    Nothing where nobody could answer.
    """
    own = [share for share in shares if share.own_words and share.is_confirmed]
    if not own:
        return {}
    asks = FeedbackRequest.objects.living().filter(
        organisation_id=member.organisation_id, member=member, share__in=[one.pk for one in own]
    )
    states = dict.fromkeys(asks.wanted().values_list("share_id", flat=True), False)
    answered = Exists(Feedback.objects.filter(request=OuterRef("pk")))
    states |= dict.fromkeys(asks.filter(answered).values_list("share_id", flat=True), True)
    if len(states) < len(own) and not has_expert(member):
        own = [share for share in own if share.pk in states]
    return {share.pk: _share_ask(share, states.get(share.pk)) for share in own}


def words_for(*, member: Member, limit: int = DONE) -> list[Word]:
    """The words a person got, newest first."""
    return [_word(row) for row in _words_of(member)[:limit]]


def words_of_week(*, member: Member, now: datetime) -> list[Word]:
    """The words for the page of the week: unread, or read a few days ago; unread ones first."""
    rows = words_due(organisation_id=member.organisation_id, member=member, now=now)
    shown = (
        _with_reports(rows)
        .filter(is_reported=False)
        .order_by(F("seen_at").desc(nulls_first=True), "given_at", "pk")
    )
    return [_word(row) for row in shown[:SHOWN]]


def words_due(*, organisation_id: int, member: Any, now: datetime) -> QuerySet[Feedback]:
    """Unread words and those read a few days ago, as a query not yet run.

    For whoever asks along with a question of their own whether there are any; `member` may be a
    reference to a field of theirs.
    """
    return Feedback.objects.filter(
        Q(seen_at__isnull=True) | Q(seen_at__gt=now - STAYS),
        organisation_id=organisation_id,
        request__member=member,
    )


def untold_words(*, organisation_id: int, member_id: int, message_id: int) -> dict[int, Word]:
    """The unread words to tell a member of, by number, oldest first.

    Args:
        organisation_id: whose.
        member_id: of whom.
        message_id: the message that asks; what another one told of is left out.
    """
    rows = _with_reports(Feedback.objects.filter(organisation_id=organisation_id)).filter(
        Q(told_by__isnull=True) | Q(told_by=message_id),
        request__member=member_id,
        seen_at__isnull=True,
        is_reported=False,
    )
    return {row.pk: _word(row) for row in rows.order_by("given_at", "pk")}


def reports_of(*, organisation_id: int, limit: int = DONE) -> list[FeedbackReport]:
    """The complaints about words, open ones first, newest first. Without the words themselves."""
    rows = FeedbackReport.objects.filter(organisation_id=organisation_id)
    rows = rows.select_related("feedback__request__member", "feedback__expert", "handled_by")
    rows = rows.defer("feedback__text", "feedback__opening")
    open_first = F("handled_at").desc(nulls_first=True)
    return list(rows.order_by(open_first, "-reported_at", "-pk")[:limit])


def _words_had(expert: Member, now: datetime) -> dict[int, int]:
    rows = Feedback.objects.filter(
        organisation_id=expert.organisation_id, given_at__gt=now - TURN_MEMORY
    )
    counted = rows.values("request__member").annotate(count=Count("pk"))
    return dict(counted.values_list("request__member", "count"))


def _words_of(member: Member) -> QuerySet[Feedback]:
    rows = Feedback.objects.filter(organisation_id=member.organisation_id, request__member=member)
    return _with_reports(rows).order_by("-given_at", "-pk")


def _with_reports(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    reports = FeedbackReport.objects.filter(feedback=OuterRef("pk"))
    together = rows.select_related("expert", "request__share__story")
    return together.annotate(is_reported=Exists(reports))


def _word(row: Feedback) -> Word:
    share = row.request.share
    return Word(
        token=row.token,
        expert=row.expert.full_name if row.expert else "",
        title=share.story.title if share.story else "",
        network=_network(share),
        post=share.text,
        text=row.text,
        given_at=row.given_at,
        is_seen=row.seen_at is not None,
        is_thanked=row.thanked_at is not None,
        is_reported=bool(getattr(row, "is_reported", False)),
    )


def _share_ask(share: Share, answered: bool | None) -> ShareAsk:
    state = "none" if answered is None else "answered" if answered else "asked"
    return ShareAsk(share=share.token, network=_network(share), state=state)


def _network(share: Share) -> str:
    try:
        return str(sharing.network(share.network).label)
    except sharing.UnknownNetworkError:
        return share.network
