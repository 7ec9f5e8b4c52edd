"""The page of the week as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.prompting.presenters import words
from zetje.prompting.presenters.apart import tell_apart
from zetje.prompting.presenters.cards import Card, common_networks, open_card
from zetje.prompting.presenters.chains import ChainView, RestView, chain_view, rest_view
from zetje.prompting.presenters.phases import PhaseView, phase_view
from zetje.prompting.queries.wordings import network_at, networks_of, wording
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.queries.weeks import Offer, Week


@dataclass(frozen=True)
class Prepared:
    """What the link that led here named; it only points, never acts.

    Args:
        choice: "copy", "adapt", "skip", "look" or "rest"; "" for none.
        story: its place on the page or its token; "" for a choice on the week.
    """

    choice: str = ""
    story: str = ""


@dataclass
class WeekPage:
    """Everything the page shows."""

    slug: str
    headline: str
    lead: str
    end: str
    cards: Sequence[Card]
    can_choose: bool
    chain: ChainView | None = None
    rest: RestView | None = None
    empty: Mapping[str, str] | None = None
    is_stranger: bool = False
    code_asked: bool = False
    no_more_codes: bool = False
    code_fault: str = ""
    base: str = ""
    said: str = ""
    aside: Sequence[Card] = ()
    aside_title: str = ""
    words: Sequence[recognition.Word] = ()
    phase: PhaseView | None = None
    seen_url: str = ""


def stranger_page(
    *, member: Member, week: Week, base: str, now: datetime, chosen: Mapping[int, str]
) -> WeekPage:
    """The week for a browser that nobody confirmed: stories to read and copy, and no more."""
    today = content.today_of(member.organisation, at=now)
    cards = [
        _offered(member, offer, base, now=now, key=chosen.get(offer.position, ""), anonymous=True)
        for offer in week.offers
        if content.is_live_on(offer.story, on=today)
    ]
    return WeekPage(
        slug=words.week_line(week.iso_year, week.iso_week),
        headline=_("Stories to share this week."),
        lead=_("Anybody may read and copy them. Choosing is for the person who got the mail."),
        end=_("That was all."),
        cards=cards,
        can_choose=False,
        is_stranger=True,
        base=base,
    )


def week_page(
    *,
    member: Member,
    week: Week,
    base: str,
    now: datetime,
    chosen: Mapping[int, str],
    prepared: Prepared = Prepared(),
) -> WeekPage:
    """The week for its own person.

    Args:
        member: whose week it is.
        week: what they were offered.
        base: the address the buttons post below.
        now: the moment.
        chosen: the network looked at, by place, where it is not the first.
        prepared: what the mail's link named.
    """
    every = _cards(member, week, base, now=now, chosen=chosen, prepared=prepared)
    cards, aside = every[: len(week.offers)], every[len(week.offers) :]
    waiting = sum(card.is_open for card in cards)
    page = WeekPage(
        slug=words.week_line(week.iso_year, week.iso_week),
        headline=words.greeting(member, now),
        lead=words.lead(waiting, len(cards)),
        end=_end(member),
        cards=cards,
        can_choose=True,
        base=base,
        aside=aside,
        aside_title=words.aside_title(len(aside)),
    )
    if week.has_words:
        page.words = recognition.words_of_week(member=member, now=now)
    page.phase = phase_view(member=member, base=base, now=now)
    page.seen_url = f"{base}seen/" if week.digest is not None else ""
    if not cards and not page.phase.is_probe:
        page.empty = _empty(member)
    if page.phase.is_probe and not cards:
        page.lead = _("Nothing waits here this week, on purpose.")
    if people.preferences_of(member).chain_shown:
        today = now.astimezone(ZoneInfo(member.time_zone)).date()
        chain = recognition.chain_for(member, today=today)
        page.chain = chain_view(chain)
        page.rest = rest_view(chain, url=f"{base}rest/", opened=prepared.choice == "rest")
        if chain.this_week == "shared" and not all(card.is_open for card in every):
            page.headline = _said_shared(member, chain.length)
    return page


def _cards(
    member: Member,
    week: Week,
    base: str,
    *,
    now: datetime,
    chosen: Mapping[int, str],
    prepared: Prepared,
) -> list[Card]:
    """The cards of the week's stories and, behind them, of what was put aside."""
    offers = (*week.offers, *week.aside)
    holds_share = any(choice.kind in ("copy", "adapt") for choice in week.choices.values())
    ids = [offer.story.pk for offer in offers]
    shares = sharing.shares_for(member=member, story_ids=ids) if holds_share else {}
    cards = [
        settled_card(member, offer, base, week.choices.get(offer.story.pk), shares, now=now)
        or _offered(member, offer, base, now=now, key=chosen.get(offer.position, ""))
        for offer in offers
    ]
    tell_apart(member, cards, offers, now=now)
    _mark_asks(member, cards, shares=[shares.get(story_id, []) for story_id in ids])
    for card, offer in zip(cards, offers, strict=True):
        if card.is_open and prepared.story in (str(offer.position), offer.story.token):
            card.prepared = prepared.choice
    return cards


