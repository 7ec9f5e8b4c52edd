"""Where enough colleagues posted a story's words: a wording of the person's own, or adapt first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zetje.prompting.presenters.cards import Card, composer_of
from zetje.prompting.presenters.proofs import proof
from zetje.prompting.queries.wordings import Wording
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.prompting.queries.weeks import Offer


def tell_apart(
    member: Member, cards: Sequence[Card], offers: Sequence[Offer], *, now: datetime
) -> None:
    """Change the cards whose words too many colleagues posted; one query while there are none.

    Past the network's first threshold somebody gets a wording of their own to copy. Where there is
    none that is their own, or the network draws a line, they are asked to adapt first.

    Args:
        member: whose week it is.
        cards: the cards of the week.
        offers: what each is of, in the same order.
        now: the moment.
    """
    made = {
        str(card.position): (card, card.made, offer)
        for card, offer in zip(cards, offers, strict=True)
        if card.made is not None
    }
    texts = [
        sharing.Planned(key, text.text, text.network, text.leaving_out)
        for key, (_card, text, _offer) in made.items()
    ]
    found = sharing.likenesses_among_colleagues(member=member, texts=texts, now=now)
    levels = {one.key: found[one.key].level(one.network.sameness) for one in texts}
    wanted = [
        sharing.Wanted(key, offer.story, text.network, text.language)
        for key, (_card, text, offer) in made.items()
        if levels[key] == "adapt_first"
    ]
    own = sharing.own_wordings(member=member, wanted=wanted, now=now) if wanted else {}
    for key, (card, text, offer) in made.items():
        if key in own:
            _give(card, member, offer, replace(text, text=own[key].text), key=own[key].key)
        elif levels[key] != "fine":
            card.adapt_first = True
            card.hint = _(
                "Enough colleagues posted these very words. Change some and they are yours."
            )


def _give(card: Card, member: Member, offer: Offer, made: Wording, *, key: str) -> None:
    """Put a wording of the person's own on a card."""
    card.made, card.text, card.wording_key = made, made.text, key
    card.composer_url = composer_of(member, made)
    card.proof = proof(
        member=member,
        story=offer.story,
        text=made.text,
        network=made.network,
        link=made.link,
        anonymous=False,
    )
    said = _("Enough colleagues posted the story's words, so these are said your way.")
    card.hint = f"{said} {card.hint}"
