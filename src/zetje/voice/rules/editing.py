"""What somebody may set of their voice profile by hand, and what of it can be true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from zetje.voice.rules.profiles import FORMALITIES, LANGUAGES, LINE_BREAKS, OPENINGS, Profile

LONGEST: Final = 3_000
MOST_EMOJI: Final = 10
MOST_HASHTAGS: Final = 15


class EditRefusedError(ValueError):
    """Raised when a field of the profile cannot be what it was set to."""


def _one_of(known: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: value in known


def _number(most: float) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most
    )


def _is_formality(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    given = cast("dict[Any, Any]", value)
    return all(key in LANGUAGES and one in FORMALITIES for key, one in given.items())


_FIELDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "formality": _is_formality,
    "length": _number(LONGEST),
    "sentence_length": _number(100),
    "opening": _one_of(("", *OPENINGS)),
    "warmth": _number(1),
    "emoji": _number(MOST_EMOJI),
    "hashtags": _number(MOST_HASHTAGS),
    "line_breaks": _one_of(("", *LINE_BREAKS)),
}


def checked(edits: Mapping[str, Any]) -> dict[str, Any]:
    """The edits as they may be kept.

    Raises:
        EditRefusedError: a field is unknown, or cannot be that.
    """
    for name, value in edits.items():
        if name not in _FIELDS or not _FIELDS[name](value):
            raise EditRefusedError(name)
    return dict(edits)


def with_edits(profile: Profile, edits: Mapping[str, Any]) -> Profile:
    """The profile with what the person set by hand; what can no longer be is left out."""
    fine = {name: value for name, value in edits.items() if name in _FIELDS}
    fine = {name: value for name, value in fine.items() if _FIELDS[name](value)}
    if "formality" in fine:
        fine["formality"] = {**profile.formality, **fine["formality"]}
    return replace(profile, **fine, edited=frozenset(fine))
