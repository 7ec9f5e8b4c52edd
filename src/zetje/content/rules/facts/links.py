"""Finds the addresses of a text: of pages, of mail and of telephones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import regex

_ENDINGS: Final = (
    "com|net|org|edu|gov|int|info|biz|name|pro|app|dev|io|ai|co|me|tv|ly|gl|gd|ee|eu|nl|be|de|fr|"
    "uk|us|ie|lu|at|ch|es|it|pt|dk|se|no|fi|pl|cz|ca|au|nz|jp|cn|in|ru|frl|amsterdam|brussels|gent|"
    "vlaanderen|example|test|shop|store|site|online|page|link|click|blog|news|jobs|bike|xyz|top|win|"
    "live|cloud|work|works|team|company|world|today|press|club|social|green|energy|eco|tech|sh|to|cc"
)
_LINK: Final = regex.compile(
    r"(?<![\p{L}\p{N}@./_-])(?:"
    r"(?:https?|ftp)://[^\s<>\"\]]+"
    r"|www\.[^\s<>\"\]]+"
    r"|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})?\.){1,8}(?:"
    + _ENDINGS
    + r")(?![\p{L}\p{N}-])(?::\d+)?"
    r"(?:[/?#][^\s<>\"\]]*)?"
    r"|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})?\.){1,8}\p{L}{2,}/[^\s<>\"\]]*"
    r")",
    regex.IGNORECASE,
)
_MAIL: Final = regex.compile(
    r"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}"
)
_PHONE: Final = regex.compile(
    r"(?<![\p{L}\p{N}+/.,-])(?:\+|00)\d{1,3}(?:[ ()/.-]*\d){7,12}(?!\d)"
    r"|(?<![\p{L}\p{N}+/.,-])0\d{1,3}(?:[ /-]{1,3}\d{2,8}){1,4}(?!\d)|(?<!\d)0\d{9}(?!\d)"
)
_AT_THE_END: Final = ".,;:!?'\")]}*_>"
# What is added to an address to count readers says nothing about where it leads.
_COUNTING: Final = regex.compile(
    r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref|igshid|si)", regex.IGNORECASE
)


@dataclass(frozen=True)
class Address:
    """An address as it stands in a text, and the one way of writing it."""

    start: int
    end: int
    value: str


def links_in(text: str) -> list[Address]:
    """The addresses of an even text, in order."""
    found = [
        Address(match.start(), match.end(), "mail:" + match[0].casefold().rstrip("."))
        for match in _MAIL.finditer(text)
    ]
    for match in _LINK.finditer(text):
        words = match[0].rstrip(_AT_THE_END)
        if words.count("(") > words.count(")"):
            words = match[0][: len(words) + 1] if match[0][len(words) :].startswith(")") else words
        found.append(Address(match.start(), match.start() + len(words), address_value(words)))
    for match in _PHONE.finditer(text):
        if len(regex.findall(r"\d", match[0])) < 9:
            continue
        digits = regex.sub(r"\D", "", match[0].removeprefix("+")).removeprefix("00")
        found.append(Address(match.start(), match.end(), "tel:" + digits[-9:]))
    kept: list[Address] = []
    for address in sorted(found, key=lambda address: (address.start, -address.end)):
        if not kept or address.start >= kept[-1].end:
            kept.append(address)
    return kept


def address_value(words: str) -> str:
    """A web address without what does not matter: scheme, www, counting, a slash at the end."""
    try:
        parts = urlsplit(words if "://" in words else f"https://{words}")
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return words.casefold()
    query = urlencode(
        [(key, value) for key, value in parse_qsl(parts.query) if not _COUNTING.fullmatch(key)]
    )
    user = f"{parts.username}@" if parts.username else ""
    path = unquote(parts.path).rstrip("/")
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{user}{host}{port}{path}{'?' + query if query else ''}{fragment}"
