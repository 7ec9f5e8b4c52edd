"""What a tap on a story in a chat does: for the person who tapped alone, and twice is once.

Each act gives the card that takes the place of the one that was tapped. Copying and adapting are no
acts: a chat reaches no clipboard, so their buttons open the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery.registry import Card
from zetje.people import queries as people
from zetje.prompting.models import Digest
from zetje.prompting.operations.chat.cards import nobodys_card, plain_card
from zetje.prompting.operations.chat.kinds import welcome_kind
from zetje.prompting.operations.chat.values import THIS_WEEK, About, decision_of_undo, read_value
from zetje.prompting.operations.chat.weeks import card_of_week, stamp_of, week_card
from zetje.prompting.queries.digests import VALID_FOR
from zetje.prompting.queries.weeks import Week, offer_of_story, this_week, week_of_digest
from zetje.recognition import operations as recognition
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.sharing.models import Share


@dataclass(frozen=True, slots=True)
class _Tapped:
    """A tap on something that is the member's own."""

    member: Member
    digest: Digest | None
    week: Week
    about: About
    now: datetime

    @property
    def story(self) -> Story | None:
        """The story that it is about, among what this member was offered."""
        offer = offer_of_story(self.week, self.about.story)
        return offer.story if offer else None


# Does it, and gives what is to be said about it first; "" where the card says enough.
_Act = Callable[[_Tapped], str]


def skip(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Skip a story, which is a good answer."""

    def act(tapped: _Tapped) -> str:
        if tapped.story is None:
            return _gone()
        sharing.skip_story(member=tapped.member, story=tapped.story, now=now)
        return ""

    return _done(act, organisation_id, member_id, value, now)


def posted(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Say: I posted it. Without a story it is the one that waits for that word."""

    def act(tapped: _Tapped) -> str:
        started, confirmed = _shares(tapped)
        stories = {share.story_id for share in started}
        if len(stories) > 1 and not tapped.about.story:
            return _("You took more than one. Say it at the one you posted.")
        for share in started:
            sharing.confirm_share(member=tapped.member, share=share, now=now)
        return "" if started or confirmed else _take_one_first()

    return _done(act, organisation_id, member_id, value, now)


def undo(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Take a choice back, within ten minutes; what was not posted yet, and a no, at any time."""
    if decision := decision_of_undo(value):
        return welcome_kind(
            organisation_id=organisation_id, member_id=member_id, value=decision, now=now
        )

    def act(tapped: _Tapped) -> str:
        if tapped.story is None:
            return _gone()
        found = shares.choices_for(member=tapped.member, story_ids=[tapped.story.pk])
        choice = found.get(tapped.story.pk)
        if choice is None or stamp_of(choice) != tapped.about.stamp:
            return ""
        started, confirmed = _shares(tapped)
        if confirmed or not started:
            sharing.undo_choice(member=tapped.member, choice=choice, now=now)
        for share in () if confirmed else started:
            sharing.deny_share(member=tapped.member, share=share, now=now)
        return ""

    return _done(act, organisation_id, member_id, value, now)


def show_week(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """The whole week of whoever taps; it changes nothing, and the value says nothing."""
    card = week_card(organisation_id=organisation_id, member_id=member_id, now=now)
    return card or nobodys_card()


def _done(act: _Act, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Do it if it is theirs to do, and show the week as it is then."""
    member = people.members_by_ids([member_id]).get(member_id)
    if member is None or member.organisation_id != organisation_id:
        return nobodys_card()
    with override(member.language):
        tapped = _opened(member, read_value(value), now)
        if isinstance(tapped, Card):
            return tapped
        try:
            said = act(tapped)
        except sharing.ChoiceRefusedError as refusal:
            said = str(refusal.sentence)
        # The chain follows every choice; here before the card is drawn, elsewhere after it.
        recognition.seat_week(organisation_id=organisation_id, member_id=member_id, now=now)
        week = _read(member, tapped.digest, now)
        return card_of_week(member, week, now=now, said=said)


def _opened(member: Member, about: About, now: datetime) -> _Tapped | Card:
    """What was tapped, or the card that says why it opens nothing."""
    if about.digest == THIS_WEEK:
        return _Tapped(member, None, _read(member, None, now), about, now)
    digest = (
        Digest.objects.filter(organisation_id=member.organisation_id, token=about.digest)
        .select_related("member", "member__organisation", "member__team", "member__preferences")
        .first()
    )
    if digest is None or digest.member_id != member.pk:
        return plain_card(
            language=member.language,
            title=_("These stories are somebody else's."),
            text=_("Nothing was changed. Your own are one tap away."),
        )
    if now > digest.send_at + VALID_FOR:
        return plain_card(
            language=member.language,
            title=_("That week is over."),
            text=_("Nothing was changed. What there is now is one tap away."),
        )
    return _Tapped(member, digest, _read(member, digest, now), about, now)


def _read(member: Member, digest: Digest | None, now: datetime) -> Week:
    if digest is None:
        return this_week(member=member, now=now)
    return week_of_digest(digest, now=now, is_known=True)


def _shares(tapped: _Tapped) -> tuple[list[Share], list[Share]]:
    """The member's shares of what was tapped: those that wait for a word, and the confirmed."""
    offers = (*tapped.week.offers, *tapped.week.aside)
    wanted = tapped.about.story
    ids = [offer.story.pk for offer in offers if wanted in ("", offer.story.token)]
    found = shares.shares_for(member=tapped.member, story_ids=ids)
    living = [share for of_story in found.values() for share in of_story]
    return (
        [share for share in living if share.confirmed_at is None],
        [share for share in living if share.confirmed_at is not None],
    )


def _take_one_first() -> str:
    return _("Nothing waits for that yet. Take a story with “Copy & post” first; then say it here.")


def _gone() -> str:
    return _("This story is no longer offered. Your choice was not recorded.")
