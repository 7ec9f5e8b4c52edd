"""Finds what a law or a network keeps out of posts, whoever says it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from zetje.content.rules.facts import evened

_FILE = Path(__file__).with_name("house.toml")
_EDGE = r"[\p{L}\p{N}]"


@dataclass(frozen=True)
class Rule:
    """Words, the code of the rule they break, and where it holds; nothing named is everywhere."""

    code: str
    pattern: regex.Pattern[str]
    networks: frozenset[str]
    kinds: frozenset[str]


def house_rules_broken(text: str, *, network: str, kind: str) -> Iterator[tuple[int, int, str]]:
    """Where a text breaks a rule that holds on a network for a kind of story, and its code.

    Args:
        text: of a wording or a post.
        network: where it would stand; "" for any, where only what holds on all of them does.
        kind: of the story.
    """
    flat = evened(text)
    for rule in _rules():
        if (rule.networks and network not in rule.networks) or (
            rule.kinds and kind not in rule.kinds
        ):
            continue
        for match in rule.pattern.finditer(flat.text):
            yield (*flat.span(*match.span()), rule.code)


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return tuple(
        Rule(
            code=entry["code"],
            pattern=regex.compile(
                rf"(?<!{_EDGE})(?:{'|'.join(entry['ways'])})(?!{_EDGE})", regex.IGNORECASE
            ),
            networks=frozenset(entry.get("networks", ())),
            kinds=frozenset(entry.get("kinds", ())),
        )
        for entry in listed
    )
