"""Changes the words of a draft, the order of its parts, and which shout-outs it shows.

Words that somebody writes may name nobody: a name in them could not go when its bearer takes a yes
back. Names come with shout-outs, which do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.people import queries as people
from zetje.people.queries.named import family_names_among, given_names_among
from zetje.recognition.operations.newsletter.making import EditionRefusedError
from zetje.recognition.rules import newsletter as rules
from zetje.recognition.rules.shoutout_words import family_names_in, names_in

if TYPE_CHECKING:
    from zetje.recognition.models import Edition, EditionBlock


@dataclass(frozen=True, kw_only=True)
class BlockWords:
    """What an editor wrote in one part, in both languages, and whether it is shown."""

    is_shown: bool
    heading_nl: str = ""
    heading_en: str = ""
    text_nl: str = ""
    text_en: str = ""

    def texts(self) -> tuple[str, ...]:
        """Everything that was written."""
        return self.heading_nl, self.heading_en, self.text_nl, self.text_en


class WordsRefusedError(EditionRefusedError):
    """The words of one part are refused; `kind` says of which."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


@transaction.atomic
def change_edition(
    *,
    edition: Edition,
    words: Mapping[str, BlockWords],
    order: Sequence[str],
    left_out: Collection[str],
) -> None:
    """Keep what an editor made of a draft.

    Args:
        edition: a draft.
        words: the parts by their kind.
        order: their kinds, the first one first; the opening stays in front.
        left_out: tokens of the shout-outs that are not to be shown.

    Raises:
        EditionRefusedError: it was sent already, or words name somebody, or lack a language.
    """
    _check_open(edition)
    kept = {block.kind: _texts_of(block) for block in edition.blocks.all()}
    for kind, each in words.items():
        _check_languages(kind, each)
        # What was made is ours, and what was kept was looked at.
        written = [text for text in each.texts() if text not in kept.get(kind, ())]
        _check_names(edition.organisation_id, kind, "\n".join(written))
    places = {kind: place for place, kind in enumerate([rules.OPENING, *order])}
    for block in edition.blocks.all():
        given = words.get(block.kind)
        if given is None:
            continue
        block.is_shown = given.is_shown or block.kind == rules.OPENING
        block.heading_nl, block.heading_en, block.text_nl, block.text_en = given.texts()
        block.position = places.get(block.kind, block.position)
        block.save()
    edition.left_out = sorted(set(left_out))
    edition.save(update_fields=["left_out"])


@transaction.atomic
def throw_away(*, edition: Edition) -> None:
    """Throw a draft away, so that its days can be told anew.

    Raises:
        EditionRefusedError: it was sent already.
    """
    _check_open(edition)
    edition.delete()


def _check_open(edition: Edition) -> None:
    if edition.sent_at is not None:
        raise EditionRefusedError(_("This edition was sent. What was sent stays as it was."))


def _texts_of(block: EditionBlock) -> tuple[str, ...]:
    return block.heading_nl, block.heading_en, block.text_nl, block.text_en


def _check_languages(kind: str, given: BlockWords) -> None:
    headings = {"nl": given.heading_nl, "en": given.heading_en}
    texts = {"nl": given.text_nl, "en": given.text_en}
    needed = {*rules.words_needed(headings), *rules.words_needed(texts)}
    if kind == rules.OPENING and not all(headings.values()):
        needed |= {language for language, heading in headings.items() if not heading}
    if needed and given.is_shown:
        raise WordsRefusedError(
            kind, _("Say it in both languages: colleagues read theirs, and nobody should miss it.")
        )


def _check_names(organisation_id: int, kind: str, text: str) -> None:
    named = _named(organisation_id, text)
    if named:
        raise WordsRefusedError(
            kind,
            _(
                "%(names)s stands in these words. Give a shout-out instead: it is read by who is "
                "named first, and it goes when they take their yes back."
            )
            % {"names": ", ".join(sorted(named))},
        )


def _named(organisation_id: int, text: str) -> set[str]:
    """The colleagues whom a text names, in full or by one of their names."""
    named = set(people.full_names_in(organisation_id=organisation_id, text=text))
    named |= given_names_among(organisation_id=organisation_id, words=names_in(text))
    return named | family_names_among(organisation_id=organisation_id, names=family_names_in(text))
