"""How complete a story is: what it has, what would help it, and what it cannot go live without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from zetje.content.operations.colleagues import NAMING
from zetje.content.presenters.gaps import LANGUAGE_NAMES
from zetje.content.queries.colleagues import colleague_of
from zetje.content.rules.labels import LANGUAGES

if TYPE_CHECKING:
    from zetje.content.models import Story


@dataclass(frozen=True)
class Part:
    """One thing a story has or lacks, with where to add it."""

    label: str
    address: str
    is_there: bool
    is_needed: bool

    @property
    def disc(self) -> str:
        """The disc that says so: whole, or dashed."""
        return "" if self.is_there else "none"


@dataclass(frozen=True)
class Completeness:
    """What a story has and lacks, and one sentence about it."""

    line: str
    parts: tuple[Part, ...]


def completeness(story: Story) -> Completeness:
    """What a story has and lacks; what it needs comes first."""
    parts = [*_needed(story), *_wordings(story), *_helpful(story)]
    missing = [part for part in parts if not part.is_there]
    if any(part.is_needed for part in missing):
        line = _("Something is missing before it can go live.")
    elif missing:
        line = (
            _("It can go live. This would help it:")
            if story.is_draft
            else _("It is complete enough. This would still help it:")
        )
    else:
        line = _("Everything is there.")
    return Completeness(line=line, parts=tuple(parts))


def _needed(story: Story) -> list[Part]:
    parts = [
        Part(
            _("A link, or a summary to read here"), "#says", bool(story.url or story.summary), True
        )
    ]
    if story.kind not in NAMING:
        return parts
    address = reverse("content:colleague", args=[story.token])
    colleague = colleague_of(story)
    if colleague is None:
        is_example = story.kind == "expert_example"
        label = _("The expert's post, word by word") if is_example else _("Who it is about")
        return [*parts, Part(label, address, is_there=False, is_needed=False)]
    label = _("The yes of who is named")
    return [*parts, Part(label, address, colleague.agreed_at is not None, is_needed=True)]


def _wordings(story: Story) -> list[Part]:
    own = {variant.language for variant in story.variants.all() if not variant.is_drafted}
    return [
        Part(
            _("A wording of your own in %(language)s") % {"language": LANGUAGE_NAMES[language]},
            "#wordings",
            language in own,
            is_needed=False,
        )
        for language in story.languages or LANGUAGES
    ]


def _helpful(story: Story) -> list[Part]:
    parts = [
        Part(
            _("A picture that says what it shows"), "#picture", story.picture_id is not None, False
        ),
        Part(_("A topic"), "#says", bool(story.topic), is_needed=False),
    ]
    if story.kind in ("vacancy", "event"):
        parts.append(Part(_("A last day"), "#audience", story.ends_on is not None, False))
    return parts
