"""The line to a language model, beneath the openai client, which speaks through httpx2.

It is judged as every call of ours (`zetje.lib.fetching`): public and over TLS, or on the
installation's list. It goes to the very machine that was judged, carries only the headers we chose
(the client would tell what runs here), follows nothing and reads no more than a bound.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import httpx2
from anyio.to_thread import run_sync

from zetje.lib.fetching import Address, FetchRefused, check_callable, is_public, read_address
from zetje.lib.fetching.hops import look_up, trust

MAX_BYTES: Final = 1_000_000
# One more try, on another machine of the name where it has one; only ever to connect.
_TRIES: Final = 2
_CONNECT_SECONDS: Final = 3.0
_CARRIED: Final = ("authorization", "content-type", "content-length", "accept")

Number = IPv4Address | IPv6Address


class LineRefused(Exception):  # noqa: N818 - an outcome, told as such
    """No line was opened: the address may not be called, or its name is unknown."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class OpenLine:
    """A client for one machine, and the way to end what it reads."""

    client: httpx2.AsyncClient
    _line: _Line

    def hang_up(self) -> None:
        """Read no more: what is being read ends here, as if the other side had ended it."""
        self._line.ended = True


@asynccontextmanager
async def line_to(address: str, *, hosts: Collection[str]) -> AsyncGenerator[OpenLine]:
    """A line that reaches one machine and no other.

    Args:
        address: of the model.
        hosts: host:port pairs that may be private or without TLS.

    Raises:
        LineRefused: "forbidden" for an address that may not be called, "unreachable" for a name
            that nobody knows.
    """
    try:
        plain = read_address(address)
        target = check_callable(address, hosts=[plain.host], allowed=hosts)
        numbers = await _judged(target, hosts)
    except FetchRefused:
        raise LineRefused("forbidden") from None
    line = _Line(target, numbers)
    async with httpx2.AsyncClient(
        transport=line, trust_env=False, follow_redirects=False
    ) as client:
        yield OpenLine(client, line)


async def _judged(target: Address, hosts: Collection[str]) -> Sequence[Number]:
    try:
        found = await run_sync(look_up, target.host, target.port, abandon_on_cancel=True)
        numbers = [ip_address(number.partition("%")[0]) for number in found]
    except (OSError, ValueError):
        raise LineRefused("unreachable") from None
    if target.host_and_port not in hosts and not all(map(is_public, numbers)):
        raise FetchRefused("private")
    return (numbers * _TRIES)[:_TRIES] if len(numbers) == 1 else numbers[:_TRIES]


class _Line(httpx2.AsyncBaseTransport):
    def __init__(self, target: Address, numbers: Sequence[Number]) -> None:
        self._target = target
        self._numbers = numbers
        self._inner = httpx2.AsyncHTTPTransport(verify=trust(), trust_env=False)
        self.ended = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        trouble: Exception = httpx2.ConnectError("no machine answers")
        for number in self._numbers:
            try:
                response = await self._inner.handle_async_request(self._tied(request, number))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as fault:
                trouble = fault
                continue
            return _bounded(response, self)
        raise trouble

    def _tied(self, request: httpx2.Request, number: Number) -> httpx2.Request:
        kept = {name: request.headers[name] for name in _CARRIED if name in request.headers}
        times = {**request.extensions.get("timeout", {}), "connect": _CONNECT_SECONDS}
        return httpx2.Request(
            request.method,
            request.url.copy_with(
                scheme=self._target.scheme, host=str(number), port=self._target.port
            ),
            headers={
                **kept,
                "Host": self._target.authority,
                "User-Agent": "Zetje",
                "Accept-Encoding": "identity",
            },
            stream=request.stream,
            extensions={
                **request.extensions,
                "timeout": times,
                "sni_hostname": self._target.host,
            },
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


def _bounded(response: httpx2.Response, line: _Line) -> httpx2.Response:
    packing = response.headers.get("Content-Encoding", "identity").lower()
    stream = response.stream
    if packing != "identity" or not isinstance(stream, httpx2.AsyncByteStream):
        raise httpx2.DecodingError("packed, though it was asked not to be")
    return httpx2.Response(
        response.status_code,
        headers=response.headers,
        stream=_BoundedStream(stream, line),
        extensions=response.extensions,
    )


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream, line: _Line) -> None:
        self._inner = inner
        self._line = line

    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for piece in self._inner:
            taken += len(piece)
            if taken > MAX_BYTES:
                raise httpx2.ReadError("an answer without end")
            yield piece
            if self._line.ended:
                return

    async def aclose(self) -> None:
        await self._inner.aclose()
