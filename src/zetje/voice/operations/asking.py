"""Asks the language model of an organisation for suggestions to one of its people.

What it writes is shown only when it keeps to its bounds, claims nothing that the story does not say
and says nothing that the organisation's list forbids. Our own suggestions stand meanwhile, so that
nobody waits for it, and nobody is worse off when nothing comes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from zetje.content import queries as content
from zetje.voice.models import ModelSetup
from zetje.voice.operations.consulting import consult, keep_answer
from zetje.voice.queries.language_models import setup_of
from zetje.voice.queries.profiles import profile_of
from zetje.voice.rules.marking import mark_for
from zetje.voice.rules.measuring import graphemes
from zetje.voice.rules.model_answers import Bounds, distinct, left_out, rows_in, tidied
from zetje.voice.rules.model_asks import (
    MOST_SIGNS,
    form_of_suggestions,
    instructions_for_suggestions,
)
from zetje.voice.rules.model_labels import (
    approach_of,
    because_of_model,
    changes_from,
    label_of_approach,
)
from zetje.voice.rules.model_material import Material, as_data, material_from
from zetje.voice.rules.model_places import REASONS, reason_of
from zetje.voice.rules.suggesting import MOST, Suggestion
from zetje.voice.transport import Ask

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.voice.rules.profiles import Profile

_TOKENS_OF_ONE: Final = 400
_LEAST_ROOM: Final = 60
_OF_A_PAGE: Final = 2_000
_ADDRESS: Final = re.compile(r"\s*https?://\S+\s*$")
# Judged already, against what was sent; the rest of the problems is the organisation's own.
_CLAIMS: Final = frozenset(
    ("figure", "name", "date", "link", "superlative", "comparison", "cause", "promise")
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What came of asking.

    Attributes:
        suggestions: that stood, at most three.
        reason: "" when there are any, else why not: off, budget, pace, timeout, unreachable,
            refused, nothing_stood.
    """

    suggestions: tuple[Suggestion, ...] = ()
    reason: str = ""

    @property
    def sentence(self) -> str:
        """The reason in words for the person; "" when there are suggestions."""
        return str(REASONS[self.reason])


def ask_model(
    *,
    member: Member,
    story: Story,
    network: str,
    language: str,
    room: int,
    now: datetime,
    own_words: Sequence[str] = (),
    seconds: float | None = None,
) -> Asked:
    """Suggestions of the organisation's language model, those that stand up to the story.

    Args:
        member: who would post it; the tenant's block must be open.
        story: what it is about.
        network: where it goes.
        language: of the post.
        room: how long it may be, in graphemes, without link and disclosure.
        now: the moment.
        own_words: what the person wrote about it themselves: facts of these may be taken over, and
            they are sent along.
        seconds: for all of it; the installation's when left out.
    """
    setup = setup_of(member.organisation_id)
    if setup is None:
        return Asked(reason="off")
    wanted = _Wanted(member, story, network, language, setup, own_words)
    space = room - graphemes(wanted.mark) - 2 if wanted.mark else room
    if space < _LEAST_ROOM:
        return Asked(reason="nothing_stood")
    answer = consult(member=member, question=wanted.question(space), now=now, seconds=seconds)
    rows = rows_in(answer.text, name="suggestions", fields=["text"], most=MOST)
    texts = wanted.standing([row["text"] for row in rows], space)
    if not texts:
        return Asked(reason=reason_of(answer.fault) or "nothing_stood")
    keep_answer(member=member, answer=answer, now=now)
    return Asked(suggestions=tuple(wanted.suggestion(text) for text in texts))


class _Wanted:
    """What is wanted of a model for one person, story and network."""

    def __init__(
        self,
        member: Member,
        story: Story,
        network: str,
        language: str,
        setup: ModelSetup,
        own_words: Sequence[str],
    ) -> None:
        self.story, self.network, self.language = story, network, language
        self.organisation = member.organisation.name
        self.profile: Profile = profile_of(member=member)
        self.wordings = [
            content.with_fields(variant.text, member=member)
            for variant in story.variants.all()
            if variant.language == language
        ]
        self.sources = facts_of(story, own_words=own_words)
        self.material: Material = material_from(self.sources, most_signs=MOST_SIGNS)
        self.mark = mark_for(network, language=language, always=setup.marks_every_post)

    def question(self, room: int) -> Ask:
        """What is asked."""
        return Ask(
            instructions=instructions_for_suggestions(
                profile=self.profile,
                language=self.language,
                room=room,
                number=MOST,
                organisation=self.organisation,
            ),
            material=as_data(self.material),
            name="suggestions",
            schema=form_of_suggestions(MOST),
            max_tokens=MOST * _TOKENS_OF_ONE,
        )

    def standing(self, texts: Sequence[str], room: int) -> list[str]:
        """The texts that may be shown."""
        tidy = [tidied(text, emoji=round(self.profile.emoji)) for text in texts]
        bounds = Bounds(
            room=room,
            language=self.language,
            subject=(self.story.title, self.story.summary, *self.wordings),
            formality=self.profile.formality_in(self.language),
            hashtags=round(self.profile.hashtags),
            is_own_language=bool(self.wordings) or self.language == self.story.language,
        )
        sound = [
            text
            for text in tidy
            if stands(
                text,
                bounds=bounds,
                material=self.material,
                story=self.story,
                network=self.network,
                names=[self.organisation],
            )
        ]
        return distinct(sound, known=self.wordings)

    def suggestion(self, text: str) -> Suggestion:
        """A text as people are offered it."""
        approach = approach_of(text)
        whole = f"{text}\n\n{self.mark}" if self.mark else text
        nearest = max(self.wordings, key=len, default="")
        return Suggestion(
            key=f"model_{approach}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}",
            label=label_of_approach(approach),
            text=whole,
            changes=changes_from(whole, wordings=self.wordings),
            because=because_of_model(text, wording=nearest),
            method="model",
        )


def facts_of(story: Story, *, own_words: Sequence[str] = ()) -> list[str]:
    """The texts that a model may write from, without addresses; a long page comes last.

    What comes last is cut off first.
    """
    texts = [*content.source_texts(story), *own_words]
    plain = [text for text in texts if text.strip() and not _ADDRESS.match(text)]
    return sorted(plain, key=lambda text: len(text) > _OF_A_PAGE)


def stands(
    text: str,
    *,
    bounds: Bounds,
    material: Material,
    story: Story,
    network: str,
    names: Sequence[str],
) -> bool:
    """Whether a text may be shown: within its bounds, with facts of the material alone.

    Args:
        text: tidied.
        bounds: what it must keep to.
        material: what was sent: what was taken out of the page is no source either.
        story: what it is about.
        network: where it would stand.
        names: that may stand in any text, such as the organisation's.
    """
    spoken = content.language_of(text=text)
    if left_out(text, bounds=bounds, material=material, spoken=spoken):
        return False
    wrong = content.unsupported(
        text, sources=material.texts, language=bounds.language, known_names=names
    )
    problems = content.problems_in(
        text=text, story=story, network=network, language=bounds.language
    )
    return not wrong and all(problem.code in _CLAIMS for problem in problems)
