"""What a member posted in words of their own, bare of what the law and the link added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zetje.sharing.queries.drafts import terms_of
from zetje.sharing.queries.shares import own_posts
from zetje.sharing.rules.addresses import without_links
from zetje.sharing.rules.disclosure import phrases_of

if TYPE_CHECKING:
    from zetje.people.models import Member


def own_words(member: Member, limit: int) -> list[str]:
    """The latest posts of a member in their own words, without link and disclosure.

    Args:
        member: the author.
        limit: how many at most.

    Returns:
        The texts, the newest first.
    """
    phrases = [
        phrase
        for language in ("nl", "en")
        for phrase in phrases_of(terms_of(member, language=language))
        if phrase
    ]
    return [_bare(share.text, phrases) for share in own_posts(member=member, limit=limit)]


def _bare(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "")
    lines = without_links(text).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
