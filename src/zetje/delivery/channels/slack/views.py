"""Where Slack tells what happened. No session, no CSRF token: its signature is what counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zetje.delivery.channels.slack import inbound, signing
from zetje.delivery.channels.slack.replying import show
from zetje.delivery.channels.slack.setup import Setup, setup_of
from zetje.people import queries as people

Handle = Callable[..., list[inbound.Reply]]


@csrf_exempt
@require_POST
def events(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in the workspace; also the question by which Slack checks this address."""
    organisation, setup = _asked(request, slug)
    payload = _object(request.body.decode("utf-8", "replace"))
    if setup is None:
        return HttpResponse(status=403)
    if payload.get("type") == "url_verification":
        return JsonResponse({"challenge": str(payload.get("challenge", ""))})
    return _handled(inbound.handle_event, organisation, setup, payload)


@csrf_exempt
@require_POST
def actions(request: HttpRequest, slug: str) -> HttpResponse:
    """What somebody tapped."""
    organisation, setup = _asked(request, slug)
    if setup is None:
        return HttpResponse(status=403)
    payload = _object(request.POST.get("payload", ""))
    return _handled(inbound.handle_interaction, organisation, setup, payload)


def _asked(request: HttpRequest, slug: str) -> tuple[Any, Setup | None]:
    """Whose Slack is asking, with its settings; None unless it signed this, just now and once."""
    organisation = people.organisation_of_slug(slug)
    if organisation is None:
        raise Http404
    setup = setup_of(organisation.pk)
    if setup is None or not signing.is_from_slack(
        body=request.body,
        headers=request.headers,
        signing_secret=setup.signing_secret,
        now=timezone.now(),
    ):
        return organisation, None
    if not signing.is_first(organisation_id=organisation.pk, headers=request.headers):
        return organisation, None
    return organisation, setup


def _handled(
    handle: Handle, organisation: Any, setup: Setup, payload: dict[str, Any]
) -> HttpResponse:
    """Do it now; show it once it is certain, and only then answer."""
    try:
        with translation.override(organisation.default_language):
            replies = handle(organisation_id=organisation.pk, payload=payload, now=timezone.now())
    except inbound.MalformedError:
        return HttpResponse(status=400)
    transaction.on_commit(partial(show, inbound.replies_of(replies), setup=setup))
    return HttpResponse(status=200)


def _object(text: str) -> dict[str, Any]:
    """A JSON object; an empty one for anything else."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
