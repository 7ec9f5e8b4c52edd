"""Reads an Adaptive Card as strictly as one can, by the models of Microsoft's own library.

The library lets unknown words pass and looks at a card's parts only as far as it was told their
kind. So each part is looked up by its `type`, read by its own model, and may say nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from microsoft_teams.cards import core
from pydantic import ValidationError
from pydantic.alias_generators import to_camel

LARGEST_BYTES: Final = 28_000
SCHEMA: Final = "$schema"
# What the schema of 1.5 asks for, where the library asks for nothing.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "AdaptiveCard": ("version", "body"),
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "TextRun": ("text",),
    "Image": ("url", "altText"),
    "Container": ("items",),
    "ActionSet": ("actions",),
    "Action.Execute": ("title", "verb"),
    "Action.OpenUrl": ("title", "url"),
}
_MOST_ACTIONS: Final = 6


class BadCardError(ValueError):
    """Raised for a card that Teams would not show as it was meant."""


def _models() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in vars(core).values():
        if isinstance(model, type) and issubclass(model, core.SerializableObject):
            kind = model.model_fields.get("type")
            if kind is not None and isinstance(kind.default, str):
                found[kind.default] = model
    return found


_MODELS: Final = _models()


def check_card(card: object) -> list[dict[str, Any]]:
    """Look at every part of a card.

    Args:
        card: the JSON, read.

    Returns:
        its parts, the card itself first.

    Raises:
        BadCardError: for whatever is wrong.
    """
    if not isinstance(card, dict) or cast("Any", card).get("type") != "AdaptiveCard":
        raise BadCardError("no Adaptive Card")
    if len(json.dumps(card)) > LARGEST_BYTES:
        raise BadCardError("too large for Teams")
    parts = list(_parts(cast("dict[str, Any]", card)))
    if parts[0].get("version") != "1.5":
        raise BadCardError("another version")
    for each in parts:
        _check(each)
    return parts


def words_of(card: Mapping[str, Any]) -> list[str]:
    """The words that a card shows, in order, its buttons among them."""
    return [str(each.get("text") or each.get("title")) for each in _parts(card) if _speaks(each)]


def _speaks(each: Mapping[str, Any]) -> bool:
    return bool(each.get("text") or each.get("title"))


def actions_of(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The buttons of a card, those of its sections first."""
    return [each for each in _parts(card) if str(each.get("type")).startswith("Action.")]


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        if "type" in found:
            yield found
        for name, inner in found.items():
            # What a button carries is ours, and no part of the card.
            if name != "data":
                yield from _parts(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _parts(inner)


def _check(each: Mapping[str, Any]) -> None:
    kind = str(each["type"])
    model = _MODELS.get(kind)
    if model is None:
        raise BadCardError(f"no such part: {kind}")
    known = {to_camel(name) for name in model.model_fields} | {SCHEMA}
    if unknown := set(each) - known:
        raise BadCardError(f"{kind} has no {sorted(unknown)}")
    if missing := [name for name in _NEEDED.get(kind, ()) if not each.get(name)]:
        raise BadCardError(f"{kind} needs {missing}")
    if len(each.get("actions", ())) > _MOST_ACTIONS:
        raise BadCardError("more buttons than Teams shows")
    if kind == "Image" and not str(each["url"]).startswith("https://"):
        raise BadCardError("a picture without TLS")
    try:
        model.model_validate(each)
    except ValidationError as fault:
        raise BadCardError(f"{kind}: {fault}") from None
