"""One GET of a public address, with every hop checked and every amount capped.

httpx-secure refuses addresses that are not global, but it looks a name up by opening a connection
first, takes one answer of several, and lets multicast and some tunnels pass. So each hop is looked
up and judged here, the connection goes to the very address that was judged (the name stays in the
Host header and in TLS), and httpx-secure judges that address a second time when it connects.
"""

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from ssl import SSLContext, SSLError
from typing import Final, Protocol
from urllib.parse import urljoin

import httpx
from anyio import fail_after
from anyio.to_thread import run_sync
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from zetje.lib.fetching.addresses import Address, check_public, is_public, read_address
from zetje.lib.fetching.faults import FetchFailed, FetchRefused

MAX_HOPS: Final = 5
MAX_TRIED: Final = 3
AGENT: Final = "Mozilla/5.0 (compatible; Zetje; reads pages and feeds for its own organisation)"
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_STATUS_CODES: Final = {401: "forbidden", 403: "forbidden", 404: "not_found", 410: "not_found"}
_TIMEOUTS: Final = httpx.Timeout(10.0, connect=5.0)

Resolver = Callable[[str, int], Sequence[str]]


class _Inflater(Protocol):
    """The part of zlib's decompressor that is used."""

    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes: ...


@dataclass(frozen=True)
class Fetched:
    """What came back, unpacked, with what a next conditional request needs."""

    address: str
    content_type: str
    charset: str
    body: bytes
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True)
class _Wish:
    kinds: frozenset[str]
    max_bytes: int
    allowed: frozenset[str]
    headers: dict[str, str]
    resolve: Resolver


def look_up(host: str, port: int) -> Sequence[str]:
    """Every IP address that a name has now."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def fetch(
    address: str,
    *,
    kinds: frozenset[str],
    max_bytes: int = 2_000_000,
    seconds: float = 15.0,
    allowed: frozenset[str] = frozenset(),
    etag: str = "",
    last_modified: str = "",
    resolve: Resolver = look_up,
) -> Fetched:
    """Fetch a public web address.

    `kinds` are the content types that are wanted; `allowed` lists host:port pairs that are read
    although they are private or use an odd port.

    Raises FetchRefused for an address that may not be read, FetchFailed when nothing usable came.
    """
    headers = {"User-Agent": AGENT, "Accept": _accept(kinds), "Accept-Encoding": "gzip, deflate"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    wish = _Wish(
        kinds=kinds, max_bytes=max_bytes, allowed=allowed, headers=headers, resolve=resolve
    )
    try:
        # A thread of its own, so that a caller inside a running event loop is served too.
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(asyncio.run, _within(address, wish, seconds)).result()
    except TimeoutError:
        raise FetchFailed("too_slow") from None


async def _within(address: str, wish: _Wish, seconds: float) -> Fetched:
    with fail_after(seconds):
        for _ in range(MAX_HOPS + 1):
            answer = await _hop(read_address(address), wish)
            if isinstance(answer, Fetched):
                return answer
            address = urljoin(address, answer)
    raise FetchFailed("redirects")


async def _hop(address: Address, wish: _Wish) -> Fetched | str:
    """Ask one address: the answer, or where it passes us on to."""
    check_public(address, allowed=wish.allowed)
    numbers = await _judged_numbers(address, wish)
    for number in numbers:
        try:
            return await _ask(address, number, wish)
        except SSRFProtectionError:
            raise FetchRefused("private") from None
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue  # perhaps another address of the name answers
        except httpx.TimeoutException:
            raise FetchFailed("too_slow") from None
        except (httpx.NetworkError, SSLError):
            raise FetchFailed("unreachable") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise FetchFailed("garbled") from None
    raise FetchFailed("unreachable")


async def _judged_numbers(address: Address, wish: _Wish) -> list[IPv4Address | IPv6Address]:
    try:
        found = await run_sync(wish.resolve, address.host, address.port, abandon_on_cancel=True)
        numbers = [ip_address(number.partition("%")[0]) for number in found]
    except (OSError, ValueError):
        raise FetchFailed("host_unknown") from None
    if not numbers:
        raise FetchFailed("host_unknown")
    if address.host_and_port not in wish.allowed and not all(map(is_public, numbers)):
        raise FetchRefused("private")
    return numbers[:MAX_TRIED]


async def _ask(address: Address, number: IPv4Address | IPv6Address, wish: _Wish) -> Fetched | str:
    let_through = address.host_and_port in wish.allowed

    def judge(host: str, connected: IPv4Address | IPv6Address, port: int) -> bool:
        return host == str(number) and port == address.port and connected == number

    client = httpx.AsyncClient(
        verify=trust(), trust_env=False, follow_redirects=False, timeout=_TIMEOUTS
    )
    httpx_ssrf_protection(client, check_globally_reachable=not let_through, custom_validator=judge)
    pinned = httpx.URL(address.text).copy_with(host=str(number))
    headers = {**wish.headers, "Host": address.authority}
    request = client.build_request(
        "GET", pinned, headers=headers, extensions={"sni_hostname": address.host}
    )
    async with client:
        response = await client.send(request, stream=True)
        try:
            return await _read(address, response, wish)
        finally:
            await response.aclose()


async def _read(address: Address, response: httpx.Response, wish: _Wish) -> Fetched | str:
    if response.status_code in _MOVED and (target := response.headers.get("Location")):
        return target
    if response.status_code == 304:
        return Fetched(address=address.text, content_type="", charset="", body=b"", unchanged=True)
    if response.status_code != 200:
        raise FetchFailed(_code_of(response.status_code))
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in wish.kinds:
        raise FetchFailed("wrong_kind")
    body = b"".join([piece async for piece in _unpacked(response, wish.max_bytes)])
    return Fetched(
        address=address.text,
        content_type=kind,
        charset=response.charset_encoding or "",
        body=body,
        etag=response.headers.get("ETag", "")[:200],
        last_modified=response.headers.get("Last-Modified", "")[:100],
    )


async def _unpacked(response: httpx.Response, max_bytes: int) -> AsyncIterator[bytes]:
    """The body piece by piece, never holding more than the cap, packed or unpacked."""
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > max_bytes:
        raise FetchFailed("too_big")
    inflater = _inflater(response.headers.get("Content-Encoding", "").strip().lower())
    taken = given = 0
    async for raw in response.aiter_raw():
        taken += len(raw)
        piece = raw
        if inflater:
            try:
                piece = inflater.decompress(raw, max_bytes - given + 1)
            except zlib.error:
                raise FetchFailed("packing") from None
        given += len(piece)
        if taken > max_bytes or given > max_bytes or (inflater and inflater.unconsumed_tail):
            raise FetchFailed("too_big")
        yield piece


def _inflater(encoding: str) -> _Inflater | None:
    if encoding in {"", "identity"}:
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip or zlib, as the head says
    raise FetchFailed("packing")


def _code_of(status: int) -> str:
    return _STATUS_CODES.get(status, "site_fault" if status >= 500 else "unexpected")


def _accept(kinds: frozenset[str]) -> str:
    return ", ".join([*sorted(kinds), "*/*;q=0.1"])


@lru_cache(maxsize=1)
def trust() -> SSLContext:
    """The certificate authorities that are believed, read once."""
    return httpx.create_ssl_context()
