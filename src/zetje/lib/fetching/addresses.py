"""Reading a web address the way a browser will, and refusing every trick with it."""

import re
import socket
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import quote

import idna

from zetje.lib.fetching.faults import FetchRefused

MAX_LENGTH: Final = 2_000
USUAL_PORTS: Final = {"http": 80, "https": 443}
_SHAPE: Final = re.compile(r"(https?)://([^/?#]*)([/?#].*)?", re.IGNORECASE)
_MEANT: Final = re.compile(r"[a-z\s]+:|https?", re.IGNORECASE)
_KEPT: Final = "%/?#[]@!$&'()*+,;=:~"  # what RFC 3986 lets stand after the host
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_\-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*")
# Names that only mean something inside a network (RFC 6761, RFC 6762, RFC 8375 and custom).
_INSIDE: Final = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
# Letters of other alphabets that are drawn like Latin ones (UTS 39, the part that matters here).
_DRAWN_LIKE_LATIN: Final = frozenset("асԁеһіјӏорԛѕуԝхѵкгптвмнԍьαειοκρντυχγωոսօցհյզ")
_RARE_LATIN: Final = frozenset("ıȷĸſƅɑɡɩɪʏʀɴ")
# What `ipaddress` of Python 3.11 calls global although it leads inside, nowhere or astray.
_NOT_FOR_US: Final = tuple(
    ip_network(block)
    for block in (
        "168.63.129.16/32",  # metadata of one large cloud, on a public address
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4 in the form that IPv6 gave up
        "::ffff:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
_NAT64: Final = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Address:
    """A web address in its parts; the host is in ASCII, the way it is asked for."""

    scheme: str
    host: str
    port: int
    rest: str

    @property
    def host_and_port(self) -> str:
        """The host with its port, as a list of allowed ones writes it."""
        return f"{self._bracketed}:{self.port}"

    @property
    def authority(self) -> str:
        """The host, with the port only where it is not the usual one."""
        return self._bracketed if self.port == USUAL_PORTS[self.scheme] else self.host_and_port

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.rest}"

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def read_address(text: str) -> Address:
    """Take a web address apart. Raises FetchRefused where it is none, or one that deceives."""
    text = text.strip(" \t\r\n") if text.isascii() else text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise FetchRefused("not_an_address")
    if "\\" in text or any(unicodedata.category(sign)[0] in "CZ" for sign in text):
        raise FetchRefused("backslash" if _MEANT.match(text) else "not_an_address")
    if not (shape := _SHAPE.fullmatch(text)):
        raise FetchRefused("scheme" if _SCHEME.match(text) else "not_an_address")
    scheme, authority, rest = shape[1].lower(), shape[2], shape[3] or "/"
    if "@" in authority:
        raise FetchRefused("user_info")
    host, port = _split(authority)
    address = Address(
        scheme=scheme,
        host=_read_host(host),
        port=USUAL_PORTS[scheme] if port is None else port,
        rest=quote(rest if rest.startswith("/") else f"/{rest}", safe=_KEPT),
    )
    if len(address.text) > MAX_LENGTH:
        raise FetchRefused("not_an_address")
    return address


def check_public(address: Address, *, allowed: Collection[str] = ()) -> None:
    """Refuse, before any name is looked up, what cannot be a public address of the web."""
    if address.host_and_port in allowed:
        return
    if address.port != USUAL_PORTS[address.scheme]:
        raise FetchRefused("port")
    if number := _as_number(address.host):
        if not is_public(number):
            raise FetchRefused("private")
    elif "." not in address.host or address.host.endswith(tuple(f".{end}" for end in _INSIDE)):
        raise FetchRefused("private")


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address leads to the public web, whatever notation or tunnel it uses."""
    if isinstance(number, IPv6Address) and number in _NAT64:
        return is_public(IPv4Address(number.packed[-4:]))
    if any(number in block for block in _NOT_FOR_US):
        return False
    return number.is_global and not (
        number.is_multicast or number.is_reserved or number.is_unspecified or number.is_loopback
    )


def host_is_listed(host: str, hosts: Collection[str]) -> bool:
    """Whether a host, or a domain it belongs to, is on a list."""
    listed = {entry.strip().lower().lstrip(".") for entry in hosts}
    parts = host.lower().split(".")
    return any(".".join(parts[start:]) in listed for start in range(len(parts)))


def _split(authority: str) -> tuple[str, int | None]:
    shape = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::(\d{0,5}))?", authority)
    if not shape:
        raise FetchRefused("not_an_address")
    port = int(shape[2]) if shape[2] else None
    if port is not None and not 0 < port < 65_536:
        raise FetchRefused("port")
    return shape[1], port


def _read_host(host: str) -> str:
    if host.startswith("["):
        try:
            return str(IPv6Address(host[1:-1]))
        except ValueError:
            raise FetchRefused("not_an_address") from None
    host = host.removesuffix(".").lower()
    if not host.isascii() or "xn--" in host:
        host = _read_international(host)
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise FetchRefused("not_an_address")
    if _NUMBER.fullmatch(labels[-1]):
        return _read_number(host)
    return host


def _read_number(host: str) -> str:
    """A host that ends in a number is an IP address to every browser; only 1.2.3.4 is honest."""
    try:
        number = IPv4Address(socket.inet_aton(host))
    except OSError:
        raise FetchRefused("not_an_address") from None
    if str(number) != host:
        raise FetchRefused("number" if is_public(number) else "private")
    return host


def _read_international(host: str) -> str:
    try:
        ascii_host = idna.encode(host, uts46=True).decode("ascii")
        shown = idna.decode(ascii_host)
    except idna.IDNAError:
        raise FetchRefused("not_an_address") from None
    for label in shown.split("."):
        if _imitates(label):
            raise FetchRefused("lookalike")
    return ascii_host


def _imitates(label: str) -> bool:
    letters = [sign for sign in label if unicodedata.category(sign)[0] in "LM"]
    scripts = {unicodedata.name(sign, "UNKNOWN").split()[0] for sign in letters}
    if scripts <= {"LATIN"}:
        return any(sign in _RARE_LATIN or ord(sign) > 0x24F for sign in letters)
    if scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}:
        return False
    return len(scripts) > 1 or all(sign in _DRAWN_LIKE_LATIN for sign in letters)


def _as_number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
