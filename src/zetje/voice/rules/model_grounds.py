"""What a text of a model says that no figure or name gives away: a denial turned round, or news.

The fact guard reads claims of closed kinds. A machine can also deny what nobody denied, say without
*not* what the story says with it, or tell of a closing, a strike or a discount. Here a text that
may do so is left out: that costs a suggestion, and no person's own words are held to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

_NOT: Final = regex.compile(
    r"(?:not|no|never|none|nobody|nothing|without|cannot|\w+n['’]t|niet|geen|nooit|niemand|niets|"
    r"zonder|noch)",
    regex.IGNORECASE,
)
_TOKEN: Final = regex.compile(r"\p{L}[\p{L}'’]*|[.!?;:,()\n]")
# A denial reaches to the next of these, and not past four words.
_BOUND: Final = regex.compile(
    r"\W|and|but|or|that|which|who|because|en|maar|of|die|dat|waar|want|omdat|dus|so",
    regex.IGNORECASE,
)
_REACH: Final = 4
_LONG: Final = 4
_BEGINNING: Final = 6
# Words that make news. Of each line one may be said only where the material says one of that line:
# the beginnings of words, in both languages.
_WEIGHTY: Final = tuple(
    regex.compile(rf"(?<!\p{{L}})(?:{line})", regex.IGNORECASE)
    for line in (
        r"clos(?:e[sd]?|ing)\b|shut|sluit|sluiten|gesloten|dichtga|gaat dicht",
        r"bankrupt|insolven|failliet|faillissement",
        r"dismiss|fired\b|lay(?:ing)? off|laid off|layoff|redundan|ontsl[aoi]",
        r"strike[sd]?\b|striking|stak(?:ing|en)\b|staakt",
        r"fraud|scandal|schandaal|lawsuit|sued\b|rechtszaak|boete|fine[sd]\b|investigat|onderzoek",
        r"accident|injur|died\b|dead\b|ongeluk|ongeval|gewond|overled|dood\b",
        r"recall|withdraw|terugroep|teruggetrokken|trekken? .{0,20}terug",
        r"discount|voucher|korting|kortings|tegoedbon|aanbieding",
        r"free\b|gratis|kosteloos",
        r"bonus|salar|loon\b|lonen\b|pay rise|loonsverhoging",
        r"award|prize|winner|won\b|prijs\b|prijzen\b|bekroond|winnaar|gewonnen",
        r"certif|gecertific|keurmerk|patent|octrooi|iso\b",
        r"takeover|acqui[rs]|merge|overgenomen|overname|fusie|fuseer|fuseren",
        r"subsid|investor|investeer|shares\b|aandelen|dividend|profit|winst|verlies|losses\b",
        r"wom[ae]n\b|men\b|vrouwen|mannen|muslim|moslim|christ|jewish|joods|foreign|buitenland",
        r"ceo\b|president|directeur|director|minister|burgemeester|mayor",
        r"double|triple|halve[sd]?\b|verdubbel|verdrievoudig|halve(?:er|ring)",
        r"replac|vervang|stop(?:s|ped|t|pen|te)?\b|gestopt|end(?:s|ed)\b|einde\b|be[eë]indig",
        r"delay|postpone|cancel|vertraag|vertraging|uitgesteld|uitstel|geannuleerd|afgelast",
        r"danger|unsafe|toxic|gevaarlijk|onveilig|giftig",
    )
)


def turns_denials_round(text: str, *, sources: Sequence[str]) -> bool:
    """Whether a text denies what no source does, or says without *not* what they only deny.

    Args:
        text: in the language of the sources.
        sources: the texts it was written from.
    """
    denied, said = set[str](), set[str]()
    for source in sources:
        scopes, others = _scopes(source)
        denied |= {word for scope in scopes for word in scope}
        said |= others
    own_scopes, own_others = _scopes(text)
    # The other way round a bend of the word is enough: "hoor je niet" for "je niet hoort".
    bent = {word[:_LONG] for word in denied}
    is_new = any(scope and not {word[:_LONG] for word in scope} & bent for scope in own_scopes)
    # Who says "not for this, but for other of these" has kept the denial.
    kept = {word for scope in own_scopes for word in scope}
    return is_new or bool(own_others & (denied - said - kept))


def tells_other_news(text: str, *, sources: Sequence[str]) -> bool:
    """Whether a text uses a word that makes news which no source has."""
    return any(
        line.search(text) and not any(line.search(source) for source in sources)
        for line in _WEIGHTY
    )


def _scopes(text: str) -> tuple[list[set[str]], set[str]]:
    """The long words that each denial of a text reaches, and those that none does."""
    tokens = _TOKEN.findall(text)
    scopes: list[set[str]] = []
    reached: set[int] = set()
    for at, token in enumerate(tokens):
        if _NOT.fullmatch(token):
            places = [*_reach(tokens, at, -1), *_reach(tokens, at, 1)]
            reached |= {at, *places}
            scopes.append({_beginning(tokens[one]) for one in places if _is_long(tokens[one])})
    others = {
        _beginning(token)
        for at, token in enumerate(tokens)
        if at not in reached and _is_long(token)
    }
    return scopes, others


def _reach(tokens: Sequence[str], at: int, step: int) -> list[int]:
    places: list[int] = []
    place = at + step
    while 0 <= place < len(tokens) and len(places) < _REACH:
        if _BOUND.fullmatch(tokens[place]):
            break
        places.append(place)
        place += step
    return places


def _is_long(token: str) -> bool:
    return len(token) >= _LONG and token[0].isalpha()


def _beginning(token: str) -> str:
    return token.casefold()[:_BEGINNING]