def settled_card(
    member: Member,
    offer: Offer,
    base: str,
    choice: Any,
    shares: Mapping[int, Sequence[Any]],
    *,
    now: datetime,
) -> Card | None:
    """The card of a story that was chosen on or taken back; None while it is open."""
    below = f"{base}{offer.story.token}/"
    card = Card(
        template="",
        position=offer.position,
        number=offer.number,
        title=offer.story.title,
        base=below,
    )
    if choice is None or (choice.kind == "remind" and choice.remind_at <= now):
        if offer.story.withdrawn_at is None:
            return None
        card.template = "prompting/week/gone.html"
        return card
    card.undoable = sharing.is_undoable(choice, now=now)
    if choice.kind == "skip":
        labels = sharing.skip_reason_labels()
        card.template, card.reason_label = (
            "prompting/week/skipped.html",
            labels.get(choice.reason, ""),
        )
    elif choice.kind == "remind":
        card.template = "prompting/week/reminded.html"
        card.remind_at = words.moment(choice.remind_at, member)
    else:
        _settle_share(card, shares.get(offer.story.pk, ()), now=now, choice=choice)
    return card


def _settle_share(card: Card, shares: Sequence[Any], *, now: datetime, choice: Any) -> None:
    confirmed = [share for share in shares if share.confirmed_at is not None]
    if not confirmed:
        card.template = "prompting/week/asked.html"
        return
    card.template = "prompting/week/shared.html"
    last = max(share.confirmed_at for share in confirmed)
    card.undoable = sharing.is_undoable(choice, last_act_at=last, now=now)
    link_ids = [share.link_id for share in confirmed if share.link_id]
    card.result_sentence = words.clicked(sum(sharing.clicks_of(link_ids).values()))


def _offered(
    member: Member, offer: Offer, base: str, *, now: datetime, key: str, anonymous: bool = False
) -> Card:
    mine = common_networks() if anonymous else networks_of(member)
    network = next((one for one in mine if one.key == key), network_at(mine, offer.position))
    made = wording(member=member, story=offer.story, network=network, anonymous=anonymous)
    card = open_card(
        member=member,
        offer=offer,
        base=f"{base}{offer.story.token}/",
        network=network,
        made=made,
        now=now,
        anonymous=anonymous,
    )
    card.made = made
    return card


def _mark_asks(member: Member, cards: Sequence[Card], *, shares: Sequence[Sequence[Any]]) -> None:
    """Offer an expert's word on what was posted in own words; one query for the whole page."""
    every = [share for of_card in shares for share in of_card]
    asks = recognition.share_asks(member=member, shares=every)
    for card, own in zip(cards, shares, strict=True):
        card.asks = [asks[share.pk] for share in own if share.pk in asks]


def _said_shared(member: Member, length: int) -> str:
    if length > 1:
        return _("That makes %(count)s, %(name)s.") % {"count": length, "name": member.given_name}
    return _("That is one, %(name)s.") % {"name": member.given_name}


def _end(member: Member) -> str:
    moment = people.digest_moment_of(member)
    # 2024 began on a Monday, so its first days name the days of the week.
    day = date_format(datetime(2024, 1, 1 + moment.weekday), "l")  # noqa: DTZ001 - a name only
    return _("That was all. See you next %(day)s.") % {"day": day}


def _empty(member: Member) -> dict[str, str]:
    return {
        "title": _("No stories this week."),
        "text": _("Nothing new fits you, and that is fine. Your chain rests by itself."),
    }
