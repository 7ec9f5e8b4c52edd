"""The week as a card: the greeting, its stories, the chain for who wants to see theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.delivery.registry import Button, Card
from zetje.prompting.operations.chat.sections import Line, section_of
from zetje.prompting.operations.chat.values import THIS_WEEK, About
from zetje.prompting.operations.mail import words

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.queries import Chain


def card_of(
    *,
    member: Member,
    lines: Sequence[Line],
    chain: Chain | None,
    digest: str,
    link: str,
    now: datetime,
    said: str = "",
    quiet_next: bool = False,
) -> Card:
    """The card of a week, in the language that is switched on.

    Args:
        member: whose week, with their organisation.
        lines: its stories in their order.
        chain: their chain; None for who does not want to see it.
        digest: the token of the week's digest, or `THIS_WEEK`.
        link: the personal address of its page.
        now: the moment, for the greeting.
        said: what is to be said instead of how many stories wait.
        quiet_next: whether chance keeps next week free of digest and prompt.
    """
    hour = now.astimezone(ZoneInfo(member.time_zone)).hour
    return Card(
        language=member.language,
        title=words.greeting(" ".join(member.given_name.split()), hour),
        text=said or _lead(lines, shows_chain=chain is not None),
        sections=tuple(
            section_of(line, organisation=member.organisation, digest=digest, link=link)
            for line in lines
        ),
        footer=_footer(chain, quiet_next=quiet_next),
        buttons=_buttons(lines, chain, digest=digest, link=link),
        url=link,
    )


def plain_card(*, language: str, title: str, text: str, buttons: tuple[Button, ...] = ()) -> Card:
    """A card without stories, with the way to this week under it."""
    again = Button(label=_("This week"), action="this_week", value=THIS_WEEK)
    return Card(
        language=language,
        title=title,
        text=text,
        buttons=(*buttons, again),
        url=f"{settings.SITE_ADDRESS}/week/",
    )


def nobodys_card() -> Card:
    """For an account whose person works here no more: nothing of anybody."""
    return plain_card(
        language="en",
        title=_("Nothing is here for this account."),
        text=_("Whoever looks after Zetje where you work can help."),
    )


def _lead(lines: Sequence[Line], *, shows_chain: bool) -> str:
    waiting = sum(line.state == "open" for line in lines)
    asked = any(line.state == "asked" for line in lines)
    if waiting == len(lines) and waiting < len(words.SUBJECTS):
        return words.lead(waiting, shows_chain=shows_chain)
    if asked or waiting:
        return (
            ngettext(
                "One more story is there if you like it.",
                "%(count)s more stories are there if you like them.",
                waiting,
            )
            % {"count": waiting}
            if waiting
            else _("One thing is open: did you post it?")
        )
    return _("You chose on all of them. That is all for this week.")


def _footer(chain: Chain | None, *, quiet_next: bool) -> str:
    """What stands at the end: the chain, and that next week stays quiet."""
    told = [words.quiet_next()] if quiet_next else []
    if chain is not None and chain.nodes:
        told = [words.headline(chain), words.sentence(chain), *told]
    return " ".join(filter(None, told))


def _buttons(
    lines: Sequence[Line], chain: Chain | None, *, digest: str, link: str
) -> tuple[Button, ...]:
    """What belongs to the whole card. Copying happens on the page, so the saying so stands here."""
    made: list[Button] = []
    states: set[Any] = {line.state for line in lines}
    if "open" in states and "asked" not in states:
        made.append(Button(label=_("I posted it"), action="posted", value=About(digest).value))
    if chain is not None and chain.may_rest and chain.length:
        made.append(Button(label=words.rest(), url=f"{link}?choice=rest"))
    made.append(Button(label=_("All on one page"), url=link))
    fewer = f"{settings.SITE_ADDRESS}/me/channels/"
    return (*made, Button(label=_("Where messages come"), url=fewer))
