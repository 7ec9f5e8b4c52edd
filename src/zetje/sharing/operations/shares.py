"""Taking a story to a network, and saying whether it was posted. A person posts, never we."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.lib.events import publish_on_commit
from zetje.sharing.events import ShareConfirmed, ShareStarted
from zetje.sharing.models import ChoiceKind, Share
from zetje.sharing.operations.acts import (
    end_choice,
    end_share,
    living_choice,
    living_shares,
    put_choice,
    take_turn,
)
from zetje.sharing.operations.checking import check_text, known_network
from zetje.sharing.operations.choices import check_may_choose
from zetje.sharing.operations.counts import note
from zetje.sharing.operations.kept import let_go_of_words
from zetje.sharing.operations.links import make_story_link
from zetje.sharing.operations.wordings import keep_wording
from zetje.sharing.queries.drafts import finished_text, language_for, terms_of
from zetje.sharing.queries.links import address_of
from zetje.sharing.queries.own_wordings import Wanted, own_wording
from zetje.sharing.rules.choosing import AdaptFirstError, ChoiceRefusedError, check_may_undo
from zetje.sharing.rules.counts import SHARE_CONFIRMED, SHARE_STARTED
from zetje.sharing.rules.disclosure import phrases_of
from zetje.sharing.rules.sameness import words_of
from zetje.sharing.rules.texts import tidy
from zetje.voice import operations as voice

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# Later than this nobody remembers, and the weeks in between have been judged.
CONFIRM_WINDOW = timedelta(days=14)


@transaction.atomic
def copy_story(
    *,
    member: Member,
    story: Story,
    network_key: str,
    now: datetime,
    language: str = "",
    tone: str = "plain",
    wording_key: str = "",
) -> Share:
    """Start a share in the story's own words. Pressed again, it is the same share.

    Args:
        member: who shares.
        story: what.
        network_key: where.
        now: the moment.
        language: of the words; "" takes the member's.
        tone: of the words.
        wording_key: the wording of the member's own that a page offered because enough colleagues
            posted the story's; "" for the story's.

    Raises:
        ChoiceRefusedError: the member may not choose, or there is no such network.
        AdaptFirstError: enough colleagues posted these words already, or the wording of the
            member's own is another one by now.
    """
    language = language or language_for(member, story)
    if wording_key:
        return _copy_own_wording(member, story, network_key, wording_key, language, now=now)
    wording = content.variant_for(
        story, network=network_key, language=language, tone=tone, author=member
    )
    return _start_share(
        member=member,
        story=story,
        key=network_key,
        text=wording.text,
        language=wording.language,
        own_words=False,
        now=now,
    )


def _copy_own_wording(
    member: Member, story: Story, network_key: str, key: str, language: str, *, now: datetime
) -> Share:
    chosen = known_network(network_key)
    language = content.variant_for(story, network=network_key, language=language).language
    wanted = Wanted(key="", story=story, network=chosen, language=language)
    found = own_wording(member=member, wanted=wanted, key=key)
    if found is None:
        for share in living_shares(member, story.pk):
            if share.network == network_key:
                return share
        raise AdaptFirstError(_("These words changed since. Look once more."))
    share = _start_share(
        member=member,
        story=story,
        key=network_key,
        text=found.text,
        language=language,
        own_words=False,
        now=now,
    )
    voice.note_suggestion(
        member=member, story_id=story.pk, key=key, method="rules", outcome="taken", now=now
    )
    return share


@transaction.atomic
def adapt_story(
    *, member: Member, story: Story, network_key: str, text: str, now: datetime, language: str = ""
) -> Share:
    """Start a share in the member's own words. What they kept about the story has done its work.

    Raises:
        ChoiceRefusedError: the member may not choose, or the text is empty or too long.
        AdaptFirstError: it is still so much like what others posted that the network forbids it.
    """
    if not tidy(text):
        raise ChoiceRefusedError(_("There is no text yet. Write a line, or copy the story's."))
    share = _start_share(
        member=member,
        story=story,
        key=network_key,
        text=text,
        language=language or language_for(member, story),
        own_words=True,
        now=now,
    )
    let_go_of_words(member=member, story_id=story.pk)
    return share


@transaction.atomic
def confirm_share(*, member: Member, share: Share, now: datetime) -> Share:
    """Note that the member posted it. Said twice it counts once.

    A "no" can become a "yes" for ten minutes.

    Raises:
        ChoiceRefusedError: it is not theirs, was taken back, or was started too long ago.
    """
    take_turn(member)
    share.refresh_from_db()
    if share.member_id != member.pk or now - share.started_at > CONFIRM_WINDOW:
        raise ChoiceRefusedError(_("This share is too long ago to confirm."))
    if share.undone_at is not None:
        _revive(share, member=member, now=now)
    if share.is_confirmed:
        return share
    share.confirmed_at = now
    share.save(update_fields=["confirmed_at"])
    note(SHARE_CONFIRMED, member=member, story_id=share.of_story, now=now, **_facts(share))
    publish_on_commit(
        ShareConfirmed(
            organisation_id=share.organisation_id,
            member_id=member.pk,
            story_id=share.of_story,
            share_id=share.pk,
            network=share.network,
        )
    )
    return share


@transaction.atomic
def deny_share(*, member: Member, share: Share, now: datetime) -> None:
    """Note that it was not posted after all; without another share of it the story is open again.

    Raises:
        ChoiceRefusedError: it was confirmed more than ten minutes ago.
    """
    take_turn(member)
    share.refresh_from_db()
    if share.member_id != member.pk or not share.is_living:
        return
    if share.confirmed_at is not None:
        check_may_undo(last_act_at=share.confirmed_at, now=now)
    end_share(share, member=member, now=now)
    choice = living_choice(member, share.of_story)
    if choice is not None and not living_shares(member, share.of_story):
        end_choice(choice, member=member, now=now)


def _start_share(
    *,
    member: Member,
    story: Story,
    key: str,
    text: str,
    language: str,
    own_words: bool,
    now: datetime,
) -> Share:
    check_may_choose(member=member, story=story, now=now)
    chosen = known_network(key)
    take_turn(member)
    share = next((one for one in living_shares(member, story.pk) if one.network == key), None)
    if share is not None and share.is_confirmed:
        return share
    terms = terms_of(member, language=language)
    link = make_story_link(member=member, story=story, network=key, now=now)
    text = finished_text(text=text, link=address_of(link), network=chosen, terms=terms)
    if share is not None and share.text == text:
        return share
    check_text(text, member=member, network=chosen, terms=terms, own_words=own_words, now=now)
    fields = {
        "text": text,
        "own_words": own_words,
        "link": link,
        "wording": keep_wording(member.organisation_id, words_of(text, phrases_of(terms))),
        "started_at": now,
    }
    share = _written(share, member=member, story_id=story.pk, key=key, fields=fields, now=now)
    kind = ChoiceKind.ADAPT if own_words else ChoiceKind.COPY
    put_choice(member=member, story_id=story.pk, kind=kind, network=key, now=now)
    return share


def _written(
    share: Share | None,
    *,
    member: Member,
    story_id: int,
    key: str,
    fields: dict[str, Any],
    now: datetime,
) -> Share:
    """The share with a new text; a new share where there is none on that network yet."""
    if share is not None:
        for name, value in fields.items():
            setattr(share, name, value)
        share.save(update_fields=list(fields))
        return share
    share = Share.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        story_id=story_id,
        network=key,
        **fields,
    )
    _note_start(share, member=member, now=now)
    return share


def _note_start(share: Share, *, member: Member, now: datetime) -> None:
    note(
        SHARE_STARTED,
        member=member,
        story_id=share.of_story,
        now=now,
        source="seen",
        **_facts(share),
    )
    publish_on_commit(
        ShareStarted(
            organisation_id=share.organisation_id,
            member_id=member.pk,
            story_id=share.of_story,
            share_id=share.pk,
            network=share.network,
        )
    )


def _revive(share: Share, *, member: Member, now: datetime) -> None:
    """Let a share live again that was taken back a moment ago."""
    check_may_undo(last_act_at=share.undone_at or now, now=now)
    others = living_shares(member, share.of_story)
    if any(other.network == share.network for other in others):
        raise ChoiceRefusedError(_("You took this story up again since. Confirm that one."))
    share.undone_at = share.confirmed_at = None
    share.save(update_fields=["undone_at", "confirmed_at"])
    _note_start(share, member=member, now=now)
    kind = ChoiceKind.ADAPT if share.own_words else ChoiceKind.COPY
    put_choice(member=member, story_id=share.of_story, kind=kind, network=share.network, now=now)


def _facts(share: Share) -> dict[str, Any]:
    return {"share": share.pk, "network": share.network, "own_words": share.own_words}
