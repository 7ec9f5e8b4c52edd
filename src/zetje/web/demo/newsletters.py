"""Gives the invented organisation a newsletter: some that were sent, and one that waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from numpy.random import Generator

from zetje.lib.tenancy import tenant
from zetje.people import operations as choices
from zetje.people import queries as people
from zetje.recognition.operations import newsletter
from zetje.web.demo.founding import editor_of
from zetje.web.demo.times import on_clock

if TYPE_CHECKING:
    from zetje.people.models import Organisation
    from zetje.recognition.models import Edition

_WEEKS: Final = 6
_SUBSCRIBED: Final = 0.4
_OWN: Final = newsletter.BlockWords(
    is_shown=True,
    heading_nl="Van de redactie",
    heading_en="From the editors",
    text_nl="Volgende maand staan we op de beurs. Wie een middag mee wil, geeft een tip.",
    text_en="Next month we are at the fair. Who would like to come along gives us a tip.",
)


def make_newsletters(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Have an edition of each of the last weeks: all sent but the newest, which its editor reads.

    Args:
        organisation: whose.
        now: the moment it leads up to.
        rng: the chance.
    """
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    mornings = [on_clock(monday - timedelta(weeks=back), 7.5) for back in range(_WEEKS, -1, -1)]
    with tenant(organisation.pk):
        editor = editor_of(organisation)
        newsletter.set_newsletter_rhythm(by=editor, rhythm="weekly", now=mornings[0])
        newsletter.renew_feed(by=editor, language=organisation.default_language, now=mornings[0])
        made = [newsletter.make_due_edition(organisation=organisation, now=at) for at in mornings]
        # Nobody subscribed then, so that nobody gets mail today about spring.
        for at, edition in zip(mornings[:-1], made[:-1], strict=True):
            if edition is not None:
                newsletter.send_edition(by=editor, edition=edition, now=at + timedelta(hours=3))
        if made[-1] is not None:
            _write_in(made[-1])
        members = list(people.joined_members(organisation).select_related("preferences"))
        for member in members:
            if rng.random() < _SUBSCRIBED or member.pk == editor.pk:
                choices.set_switch(member=member, name="newsletter", on=True, now=now)


def _write_in(edition: Edition) -> None:
    """Let the editor have written a part of their own in a draft."""
    words = {
        block.kind: newsletter.BlockWords(
            is_shown=block.is_shown,
            heading_nl=block.heading_nl,
            heading_en=block.heading_en,
            text_nl=block.text_nl,
            text_en=block.text_en,
        )
        for block in edition.blocks.order_by("position")
    }
    words["own"] = _OWN
    # The opening stands in front by itself.
    order = [kind for kind in words if kind != "opening"]
    newsletter.change_edition(edition=edition, words=words, order=order, left_out=[])
