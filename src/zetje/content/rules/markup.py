"""Reads HTML into a few plain facts, with a parser that reaches for nothing outside the page."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

# lxml has no types; all of it stays in this module.
from lxml import etree, html  # pyright: ignore[reportMissingTypeStubs, reportAttributeAccessIssue, reportUnknownVariableType]

_html: Any = html
_etree: Any = etree  # pyright: ignore[reportUnknownVariableType]
MAX_SCRIPT: Final = 200_000
MAX_FOUND: Final = 200
MAX_READ: Final = 300_000
SHORT_LINE: Final = 60
SHORT_PAGE: Final = 400
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_\-]{2,30})""")
# Only encodings of text: Python also knows codecs that unpack, escape or look names up.
_ENCODINGS: Final = re.compile(
    r"(iso-?8859-?\d{1,2}|(windows|cp)-?125\d|utf-?16(-?[lb]e)?|koi8-?[ru]|shift_?jis|"
    r"euc-?(jp|kr)|gb(2312|18030|k)|big5|mac-?roman|latin-?1)",
    re.IGNORECASE,
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Link:
    """A link of the page's head; `language` is what it declares of the page it leads to."""

    rel: frozenset[str]
    kind: str
    target: str
    language: str = ""


@dataclass(frozen=True)
class Image:
    """A picture in the page, with what it is said to show."""

    source: str
    alt: str


@dataclass(frozen=True)
class Markup:
    """What a page says of itself, as it stands there."""

    title: str = ""
    heading: str = ""
    language: str = ""
    metas: dict[str, str] = field(default_factory=dict[str, str])
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    data_scripts: tuple[str, ...] = ()


def decoded(body: bytes, charset: str = "") -> str:
    """The text of a page: valid UTF-8 is believed first, then what is declared."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED.search(body[:4096])
        name = charset or (declared[1].decode("ascii") if declared else "")
    if not _ENCODINGS.fullmatch(name) or re.fullmatch(r"(?i)(iso-?8859-?1|latin-?1)", name):
        # Browsers read the old Western encoding as its superset too.
        name = "utf-8" if name.lower() in {"utf-8", "utf8"} and _mostly_utf8(body) else "cp1252"
    return body.decode(name, errors="replace")


def read_markup(text: str) -> Markup:
    """The facts of an HTML page; empty ones where it holds none."""
    root = _root(text)
    if root is None:
        return Markup()
    return Markup(
        title=_first_text(root, "title"),
        heading=_first_text(root, "h1"),
        language=str(root.get("lang") or root.get("xml:lang") or ""),
        metas=_metas(root),
        links=tuple(_links(root)),
        images=tuple(
            Image(source=str(found.get("src")), alt=str(found.get("alt") or ""))
            for found in _some(root, "img")
            if found.get("src")
        ),
        data_scripts=tuple(
            str(found.text)[:MAX_SCRIPT]
            for found in _some(root, "script")
            if "ld+json" in str(found.get("type") or "").lower() and found.text
        ),
    )


def main_text(text: str) -> str:
    """The running text of a page, for one that does not describe itself."""
    if len(text) > MAX_READ:
        return ""
    import trafilatura  # costs half a second that few pages need

    root = _root(text)
    found = None if root is None else trafilatura.extract(root, include_tables=False)
    paragraphs = (line.strip() for line in str(found or "").splitlines())
    return next((line for line in paragraphs if len(line) > SHORT_LINE), "")


def running_text(text: str, limit: int = 20_000) -> str:
    """All that a page says, without its menus where they can be told apart; "" for no page."""
    if len(text) > MAX_READ * 4:
        return ""
    root = _root(text)
    if root is None:
        return ""
    import trafilatura  # costs half a second that few pages need

    found = str(trafilatura.extract(root, include_tables=True, favor_recall=True) or "")
    if len(found) < SHORT_PAGE:
        found = "\n".join(line.strip() for line in _body_lines(root))
    return found[:limit]


def _body_lines(root: Any) -> Iterator[str]:
    for found in root.iter():
        if found.tag in ("script", "style", "noscript", "template", "nav", "footer"):
            found.text = None
    yield from (str(line) for line in root.itertext() if str(line).strip())


def _root(text: str) -> Any:
    parser = _html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    readable = text.replace("\0", "").encode("utf-8", errors="replace")
    try:
        return _html.document_fromstring(readable, parser=parser)
    except (_etree.LxmlError, ValueError):
        return None


def _mostly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", errors="replace")
    return text.count("\ufffd") * 200 < len(text)


def _some(root: Any, tag: str) -> Iterator[Any]:
    for number, found in enumerate(root.iter(tag)):
        if number >= MAX_FOUND:
            return
        yield found


def _first_text(root: Any, tag: str) -> str:
    for found in _some(root, tag):
        if text := str(found.text_content()).strip():
            return text[:2_000]
    return ""


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for found in _some(root, "meta"):
        name = str(found.get("property") or found.get("name") or found.get("itemprop") or "")
        content = str(found.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content[:20_000])
        if str(found.get("http-equiv") or "").lower() == "content-language" and content:
            metas.setdefault("content-language", content)
    return metas


def _links(root: Any) -> Iterator[Link]:
    for found in _some(root, "link"):
        if target := str(found.get("href") or "").strip():
            yield Link(
                rel=frozenset(str(found.get("rel") or "").lower().split()),
                kind=str(found.get("type") or "").partition(";")[0].strip().lower(),
                target=target,
                language=str(found.get("hreflang") or "").strip().lower(),
            )
