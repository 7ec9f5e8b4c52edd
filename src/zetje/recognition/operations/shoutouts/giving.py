"""A colleague gives a shout-out. It goes to the person it names, and to nobody else yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.people.queries.named import family_names_among, given_names_among
from zetje.recognition.events import ShoutoutGiven
from zetje.recognition.models import Shoutout
from zetje.recognition.operations.shoutouts.noting import note
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.feedback import tidy_word
from zetje.recognition.rules.shoutout_words import (
    family_names_in,
    fault_in,
    names_in,
    texts_given,
)
from zetje.recognition.rules.shoutouts import MOST_A_WEEK, SAME_PERSON_REST, WEEK

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models.shoutouts import ShoutoutQuerySet


class ShoutoutRefusedError(Exception):
    """Raised when a shout-out cannot be given as it stands; says why in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def give_shoutout(
    *,
    giver: Member,
    member: Member,
    texts: Mapping[str, str],
    now: datetime,
    kind: str = "hand",
    subject: str = "",
    known_figures: Collection[str] = (),
) -> Shoutout:
    """Give a shout-out, which its person sees first. Pressed twice it is one.

    Whether they let themselves be named plays no part here: whoever gives one learns nothing.

    Args:
        giver: who thanks.
        member: who is thanked, of the same organisation.
        texts: the words by language, "nl" and "en"; one of the two is enough.
        now: when.
        kind: one of `rules.shoutouts.KINDS`.
        subject: what the proposal is about, so that it is given once; empty by hand.
        known_figures: the figures that were measured and may stand in the words.

    Raises:
        ShoutoutRefusedError: the words, the person or the number of them do not go.
    """
    if not game_switches(giver.organisation_id).shoutouts:
        raise ShoutoutRefusedError(_("Shout-outs are off in this organisation."))
    if member.pk == giver.pk or member.organisation_id != giver.organisation_id:
        raise ShoutoutRefusedError(_("A shout-out is for a colleague."))
    words = _checked(texts, giver=giver, member=member, known_figures=known_figures)
    _hold(giver)
    fields = {"text_nl": words.get("nl", ""), "text_en": words.get("en", "")}
    if same := _given(giver).filter(member=member, **fields).first():
        return same
    _check_how_many(giver, member=member, now=now)
    try:
        with transaction.atomic():
            made = Shoutout.objects.create(
                organisation_id=giver.organisation_id,
                member=member,
                giver=giver,
                kind=kind,
                subject=subject,
                given_at=now,
                **fields,
            )
    except IntegrityError:
        raise ShoutoutRefusedError(_("A colleague was just before you with this one.")) from None
    note("shoutout.given", by=giver, shoutout=made, now=now)
    publish_on_commit(ShoutoutGiven(giver.organisation_id, member.pk, made.pk))
    return made


@transaction.atomic
def take_shoutout_back(*, giver: Member, token: str, now: datetime) -> bool:
    """Take a shout-out back that one gave: it stands nowhere any more. Twice is once."""
    rows = _given(giver).filter(token=token)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        return False
    found.taken_back_at = now
    found.save(update_fields=["taken_back_at"])
    note("shoutout.taken_back", by=giver, shoutout=found, now=now)
    return True


def _checked(
    texts: Mapping[str, str], *, giver: Member, member: Member, known_figures: Collection[str]
) -> Mapping[str, str]:
    words = texts_given({name: tidy_word(texts.get(name, "")) for name in ("nl", "en")})
    if not words:
        raise ShoutoutRefusedError(_("There is nothing in it yet. One line is enough."))
    for text in words.values():
        if fault := fault_in(text, known_figures=known_figures):
            raise ShoutoutRefusedError(fault)
        _check_names(text, giver=giver, member=member)
    return words


def _check_names(text: str, *, giver: Member, member: Member) -> None:
    """One name: whoever else stood in it would not have seen it first."""
    words = names_in(text)
    own = {member.given_name, *member.full_name.split()}
    if giver.given_name in words - own:
        raise ShoutoutRefusedError(
            _("Your name comes below it by itself, if you agreed to be named. Leave it out here.")
        )
    here = giver.organisation_id
    others = set(given_names_among(organisation_id=here, words=words - own))
    others |= family_names_among(organisation_id=here, names=family_names_in(text))
    others |= set(people.full_names_in(organisation_id=here, text=text))
    others -= {member.full_name, member.family_name}
    if others:
        raise ShoutoutRefusedError(
            _(
                "A shout-out names one colleague, who sees it first. Leave out %(names)s, "
                "or give one of their own."
            )
            % {"names": ", ".join(sorted(others))}
        )


def _check_how_many(giver: Member, *, member: Member, now: datetime) -> None:
    lately = _given(giver).filter(given_at__gt=now - WEEK)
    if lately.count() >= MOST_A_WEEK:
        raise ShoutoutRefusedError(
            _("You thanked many colleagues this week. Keep this one for a day or two.")
        )
    if _given(giver).filter(member=member, given_at__gt=now - SAME_PERSON_REST).exists():
        raise ShoutoutRefusedError(
            _("You thanked %(name)s just lately. Saying it in person is worth as much.")
            % {"name": member.given_name}
        )


def _given(giver: Member) -> ShoutoutQuerySet:
    rows = Shoutout.objects.filter(organisation_id=giver.organisation_id, giver=giver)
    return rows.filter(taken_back_at__isnull=True)


def _hold(giver: Member) -> None:
    """Let one giver's own presses come one after another, so that counts hold."""
    hold_turn("recognition.giving", giver.pk)
