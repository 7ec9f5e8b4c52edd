"""Where Mattermost tells of taps. What counts is the token in the button: only we make them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zetje.delivery import queries
from zetje.delivery.channels.mattermost.cards import PURPOSE, Reader, post_of
from zetje.delivery.channels.mattermost.linking import LINK, finish_link
from zetje.delivery.channels.mattermost.setup import NAME, setup_of
from zetje.delivery.channels.mattermost.transport import tapped_at
from zetje.delivery.registry import Card, UnknownActionError, perform_action
from zetje.lib import tokens
from zetje.lib.tenancy import tenant


@csrf_exempt
@require_POST
def actions(request: HttpRequest) -> HttpResponse:
    """Do what somebody tapped, and give what takes the place of their message."""
    now = timezone.now()
    told = _object(request.body)
    user, context = told.get("user_id"), told.get("context")
    token = cast("dict[str, Any]", context).get("token") if isinstance(context, dict) else None
    try:
        made = tokens.read(PURPOSE, str(token), now=now)
    except tokens.InvalidToken:
        return HttpResponse(status=403)
    organisation_id = int(made["o"])
    # The button was made for one person, at a server that is still this organisation's.
    if made["u"] != user or setup_of(organisation_id) is None:
        return HttpResponse(status=403)
    with tenant(organisation_id):
        card = _act(organisation_id, str(user), str(made["a"]), str(made["v"]), now)
    if card is None:
        return JsonResponse({})
    reader = Reader(organisation_id=organisation_id, user=str(user), tapped_at=tapped_at(), now=now)
    return JsonResponse({"update": post_of(card, reader=reader)})


def _act(organisation_id: int, user: str, name: str, value: str, now: datetime) -> Card | None:
    if name == LINK:
        return finish_link(organisation_id=organisation_id, user=user, code=value, now=now)
    member_id = queries.member_at(organisation_id=organisation_id, channel=NAME, address=user)
    if member_id is None:
        return None
    try:
        return perform_action(
            name=name, organisation_id=organisation_id, member_id=member_id, value=value, now=now
        )
    except UnknownActionError:
        return None


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
