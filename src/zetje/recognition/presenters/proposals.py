"""Proposals of whom to thank: why, in words, and a text in both languages to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

from django.utils.translation import get_language, gettext_noop, override
from django.utils.translation import gettext as _

from zetje.people.queries.named import given_names_among
from zetje.recognition.rules.shoutout_words import fault_in, names_in

if TYPE_CHECKING:
    from zetje.recognition.queries.proposals import Proposal

_LANGUAGES = ("nl", "en")
# A title longer than this is left out of the words.
_LONGEST_TITLE = 120
_WITH_TITLE: Final[Mapping[str, Sequence[str]]] = {
    "post": (
        gettext_noop(
            "%(name)s wrote about ‘%(title)s’ in words of their own, and it found its readers. "
            "Thank you, %(name)s."
        ),
        gettext_noop(
            "I read what %(name)s wrote about ‘%(title)s’. It sounds like %(name)s, "
            "and it found its readers."
        ),
        gettext_noop(
            "‘%(title)s’ is a good story. %(name)s told it in a way that nobody else would have."
        ),
    ),
    "tip": (
        gettext_noop(
            "%(name)s saw the story in ‘%(title)s’, and at least %(count)s colleagues shared it. "
            "Well spotted."
        ),
        gettext_noop(
            "Without %(name)s we would not have ‘%(title)s’. At least %(count)s colleagues "
            "shared it."
        ),
    ),
}
_WITHOUT_TITLE: Final[Mapping[str, Sequence[str]]] = {
    "post": (
        gettext_noop(
            "%(name)s told a story of ours in words of their own, and it found its readers. "
            "Thank you, %(name)s."
        ),
        gettext_noop(
            "I read what %(name)s wrote about a story of ours. It sounds like %(name)s, "
            "and it found its readers."
        ),
    ),
    "tip": (
        gettext_noop(
            "%(name)s gave a tip that became a story, and at least %(count)s colleagues shared "
            "it. Well spotted."
        ),
    ),
    "helper": (
        gettext_noop(
            "%(name)s read along with colleagues and told them what worked and what could be "
            "better. Thank you."
        ),
        gettext_noop(
            "Whoever asked %(name)s what to make of a post got an honest answer. Thank you."
        ),
    ),
}


@dataclass(frozen=True)
class ProposalView:
    """Whom to thank and why, with the words of `texts` to begin with, by the form's fields."""

    key: str
    name: str
    given_name: str
    initials: str
    team: str
    why: str
    texts: dict[str, str]

    @property
    def first(self) -> str:
        """The words in the reader's language."""
        return self.texts["text_nl" if get_language() == "nl" else "text_en"]


def proposal_views(proposals: Sequence[Proposal]) -> list[ProposalView]:
    """The proposals as a page shows them."""
    return [
        ProposalView(
            key=each.key,
            name=each.member.full_name,
            given_name=each.member.given_name,
            initials=each.member.initials,
            team=each.member.team.name if each.member.team else "",
            why=why_of(each),
            texts=first_words(each),
        )
        for each in proposals
    ]


def why_of(proposal: Proposal) -> str:
    """Why somebody is proposed, in a sentence that everybody may read."""
    if proposal.kind == "post":
        return _("A post in own words on %(network)s about “%(title)s” found its readers.") % {
            "network": proposal.network,
            "title": proposal.title,
        }
    if proposal.kind == "tip":
        return _("A tip became the story “%(title)s”; at least %(count)s colleagues shared it.") % {
            "title": proposal.title,
            "count": proposal.figure,
        }
    return _("Read along with at least five colleagues who asked for it, these four weeks.")


def first_words(proposal: Proposal) -> dict[str, str]:
    """A text in both languages to send or to change; the story is named where that is safe."""
    title = proposal.title if _is_safe(proposal) else ""
    texts: dict[str, str] = {}
    for language in _LANGUAGES:
        with override(language):
            texts[f"text_{language}"] = _words(proposal, title)
    return texts


def _words(proposal: Proposal, title: str) -> str:
    given = {"name": proposal.member.given_name, "title": title, "count": proposal.figure}
    texts = _WITH_TITLE if title else _WITHOUT_TITLE
    chosen = texts[proposal.kind]
    # Which of them does not matter, as long as both languages say the same.
    return _(chosen[crc32(proposal.key.encode()) % len(chosen)]) % given


def _is_safe(proposal: Proposal) -> bool:
    """Whether the title may stand in the words: it names nobody, counts nothing, is not long."""
    title, member = proposal.title, proposal.member
    if len(title) > _LONGEST_TITLE or fault_in(title):
        return False
    words = names_in(f"a {title}") - {member.given_name}
    return not given_names_among(organisation_id=member.organisation_id, words=words)
