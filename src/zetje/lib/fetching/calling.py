"""Calls to the servers of others that act on our behalf: judged like a fetch, over open lines.

A fetch may be repeated, a call may not: whoever calls must know whether anything went out. So there
are two faults, one for before and one for after. The host must stand on a list and the machine
behind it must be public; each line is tied to the very address that was judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import Final

import httpx

from zetje.lib.fetching.addresses import (
    Address,
    check_public,
    host_is_listed,
    is_public,
    read_address,
)
from zetje.lib.fetching.faults import FetchRefused
from zetje.lib.fetching.hops import MAX_TRIED, Resolver, look_up, trust

MAX_BYTES: Final = 1_000_000
# A name may move to another machine: a line that is older is opened anew.
LINE_SECONDS: Final = 600.0
MAX_LINES: Final = 32
_USUAL: Final = {"User-Agent": "Zetje", "Accept-Encoding": "identity"}
_NOTHING_WENT_OUT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Number = IPv4Address | IPv6Address


class NotCalled(Exception):  # noqa: N818 - an outcome: nothing went out
    """No line could be opened, so nothing went out."""


class NoAnswer(Exception):  # noqa: N818 - an outcome: nobody can know
    """The call went out, wholly or in part, and no answer came that can be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said.

    Attributes:
        headers: by their names in small letters.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Line:
    client: httpx.Client
    number: Number
    opened: float


class Caller:
    """Lines to servers, kept open between calls; for one thread.

    Args:
        allowed: host:port pairs that the installation itself names: called although they are
            private, use an odd port or speak without TLS.
        seconds: how long a call may take as a whole.
        resolve: how a name is looked up.
    """

    def __init__(
        self,
        *,
        allowed: Collection[str] = (),
        seconds: float = 15.0,
        resolve: Resolver = look_up,
    ) -> None:
        self._allowed = frozenset(allowed)
        self._seconds = seconds
        self._resolve = resolve
        self._lines: dict[str, _Line] = {}

    def call(
        self,
        method: str,
        address: str,
        *,
        hosts: Collection[str],
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> Answer:
        """One request and its answer; redirects are not followed.

        Args:
            method: GET, POST or PUT.
            address: where to.
            hosts: the names that may be called, each with the domains below it.
            headers: more lines for the head.
            content: the body.

        Raises:
            FetchRefused: when the address may not be called, now or later.
            NotCalled: when nothing went out.
            NoAnswer: when something went out and nobody can know what became of it.
        """
        target = check_callable(address, hosts=hosts, allowed=self._allowed)
        fault = "no machine answers"
        for number in self._numbers(target):
            line = self._line(target, number)
            try:
                return self._ask(line, target, method, headers or {}, content)
            except _NOTHING_WENT_OUT as trouble:
                self._hang_up(target.host_and_port)
                fault = type(trouble).__name__
            except httpx.HTTPError as trouble:
                self._hang_up(target.host_and_port)
                raise NoAnswer(type(trouble).__name__) from None
        raise NotCalled(fault)

    def close(self) -> None:
        """Hang up every line."""
        for name in list(self._lines):
            self._hang_up(name)

    def _hang_up(self, name: str) -> None:
        line = self._lines.pop(name, None)
        if line is not None:
            line.client.close()

    def _numbers(self, target: Address) -> list[Number]:
        line = self._lines.get(target.host_and_port)
        if line is not None and monotonic() - line.opened < LINE_SECONDS:
            return [line.number]
        self._hang_up(target.host_and_port)
        try:
            found = self._resolve(target.host, target.port)
            numbers = [ip_address(number.partition("%")[0]) for number in found]
        except (OSError, ValueError):
            raise NotCalled("host unknown") from None
        if target.host_and_port not in self._allowed and not all(map(is_public, numbers)):
            raise FetchRefused("private")
        return numbers[:MAX_TRIED]

    def _line(self, target: Address, number: Number) -> _Line:
        line = self._lines.get(target.host_and_port)
        if line is None:
            if len(self._lines) >= MAX_LINES:
                self._hang_up(next(iter(self._lines)))
            client = httpx.Client(
                verify=trust(), trust_env=False, timeout=httpx.Timeout(self._seconds, connect=5.0)
            )
            line = self._lines[target.host_and_port] = _Line(client, number, monotonic())
        return line

    def _ask(
        self,
        line: _Line,
        target: Address,
        method: str,
        headers: Mapping[str, str],
        content: bytes,
    ) -> Answer:
        request = line.client.build_request(
            method,
            httpx.URL(target.text).copy_with(host=str(line.number)),
            headers={**_USUAL, **headers, "Host": target.authority},
            content=content or None,
            extensions={"sni_hostname": target.host},
        )
        ends = monotonic() + self._seconds
        response = line.client.send(request, stream=True)
        try:
            body = b""
            for piece in response.iter_raw():
                body += piece
                if len(body) > MAX_BYTES or monotonic() > ends:
                    raise httpx.ReadTimeout("an answer without end")
        finally:
            response.close()
        return Answer(response.status_code, dict(response.headers), body)


def check_callable(
    address: str, *, hosts: Collection[str], allowed: Collection[str] = ()
) -> Address:
    """Take an address apart and refuse it unless it may be called.

    Args:
        address: where to.
        hosts: the names that may be called over TLS, each with the domains below it.
        allowed: see `Caller`.

    Raises:
        FetchRefused: for an address that is none, is not on the list or has no TLS.
    """
    target = read_address(address)
    if target.host_and_port in allowed:
        return target
    if target.scheme != "https":
        raise FetchRefused("scheme")
    check_public(target)
    if not host_is_listed(target.host, hosts):
        raise FetchRefused("not_listed")
    return target
