"""Finds web addresses, tags and mentions in a text, as the networks themselves find them.

The shape of an address follows X's published library twitter-text, because its counting depends on
it (https://github.com/twitter/twitter-text); the other networks differ too little to matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

MOST_IN_A_LABEL = 63

# An address without "https://" counts only under a top-level domain that exists: every country and
# the generic ones that people write in posts.
_COUNTRY_DOMAINS = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo "
    "br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk "
    "dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq "
    "gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh "
    "ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn "
    "mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg "
    "ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn "
    "so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us "
    "uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
).replace(" ", "|")
_GENERIC_DOMAINS = (
    "com net org edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia "
    "post xxx app dev page blog shop store online site website tech digital cloud software systems "
    "network media news press social link links click live life world today team group company "
    "agency studio design photo photos video radio music art gallery events academy school "
    "university education training institute foundation charity ngo ong eco green energy earth "
    "bike run fitness health care clinic hospital doctor dental pharmacy bio farm garden food "
    "restaurant cafe coffee bar pub wine beer hotel hotels house homes estate immo haus land city "
    "town amsterdam brussels gent vlaanderen frl berlin hamburg koeln ruhr wien paris london scot "
    "wales cymru swiss nyc tokyo africa bank finance financial money credit insurance tax legal "
    "law lawyer consulting expert guru solutions services support help tools works work careers "
    "career partners ventures capital holdings industries enterprises international global "
    "engineering construction build builders repair parts auto cars taxi train flights tours "
    "holiday vacations fun games game play club community chat email mail forum wiki xyz top win "
    "icu vip one plus space zone rocks cool best ltd llc inc gmbh limited ooo science technology "
    "security direct market marketing sale deals gratis style fashion moda shoes love family kids "
    "baby pet vet dog fish football soccer tennis golf rugby hockey ski yoga faith church politie"
).replace(" ", "|")

_HOST_LABEL = r"[\p{L}\p{N}\p{So}](?:[\p{L}\p{N}\p{So}_-]*[\p{L}\p{N}\p{So}])?"
_PATH_SIGN = r"[\p{Latin}\p{Cyrillic}\p{N}!*';:=+,.$/%\#\[\]\-–_~@|&]"
_TAIL = rf"""
    (?::[0-9]+)?
    (?:/(?:(?:{_PATH_SIGN}|\({_PATH_SIGN}+\))*
        (?:[\p{{Latin}}\p{{Cyrillic}}\p{{N}}=_\#/+\-]|\({_PATH_SIGN}+\)))?)?
    (?:\?[A-Za-z0-9!?*'@();:&=+$/%\#\[\]\-_.,~|]*[A-Za-z0-9\-_&=\#/])?
"""
_WITH_SCHEME = regex.compile(
    rf"""(?<![A-Za-z0-9@＠$\#＃])
    https?://(?P<host>(?:{_HOST_LABEL}\.)+(?:xn--[a-z0-9-]+|\p{{L}}{{2,}}))(?![\p{{L}}\p{{N}}@])
    {_TAIL}""",
    regex.VERBOSE | regex.IGNORECASE,
)
# What a trial at home has: networks leave it as it stands, but it is a link to us.
_UNNAMED = regex.compile(
    rf"(?<![A-Za-z0-9@])https?://(?:localhost|[0-9]+(?:\.[0-9]+){{3}})(?![\p{{L}}\p{{N}}.]){_TAIL}",
    regex.VERBOSE | regex.IGNORECASE,
)
_BARE = regex.compile(
    rf"""(?<![\p{{L}}\p{{N}}@＠$\#＃_./-])
    (?P<host>(?:[\p{{Latin}}0-9](?:[\p{{Latin}}0-9_-]*[\p{{Latin}}0-9])?\.)+
    (?:{_COUNTRY_DOMAINS}|{_GENERIC_DOMAINS}))(?![\p{{L}}\p{{N}}@_-])
    {_TAIL}""",
    regex.VERBOSE | regex.IGNORECASE,
)
_TAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_&/])[#＃](?=[\p{M}\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+")
_MENTION = regex.compile(
    r"(?<![=/\p{L}\p{M}\p{N}_.@])@(?P<local>[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)"
    r"(?P<domain>@[\p{L}\p{N}.-]+[\p{L}\p{N}])?"
)

Kind = Literal["text", "link", "tag", "mention"]


@dataclass(frozen=True)
class Span:
    """A stretch of a text, by its code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of a text with what a network makes of it."""

    kind: Kind
    text: str


def _labels_are_possible(host: str) -> bool:
    return all(
        len(label) <= MOST_IN_A_LABEL
        if label.isascii()
        else len(label.encode("punycode")) + len("xn--") <= MOST_IN_A_LABEL
        for label in host.split(".")
    )


def links_in(text: str, *, bare: bool = True, unnamed: bool = True) -> list[Span]:
    """The web addresses in a text, in order.

    Args:
        text: where to look.
        bare: also those without http:// or https://.
        unnamed: also those of a host without a name, at home, which networks do not know.
    """
    patterns = [_WITH_SCHEME, *([_BARE] if bare else [])]
    found = [
        Span(match.start(), match.end())
        for pattern in patterns
        for match in pattern.finditer(text)
        if _labels_are_possible(match["host"])
    ]
    return _first_of_overlapping([*found, *(_spans(_UNNAMED, text) if unnamed else ())])


def mentions_in(text: str) -> Iterator[tuple[Span, str]]:
    """The @mentions in a text, each with its local part: "@sanne" of "@sanne@fiets.example"."""
    for match in _MENTION.finditer(text):
        yield Span(match.start(), match.end()), "@" + match["local"]


def without_links(text: str) -> str:
    """The text with a space where each web address stood."""
    kept: list[str] = []
    at = 0
    for link in links_in(text):
        kept += [text[at : link.start], " "]
        at = link.end
    return "".join(kept) + text[at:]


def pieces(text: str) -> list[Piece]:
    """The text cut where a network turns words into links, for a truthful preview."""
    kinds: dict[Span, Kind] = dict.fromkeys((span for span, _local in mentions_in(text)), "mention")
    kinds |= dict.fromkeys(_spans(_TAG, text), "tag")
    kinds |= dict.fromkeys(links_in(text), "link")
    marked = _first_of_overlapping(kinds)
    edges = sorted({0, len(text), *(edge for span in marked for edge in (span.start, span.end))})
    return [
        Piece(kind=kinds.get(Span(start, end), "text"), text=text[start:end])
        for start, end in pairwise(edges)
    ]


def _spans(pattern: regex.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(match.start(), match.end()) for match in pattern.finditer(text))


def _first_of_overlapping(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
