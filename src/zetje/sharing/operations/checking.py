"""Whether a text may go to a network, with the sentence that says why not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zetje.sharing.queries.known_networks import UnknownNetworkError, network
from zetje.sharing.queries.sameness import likeness_among_colleagues
from zetje.sharing.rules.choosing import AdaptFirstError, ChoiceRefusedError
from zetje.sharing.rules.disclosure import Terms, phrases_of
from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.texts import count

if TYPE_CHECKING:
    from zetje.people.models import Member


def known_network(key: str) -> Network:
    """A network by its key.

    Raises:
        ChoiceRefusedError: there is none of that key.
    """
    try:
        return network(key)
    except UnknownNetworkError as fault:
        raise ChoiceRefusedError(_("There is no such network here.")) from fault


def check_text(
    text: str, *, member: Member, network: Network, terms: Terms, own_words: bool, now: datetime
) -> None:
    """Whether a finished text may go to a network.

    Raises:
        AdaptFirstError: it is too long, or too much like what colleagues posted there.
    """
    over = count(text, network.limit).over
    if over:
        raise AdaptFirstError(
            ngettext(
                "{over} character too long for {network}. Make it shorter first.",
                "{over} characters too long for {network}. Make it shorter first.",
                over,
            ).format(over=over, network=network.label)
        )
    found = likeness_among_colleagues(
        member=member, network=network, text=text, leaving_out=phrases_of(terms), now=now
    )
    level = found.level(network.sameness)
    if level == "never" or (level == "adapt_first" and not own_words):
        raise AdaptFirstError(
            _("Enough colleagues posted this on {network} already. Say it your way first.").format(
                network=network.label
            )
        )
