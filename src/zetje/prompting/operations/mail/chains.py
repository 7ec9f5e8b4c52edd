"""Draws the chain of weeks in a mail, with what keeps it and the way out."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from zetje.delivery.registry import Pieced
from zetje.prompting.operations.mail import words
from zetje.prompting.operations.mail.pieces import hole, piece
from zetje.recognition.queries import Chain

_SHOWN_ON_NARROW_SCREENS: Final = 7
_INK, _PAPER, _ON_SPOT = "#111c2b", "#f3f5f2", "#08121f"
# The looks of a week: class, ground, border, colour of its number. The open one is in spot.
_LOOKS: Final = {
    "shared": ("wd", _INK, f"2px solid {_INK}", "#ffffff"),
    "rest": ("wr", _PAPER, f"2px solid {_INK}", _INK),
    "gap": ("wg", _PAPER, "2px dashed #6d757d", _INK),
}


def chain_block(
    chain: Chain | None,
    language: str,
    link: str,
    *,
    spot: str,
    is_html: bool,
    says_what_keeps_it: bool = True,
) -> str:
    """The chain with its sentence; nothing for who does not want to see it.

    Args:
        chain: the chain, or None for who keeps it switched off.
        language: the reader's.
        link: the personal address of the week, on which a rest week is prepared.
        spot: the organisation's colour.
        is_html: for the mail's page; else for its plain text.
        says_what_keeps_it: False where the mail said it already.
    """
    if chain is None or not chain.nodes:
        return ""
    headline = words.headline(chain)
    sentence = words.sentence(chain) if says_what_keeps_it else ""
    rest_link = f"{link}?choice=rest" if chain.may_rest and chain.length else ""
    if not is_html:
        offer = f"\n{words.rest()}: {rest_link}" if rest_link else ""
        return "\n" + f"{headline} {sentence}".strip() + offer + "\n"
    values = (
        ("weeks", hole("weeks")),
        ("headline", headline),
        ("sentence", sentence),
        ("rest_link", hole("rest_link") if rest_link else ""),
    )
    old = len(chain.nodes) - _SHOWN_ON_NARROW_SCREENS
    nodes = Pieced.of(
        _week(node.iso_week, node.state, language, spot, index < old)
        for index, node in enumerate(chain.nodes)
    )
    return piece("chain.html", language, values).filled({"weeks": nodes, "rest_link": rest_link})


@lru_cache(maxsize=1024)
def _week(iso_week: int, state: str, language: str, spot: str, is_old: bool) -> str:
    open_look = ("wn", spot, f"2px solid {spot}", _ON_SPOT)
    look, ground, border, ink = _LOOKS.get(state, open_look)
    values = (
        ("number", iso_week),
        ("old", is_old),
        ("look", look),
        ("ground", ground),
        ("border", border),
        ("ink", ink),
    )
    return str(piece("week.html", language, values).filled({}))
