"""What Slack publishes about blocks, held against each message that comes in.

Written from https://docs.slack.dev/reference/block-kit, apart from the library that writes ours.
Lengths are counted as JavaScript counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import urlsplit

MOST = {"message": 50, "home": 100}
_KEYS = {
    "section": {"type", "text", "block_id", "fields", "accessory", "expand"},
    "divider": {"type", "block_id"},
    "image": {"type", "alt_text", "image_url", "slack_file", "title", "block_id"},
    "actions": {"type", "elements", "block_id"},
    "context": {"type", "elements", "block_id"},
    "header": {"type", "text", "block_id"},
}
_BUTTON = {
    "type",
    "text",
    "action_id",
    "url",
    "value",
    "style",
    "confirm",
    "accessibility_label",
}


def faults_of(
    blocks: Any, *, surface: str = "message", reachable: Callable[[str], bool] | None = None
) -> list[str]:
    """Why Slack would not take some blocks; empty when it would.

    Args:
        blocks: what came in.
        surface: "message" or "home".
        reachable: whether Slack's servers could fetch a picture; left out, whether the host is
            one of the public net.
    """
    if not isinstance(blocks, list):
        return ["blocks is no list"]
    blocks = cast("list[dict[str, Any]]", blocks)
    faults = [f"more than {MOST[surface]} blocks"] if len(blocks) > MOST[surface] else []
    names = [block.get("block_id") for block in blocks if block.get("block_id")]
    if len(names) != len(set(names)):
        faults.append("a block_id twice")
    for number, block in enumerate(blocks):
        found = _block(block, reachable or is_public)
        faults += [f"/blocks/{number}: {fault}" for fault in found]
    return faults


def is_public(address: str) -> bool:
    """Whether a machine outside could fetch an address."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".internal", ".localhost"))


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _block(block: Mapping[str, Any], reachable: Callable[[str], bool]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _KEYS:
        yield f"no block {kind!r} that we send"
        return
    if extra := set(block) - _KEYS[kind]:
        yield f"unknown keys {sorted(extra)}"
    if _size(block.get("block_id", "")) > 255:
        yield "block_id too long"
    if kind == "section":
        yield from _text(block.get("text"), most=3000)
    elif kind == "header":
        yield from _text(block.get("text"), most=150, only="plain_text")
    elif kind == "image":
        yield from _image(block, reachable)
    elif kind == "context":
        yield from _context(block.get("elements"))
    elif kind == "actions":
        yield from _actions(block.get("elements"))


def _text(given: Any, *, most: int, only: str = "") -> Iterator[str]:
    text = cast("dict[str, Any]", given if isinstance(given, dict) else {})
    if text.get("type") not in {"plain_text", "mrkdwn"}:
        yield "no text object"
        return
    if only and text["type"] != only:
        yield f"text must be {only}"
    allowed = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
    if extra := set(text) - allowed[text["type"]]:
        yield f"unknown keys in text {sorted(extra)}"
    words = text.get("text")
    if not isinstance(words, str) or not words:
        yield "text is empty"
    elif _size(words) > most:
        yield f"text of {_size(words)} where {most} fit"
    elif any("\ud800" <= letter <= "\udfff" for letter in words):
        yield "half a character"


def _image(block: Mapping[str, Any], reachable: Callable[[str], bool]) -> Iterator[str]:
    address = str(block.get("image_url", ""))
    if urlsplit(address).scheme not in {"http", "https"} or _size(address) > 3000:
        yield "no image_url"
    elif not reachable(address):
        yield "downloading image failed"
    if not block.get("alt_text"):
        yield "no alt_text"
    elif _size(block["alt_text"]) > 2000:
        yield "alt_text too long"


def _context(elements: Any) -> Iterator[str]:
    if not isinstance(elements, list) or not 1 <= len(cast("list[Any]", elements)) <= 10:
        yield "a context has one to ten elements"
        return
    for element in cast("list[Any]", elements):
        yield from _text(element, most=3000)


def _actions(elements: Any) -> Iterator[str]:
    if not isinstance(elements, list) or not 1 <= len(cast("list[Any]", elements)) <= 25:
        yield "actions have one to 25 elements"
        return
    elements = cast("list[dict[str, Any]]", elements)
    names = [element.get("action_id") for element in elements]
    if len(names) != len(set(names)):
        yield "an action_id twice in a block"
    for element in elements:
        yield from _button(element)


def _button(element: Mapping[str, Any]) -> Iterator[str]:
    if element.get("type") != "button":
        yield "no button"
        return
    if extra := set(element) - _BUTTON:
        yield f"unknown keys in a button {sorted(extra)}"
    yield from _text(element.get("text"), most=75, only="plain_text")
    limits: Sequence[tuple[str, int]] = (
        ("action_id", 255),
        ("url", 3000),
        ("value", 2000),
        ("accessibility_label", 75),
    )
    for key, most in limits:
        if key in element and not 1 <= _size(element[key]) <= most:
            yield f"{key} empty or longer than {most}"
    if "url" in element and urlsplit(str(element["url"])).scheme not in {"http", "https"}:
        yield "url leads nowhere"
    if element.get("style", "primary") not in {"primary", "danger"}:
        yield "no such style"
