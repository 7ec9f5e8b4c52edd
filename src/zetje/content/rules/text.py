"""Turns whatever a site writes into plain text, and keeps it at a length people read."""

import html
import re
import unicodedata
from typing import Final

import nh3

TITLE_LENGTH: Final = 200
SUMMARY_LENGTH: Final = 600
_BREAK: Final = re.compile(
    r"<\s*/?\s*(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article)\b",
    re.IGNORECASE,
)
_LOOKS_MARKED_UP: Final = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
# Marks that turn or hide text; the two joiners stay, emoji and some scripts are built with them.
_INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def plain_text(text: str, limit: int = 0) -> str:
    """The words of some HTML on one line, entities read, even when they were escaped twice."""
    text = text[:200_000]
    for _ in range(3):
        if not _LOOKS_MARKED_UP.search(text):
            break
        text = html.unescape(nh3.clean(_BREAK.sub(r" \g<0>", text), tags=set()))
    text = one_line(text)
    return shortened(text, limit) if limit else text


def one_line(text: str) -> str:
    """The text without control and invisible signs, and with single spaces."""
    return " ".join(clean_lines(text).split())


def clean_lines(text: str) -> str:
    """The text with its lines, without control and invisible signs, in composed Unicode."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (
        sign if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"} else " "
        for sign in text
    )
    lines = unicodedata.normalize("NFC", "".join(kept)).replace("\t", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def shortened(text: str, limit: int) -> str:
    """The text, cut at a word where it is longer than the limit."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = f"{cut} ".rpartition(" ") if text[limit - 1] == " " else cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,;:.–-") + "…"
