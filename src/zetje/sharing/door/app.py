"""The link door as an ASGI application: `zetje.sharing.door.app:application`."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from zetje.sharing.door import answers, settings
from zetje.sharing.door.answers import GONE, NOT_FOUND, UNAVAILABLE, Answer, Redirect
from zetje.sharing.door.commit import GroupCommit
from zetje.sharing.door.database import Links
from zetje.sharing.door.linkmap import CODE, Link, LinkMap
from zetje.sharing.door.spool import Spool
from zetje.sharing.door.visits import Visits

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_EMPTY_BODY = {"type": "http.response.body", "body": b""}
_PREFIX = "/l/"
_FOLLOWING = frozenset({"GET", "HEAD"})
_METHODS = _FOLLOWING | {"OPTIONS"}
_WAIT_FOR_LINKS_SECONDS = 5.0


class Door:
    """Everything the door needs while it is open."""

    def __init__(self, given: settings.Settings) -> None:
        self.map = LinkMap()
        self.links = Links(given.database_url, self.map)
        self.visits = Visits(given)
        self._spool = Spool(given.spool)
        self.commit = GroupCommit(self._spool)
        self._following: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Reserve room for clicks and fetch the links; a database that is away is waited for."""
        await asyncio.to_thread(self._spool.open)
        self._following = asyncio.create_task(self.links.follow())
        try:
            await asyncio.wait_for(self.links.is_complete.wait(), _WAIT_FOR_LINKS_SECONDS)
        except TimeoutError:
            return

    async def close(self) -> None:
        """Put what is left on disk and go."""
        if self._following is not None:
            self._following.cancel()
        await self.links.close()
        await asyncio.to_thread(self._spool.close)

    async def answer(self, scope: Scope, send: Send) -> None:
        """Answer one request: a link that leads somewhere at once, anything else with more thought.

        Every reader passes here, so nothing is called that need not be.
        """
        path: str = scope["path"]
        link = self.map.links.get(path[3:])
        if (
            link is None
            or link.redirect is None
            or scope["method"] not in _FOLLOWING
            or not path.startswith(_PREFIX)
        ):
            await self._answer_rarer(scope, send, path, link)
        elif await self.commit.add(self.visits.slot(scope, link, time.time())):
            await send(link.redirect.start)
            await send(_EMPTY_BODY)
        else:
            await _send(send, _unstored(scope, link.redirect))

    async def _answer_rarer(self, scope: Scope, send: Send, path: str, link: Link | None) -> None:
        """Answer what does not open a link that is known and leads somewhere."""
        method: str = scope["method"]
        if method not in _METHODS:
            await _send(send, answers.WRONG_METHOD)
        elif path == "/health":
            await self._answer_health(scope, send)
        elif link is not None and path.startswith(_PREFIX):
            await self._answer_without_redirect(scope, send, link)
        else:
            await self._answer_unknown(scope, send, path)

    async def _answer_without_redirect(self, scope: Scope, send: Send, link: Link) -> None:
        """Answer for a link that is withdrawn, or only asked about."""
        if scope["method"] != "OPTIONS":
            await _send_page(send, scope, GONE)
            return
        if link.redirect is not None:
            await self.commit.add(self.visits.slot(scope, link, time.time()))
        await _send(send, answers.METHODS)

    async def _answer_unknown(self, scope: Scope, send: Send, path: str) -> None:
        """Look in the database for what has the form of a code, if that may be, and answer then."""
        code = path[3:]
        is_certain = True
        if path.startswith(_PREFIX) and CODE.fullmatch(code):
            is_certain = self.links.is_complete.is_set()
            if self.map.may_look_up(code):
                is_certain = await self.links.look_up(code)
            if code in self.map.links:
                await self.answer(scope, send)
                return
        await _send_page(send, scope, NOT_FOUND if is_certain else UNAVAILABLE)

    async def _answer_health(self, scope: Scope, send: Send) -> None:
        if self.links.is_complete.is_set():
            await _send(send, answers.ALIVE)
        else:
            await _send_page(send, scope, UNAVAILABLE)


def _language(scope: Scope) -> str:
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-language")
    return answers.language_for(accepted)


def _unstored(scope: Scope, redirect: Redirect) -> Answer:
    """A reader is not sent back for want of room on our disk, but no redirect goes uncounted."""
    return answers.page(UNAVAILABLE, language=_language(scope), target=redirect.target)


async def _send_page(send: Send, scope: Scope, status: int) -> None:
    await _send(send, answers.PAGES[status, _language(scope)])


async def _send(send: Send, answer: Answer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _live(receive: Receive, send: Send) -> None:
    """Open the door with its process, and close it so that no click is lost."""
    global _door
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            try:
                _door = Door(settings.read(os.environ))
                await _door.open()
            except (OSError, ValueError) as fault:
                await send({"type": "lifespan.startup.failed", "message": str(fault)})
                return
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            if _door is not None:
                await _door.close()
            await send({"type": "lifespan.shutdown.complete"})
            return


_door: Door | None = None


def application(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
    """Serve one connection as ASGI asks it."""
    if scope["type"] == "lifespan":
        return _live(receive, send)
    if _door is None:
        return _send_page(send, scope, UNAVAILABLE)
    return _door.answer(scope, send)
