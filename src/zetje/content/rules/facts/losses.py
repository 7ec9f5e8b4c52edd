"""Says which facts of a source a rewriting garbled."""

from __future__ import annotations

from zetje.content.rules.facts.claims import Claim
from zetje.content.rules.facts.clauses import sentences
from zetje.content.rules.facts.stems import stems_of
from zetje.content.rules.facts.support import unsupported

_HARD = ("figure", "name", "date", "link")
_USED = 0.5


def lost(text: str, *, source: str, language: str) -> tuple[Claim, ...]:
    """Facts of the source that the text garbled, in the sentences of the source that it uses.

    A fact left out with its words was not garbled. It was where the text uses the sentence, does
    not hold the fact, and says something else of that kind in its place.

    Args:
        text: the rewriting.
        source: what was rewritten.
        language: of both.
    """
    wrong = unsupported(text, sources=[source], language=language)
    missing = unsupported(source, sources=[text], language=language)
    told = stems_of(text, language=language)
    used = [
        span
        for span in sentences(source)
        if (own := stems_of(source[span[0] : span[1]], language=language))
        and len(own & told) >= _USED * len(own)
    ]
    kinds = {claim.kind for claim in wrong}
    return tuple(
        claim
        for claim in missing
        if claim.kind in _HARD
        and claim.kind in kinds
        and any(start <= claim.start < end for start, end in used)
    )
