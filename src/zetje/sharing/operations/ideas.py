"""Posting an idea of one's own: no story behind it, and it counts for the chain all the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import record
from zetje.people import queries as people
from zetje.sharing.events import IdeaShared, IdeaUndone
from zetje.sharing.models import Link, Share
from zetje.sharing.operations.acts import take_turn
from zetje.sharing.operations.checking import check_text, known_network
from zetje.sharing.operations.links import clean_target
from zetje.sharing.operations.shares import CONFIRM_WINDOW
from zetje.sharing.operations.wordings import keep_wording
from zetje.sharing.queries.drafts import finished_text, terms_of
from zetje.sharing.queries.links import address_of
from zetje.sharing.queries.personal import planned_idea_code, waiting_idea
from zetje.sharing.rules.choosing import ChoiceRefusedError, check_may_undo, check_membership
from zetje.sharing.rules.composers import with_campaign
from zetje.sharing.rules.disclosure import phrases_of
from zetje.sharing.rules.sameness import words_of
from zetje.sharing.rules.texts import tidy

if TYPE_CHECKING:
    from zetje.people.models import Member

STARTED, SHARED, UNDONE = "idea.started", "idea.shared", "idea.undone"


@transaction.atomic
def start_idea(
    *, member: Member, text: str, network_key: str, address: str, language: str, now: datetime
) -> Share:
    """Start a share of an idea of the member's own. One that waits there already is rewritten.

    Args:
        member: the author.
        text: their words.
        network_key: where it is to stand.
        address: what its short link leads to; "" for a post without a link.
        language: of the text, which says how the employer is named.
        now: the moment.

    Raises:
        ChoiceRefusedError: nothing was written, it is too long, or the address is none.
        AdaptFirstError: it is so much like what colleagues posted that the network forbids it.
    """
    if not tidy(text):
        raise ChoiceRefusedError(_("There is no text yet. Write a line first."))
    check_membership(same_organisation=True, joined=people.is_joined(member.pk), story_is_live=True)
    chosen = known_network(network_key)
    take_turn(member)
    waiting = waiting_idea(member=member, network=network_key)
    link = _link(member, waiting, network_key, address, now) if address.strip() else None
    terms = terms_of(member, language=language, is_idea=True)
    text = finished_text(
        text=text, link=address_of(link) if link else "", network=chosen, terms=terms
    )
    check_text(text, member=member, network=chosen, terms=terms, own_words=True, now=now)
    wording = keep_wording(member.organisation_id, words_of(text, phrases_of(terms)))
    if waiting is not None:
        waiting.text, waiting.link, waiting.wording = text, link, wording
        waiting.save(update_fields=["text", "link", "wording"])
        return waiting
    share = Share.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        network=network_key,
        text=text,
        own_words=True,
        link=link,
        wording=wording,
        started_at=now,
    )
    _record(STARTED, share, member, now)
    return share


@transaction.atomic
def confirm_idea(*, member: Member, share: Share, now: datetime) -> None:
    """Note that the member posted it. Said twice it counts once.

    Raises:
        ChoiceRefusedError: it is not theirs, was taken back, or was started too long ago.
    """
    take_turn(member)
    share.refresh_from_db()
    if share.member_id != member.pk or now - share.started_at > CONFIRM_WINDOW:
        raise ChoiceRefusedError(_("This share is too long ago to confirm."))
    if not share.is_living:
        raise ChoiceRefusedError(_("You took this one back. Write it once more."))
    if share.is_confirmed:
        return
    share.confirmed_at = now
    share.save(update_fields=["confirmed_at"])
    _record(SHARED, share, member, now)
    publish_on_commit(
        IdeaShared(
            organisation_id=share.organisation_id,
            member_id=member.pk,
            share_id=share.pk,
            network=share.network,
        )
    )


@transaction.atomic
def deny_idea(*, member: Member, share: Share, now: datetime) -> None:
    """Note that it was not posted after all.

    Raises:
        ChoiceRefusedError: it was confirmed more than ten minutes ago.
    """
    take_turn(member)
    share.refresh_from_db()
    if share.member_id != member.pk or not share.is_living:
        return
    if share.confirmed_at is not None:
        check_may_undo(last_act_at=share.confirmed_at, now=now)
    share.undone_at = now
    share.save(update_fields=["undone_at"])
    _record(UNDONE, share, member, now)
    publish_on_commit(
        IdeaUndone(organisation_id=share.organisation_id, member_id=member.pk, share_id=share.pk)
    )


def _link(
    member: Member, waiting: Share | None, network_key: str, address: str, now: datetime
) -> Link:
    organisation = member.organisation
    given = address.strip()
    try:
        target = clean_target(
            with_campaign(
                given if "://" in given else f"https://{given}",
                source=organisation.utm_source,
                medium=organisation.utm_medium,
                campaign=organisation.utm_campaign,
                network=network_key,
            )
        )
    except ValueError as fault:
        raise ChoiceRefusedError(
            _("That is no address we can link to. It looks like example.org/page.")
        ) from fault
    link = waiting.link if waiting is not None else None
    if link is None:
        return Link.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            network=network_key,
            target=target,
            code=planned_idea_code(member=member, network=network_key),
            created_at=now,
        )
    link.target = target
    link.save(update_fields=["target"])
    return link


def _record(kind: str, share: Share, member: Member, now: datetime) -> None:
    record(
        organisation_id=share.organisation_id,
        kind=kind,
        at=now,
        source="seen" if kind == STARTED else "person",
        person_key=member.person_key,
        subject=f"share:{share.pk}",
        details={"share": share.pk, "network": share.network, "own_words": True},
    )
