"""Reads the word lists of this folder, once each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

_FOLDER = Path(__file__).with_name("words")


@lru_cache(maxsize=8)
def words_of(name: str) -> Mapping[str, Any]:
    """What a word list holds, by its headings."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def split_words(text: str) -> frozenset[str]:
    """The words of one heading."""
    return frozenset(text.split())


def between_words(shapes: Iterable[str]) -> regex.Pattern[str]:
    """A pattern for any of some shapes, where no word is cut in two."""
    either = "|".join(shapes)
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?:{either})(?![\p{{L}}\p{{N}}])", regex.IGNORECASE
    )
