"""Short links on the host of the pages, so that an installation can do with one host.

The link door answers them on a host of its own; here they go through the same spool.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from zetje.lib.peers import true_peer
from zetje.sharing.door.answers import Answer, Redirect
from zetje.sharing.door.desk import desk_for
from zetje.sharing.door.linkmap import CODE, Link
from zetje.sharing.door.settings import SPOOL_FOLDER
from zetje.sharing.queries.links import DoorLink, door_link

_HEADERS = ("user-agent", "accept-language", "sec-purpose", "purpose", "x-purpose", "x-moz")


# Nothing is changed by any method; the door says so by itself.
@csrf_exempt
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a short link. The click is on disk before the answer leaves."""
    desk = desk_for(Path(settings.DATA_FOLDER) / SPOOL_FOLDER)
    answer = desk.answer(
        method=request.method or "",
        headers={
            name.encode(): request.headers[name].encode("latin-1", "replace")
            for name in _HEADERS
            if name in request.headers
        },
        address=true_peer(request),
        link=_ready(door_link(code=code) if CODE.fullmatch(code) else None),
        now=timezone.now().timestamp(),
    )
    return _response(answer)


def _ready(found: DoorLink | None) -> Link | None:
    if found is None:
        return None
    redirect = None if found.is_withdrawn else Redirect(found.target)
    return Link(found.link_id, found.organisation_id, redirect)


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status)
    del response.headers["Content-Type"]
    for name, value in answer.headers:
        response.headers[name.decode().title()] = value.decode()
    return response
