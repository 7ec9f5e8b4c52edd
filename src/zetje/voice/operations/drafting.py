"""Drafts for editors by the organisation's language model, in every language that is wished for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings

from zetje.content.registry import Drafted, DraftWish
from zetje.voice.operations.asking import facts_of, stands
from zetje.voice.operations.consulting import consult, keep_answer
from zetje.voice.queries.language_models import model_is_on
from zetje.voice.rules.model_answers import Bounds, rows_in, tidied
from zetje.voice.rules.model_asks import MOST_SIGNS, form_of_drafts, instructions_for_drafts
from zetje.voice.rules.model_material import as_data, material_from
from zetje.voice.rules.model_places import reason_of, words_for_editors
from zetje.voice.transport import Ask

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member, Organisation

# An editor asked for several texts at once and is told that it takes a while.
_PATIENCE: Final = 3
_TOKENS_OF_ONE: Final = 300


def draft_with_model(
    *,
    story: Story,
    wishes: Sequence[DraftWish],
    by: Member,
    now: datetime,
    seconds: float | None = None,
) -> Drafted:
    """Let a model draft wordings of a story; what does not stand up to the story is left out.

    Args:
        story: what about; its texts are all that the model gets.
        wishes: which wordings.
        by: the editor; the tenant's block must be open.
        now: the moment.
        seconds: for all of it; three times the installation's when left out.
    """
    organisation = by.organisation.name
    material = material_from(facts_of(story), most_signs=MOST_SIGNS)
    by_key = {f"{wish.network or 'any'}_{wish.language}_{wish.tone}": wish for wish in wishes}
    question = Ask(
        instructions=instructions_for_drafts(
            wishes=[
                {"key": key, "language": wish.language, "tone": wish.tone, "room": wish.room}
                for key, wish in by_key.items()
            ],
            organisation=organisation,
        ),
        material=as_data(material),
        name="drafts",
        schema=form_of_drafts(list(by_key)),
        max_tokens=_TOKENS_OF_ONE * len(by_key),
    )
    patience = seconds or settings.MODEL_SECONDS * _PATIENCE
    answer = consult(member=by, question=question, now=now, seconds=patience)
    rows = rows_in(answer.text, name="drafts", fields=["key", "text"], most=len(by_key))
    written = {by_key[row["key"]]: row["text"] for row in rows if row["key"] in by_key}
    texts = {
        wish: text
        for wish, text in ((wish, tidied(text, emoji=0)) for wish, text in written.items())
        if stands(
            text,
            bounds=_bounds(story, wish),
            material=material,
            story=story,
            network=wish.network,
            names=[organisation],
        )
    }
    if texts:
        keep_answer(member=by, answer=answer, now=now)
    return Drafted(texts, _sentence(texts, wishes, answer.fault))


def _bounds(story: Story, wish: DraftWish) -> Bounds:
    return Bounds(
        room=wish.room,
        language=wish.language,
        subject=(story.title, story.summary),
        hashtags=0,
        # A translation shares few words with the page; its figures, names and dates are held.
        is_own_language=wish.language == story.language,
    )


def _sentence(texts: Mapping[DraftWish, str], wishes: Sequence[DraftWish], fault: str) -> str:
    if len(texts) == len(wishes):
        return ""
    return words_for_editors(reason_of(fault) or ("some_stood" if texts else "nothing_stood"))


@dataclass(frozen=True)
class ModelDrafter:
    """What the hub asks for drafts; see `zetje.content.registry.Drafter`."""

    def is_on(self, organisation: Organisation) -> bool:
        """Whether a model is switched on."""
        return model_is_on(organisation)

    def draft(
        self, *, story: Story, wishes: Sequence[DraftWish], by: Member, now: datetime
    ) -> Drafted:
        """Draft wordings with it."""
        return draft_with_model(story=story, wishes=wishes, by=by, now=now)
