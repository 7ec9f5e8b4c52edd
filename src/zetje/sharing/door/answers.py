"""What the door says: the redirect, and three small pages in Dutch and English.

The pages stand here and not in templates, because the door knows no templates; they load nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

Headers = tuple[tuple[bytes, bytes], ...]

FOUND = 302
NOT_FOUND = 404
NOT_ALLOWED = 405
GONE = 410
UNAVAILABLE = 503

_NO_STORE = (b"cache-control", b"no-store")
_NO_REFERRER = (b"referrer-policy", b"no-referrer")
_NO_INDEX = (b"x-robots-tag", b"noindex")
ALLOWED_METHODS = (b"allow", b"GET, HEAD, OPTIONS")


@dataclass(frozen=True)
class Answer:
    """A whole answer, ready to send."""

    status: int
    headers: Headers
    body: bytes = b""


class Redirect:
    """A redirect, encoded once for every time it is given."""

    __slots__ = ("headers", "start", "target")

    def __init__(self, target: str) -> None:
        self.target = target
        self.headers: Headers = (
            (b"location", target.encode("ascii")),
            _NO_STORE,
            _NO_REFERRER,
            _NO_INDEX,
            (b"content-length", b"0"),
        )
        # As ASGI wants to have it.
        self.start: Mapping[str, Any] = {
            "type": "http.response.start",
            "status": FOUND,
            "headers": self.headers,
        }


_STYLE = (
    "body{font:1.125rem/1.6 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;"
    "color:#1c1b22;background:#fbfaf8}h1{font-size:1.5rem;line-height:1.3}a{color:inherit}"
    "@media(prefers-color-scheme:dark){body{color:#efedf3;background:#17161b}}"
)
_POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + b64encode(sha256(_STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
).encode()

_TEXTS = {
    "en": {
        NOT_FOUND: (
            "We don't know this link",
            "It may have been cut off or typed over. Try it once more from where you found it.",
        ),
        GONE: (
            "This story has been withdrawn",
            "It stood here, and the people who made it have taken it back. There is nothing to do.",
        ),
        UNAVAILABLE: (
            "One moment, please",
            "Something on our side has to catch its breath. Try again in a minute.",
        ),
    },
    "nl": {
        NOT_FOUND: (
            "Deze link kennen we niet",
            "Misschien is er een stukje af. Probeer het nog eens vanaf de plek waar je hem vond.",
        ),
        GONE: (
            "Dit verhaal is ingetrokken",
            "Het stond hier, en de makers hebben het teruggehaald. Je hoeft niets te doen.",
        ),
        UNAVAILABLE: (
            "Een ogenblik",
            "Er moet hier even iets op adem komen. Probeer het over een minuutje nog eens.",
        ),
    },
}
_GO_ON = {"en": "Go on to the page", "nl": "Ga verder naar de pagina"}


def language_for(accepted: bytes) -> str:
    """Choose Dutch where the browser names it before English, else English."""
    wanted = accepted.lower()
    dutch, english = wanted.find(b"nl"), wanted.find(b"en")
    return "nl" if dutch >= 0 and (english < 0 or dutch < english) else "en"


def page(status: int, *, language: str, target: str = "") -> Answer:
    """Give one of the pages; with a target it offers the way there."""
    title, text = _TEXTS[language][status]
    way = (
        f'<p><a href="{escape(target)}" rel="noreferrer">{_GO_ON[language]}</a></p>'
        if target
        else ""
    )
    body = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1><p>{text}</p>{way}</main></body></html>"
    ).encode()
    headers: Headers = (
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", _POLICY),
        (b"x-content-type-options", b"nosniff"),
        _NO_STORE,
        _NO_REFERRER,
        _NO_INDEX,
    )
    if status == UNAVAILABLE:
        headers = (*headers, (b"retry-after", b"60"))
    return Answer(status, headers, body)


PAGES = {
    (status, language): page(status, language=language)
    for status in (NOT_FOUND, GONE, UNAVAILABLE)
    for language in ("en", "nl")
}
METHODS = Answer(204, (ALLOWED_METHODS, _NO_STORE))
WRONG_METHOD = Answer(NOT_ALLOWED, (ALLOWED_METHODS, _NO_STORE, (b"content-length", b"0")))
ALIVE = Answer(
    200, ((b"content-type", b"text/plain"), _NO_STORE, (b"content-length", b"3")), b"ok\n"
)
