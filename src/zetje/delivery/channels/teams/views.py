"""Where Teams tells what happened. No session, no CSRF token: its signed token is what counts."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, cast

import structlog
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zetje.delivery.channels.teams import inbound, trust
from zetje.delivery.channels.teams.setup import Setup, setup_of
from zetje.delivery.channels.teams.transport import TeamsTransport
from zetje.delivery.rules.outcomes import Accepted
from zetje.people import queries as people

# Somebody waits for what is said, and so does the connector for our answer.
ANSWER_SECONDS = 5.0
_LARGEST = 200_000
log = structlog.get_logger()


@csrf_exempt
@require_POST
def messages(request: HttpRequest, slug: str) -> HttpResponse:
    """An activity of the organisation's bot: a tap, a message, coming or going."""
    organisation = people.organisation_of_slug(slug)
    if organisation is None:
        raise Http404
    setup = setup_of(organisation.pk)
    activity = _object(request.body)
    now = timezone.now()
    if setup is None:
        return HttpResponse(status=403)
    try:
        trust.check_activity(
            authorization=request.headers.get("Authorization", ""),
            activity=activity,
            setup=setup,
            now=now,
        )
    except trust.NotTrustedError as fault:
        log.warning("teams activity refused", organisation=organisation.pk, reason=str(fault))
        return HttpResponse(status=403)
    with translation.override(organisation.default_language):
        if not trust.is_first(organisation_id=organisation.pk, activity=activity):
            return _answered(inbound.again(activity), setup)
        try:
            answer = inbound.handle(organisation_id=organisation.pk, activity=activity, now=now)
        except inbound.MalformedError:
            return HttpResponse(status=400)
        return _answered(answer, setup)


def _answered(answer: inbound.Answer, setup: Setup) -> HttpResponse:
    """Answer the connector; what is said beside it is said once everything is certain."""
    if answer.said:
        transaction.on_commit(partial(_say, answer, setup))
    return HttpResponse(status=200) if answer.body is None else JsonResponse(answer.body)


def _say(answer: inbound.Answer, setup: Setup) -> None:
    transport = TeamsTransport(seconds=ANSWER_SECONDS)
    try:
        for card in answer.said:
            if answer.there is not None:
                outcome = transport.say(setup=setup, there=answer.there, card=card)
                if not isinstance(outcome, Accepted):
                    log.warning("teams answer not taken", reason=outcome.reason)
    finally:
        transport.close()


def _object(body: bytes) -> dict[str, Any]:
    """A JSON object; an empty one for anything else."""
    if len(body) > _LARGEST:
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
