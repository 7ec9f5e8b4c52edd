"""The interface for other programs: reads what the page Insight shows, by a key and nothing else.

A session or a cookie opens nothing here, so that no page of a stranger can ask in somebody's name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zetje.insights.operations.keys import note_use
from zetje.insights.presenters import api as answers
from zetje.insights.presenters.openapi import document
from zetje.insights.queries.keys import open_key
from zetje.insights.rules import api
from zetje.lib.peers import household
from zetje.lib.tenancy import tenant
from zetje.people.operations import limits

# In a quarter of an hour.
QUESTIONS_OF_KEY: Final = limits.Limit("API questions, key", 300)
WRONG_OF_HOUSEHOLD: Final = limits.Limit("wrong API keys, household", 60)
Find = Callable[[int, answers.Asked], answers.Answer | None]


def periods(request: HttpRequest) -> HttpResponse:
    """The weeks that were frozen."""
    return _answer(request, api.PERIODS, answers.periods_answer)


def figures(request: HttpRequest) -> HttpResponse:
    """One figure in some weeks."""
    return _answer(request, api.FIGURES, answers.figures_answer)


def studies(request: HttpRequest) -> HttpResponse:
    """The studies that have a result."""
    return _answer(request, api.STUDIES, answers.studies_answer)


def study(request: HttpRequest, study: str) -> HttpResponse:
    """What one study found."""
    return _answer(request, api.STUDY, answers.study_answer, study=study)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What to do next."""
    return _answer(request, api.SUGGESTIONS, answers.suggestions_answer)


def described(request: HttpRequest) -> HttpResponse:
    """The interface as an OpenAPI document; it holds nothing of anybody."""
    if request.method not in ("GET", "HEAD"):
        return _only_reading()
    return HttpResponse(json.dumps(document(), indent=1), content_type="application/json")


def _answer(
    request: HttpRequest, question: api.Question, find: Find, **in_path: str
) -> HttpResponse:
    """Answer a question, or say in a problem document why not."""
    # The language of a key's program is in its question, never in a cookie.
    language = "nl" if request.headers.get("Accept-Language", "").startswith("nl") else "en"
    with translation.override(language):
        answer = _guarded(request, question, find, in_path)
    answer.headers["Content-Language"] = language
    return answer


def _guarded(
    request: HttpRequest, question: api.Question, find: Find, in_path: Mapping[str, str]
) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return _only_reading()
    now = timezone.now()
    home = household(request)
    if limits.is_spent(WRONG_OF_HOUSEHOLD, key=home, now=now):
        return _too_many(now)
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = open_key(secret, now=now) if scheme.lower() == "bearer" else None
    if key is None:
        if secret:
            limits.take(WRONG_OF_HOUSEHOLD, key=home, now=now)
        return _no_key()
    if not limits.take(QUESTIONS_OF_KEY, key=str(key.key_id), now=now):
        return _too_many(now)
    try:
        asked = question.read(dict(request.GET.lists()), in_path=in_path)
    except api.BadQuestionError as fault:
        # A name in the path that can be none leads nowhere.
        if fault.parameter in in_path:
            return _nothing_there()
        return _problem(400, _("This cannot be asked."), str(fault))
    with tenant(key.organisation_id):
        note_use(organisation_id=key.organisation_id, key_id=key.key_id, now=now)
        found = find(key.organisation_id, asked)
    return _nothing_there() if found is None else _found(request, found)


def _found(request: HttpRequest, found: answers.Answer) -> HttpResponse:
    body = json.dumps(found, ensure_ascii=False).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Accept-Language",
    }
    if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)


def _problem(status: int, title: str, detail: str, **headers: str) -> HttpResponse:
    """Why there is no answer, as RFC 9457 has it."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
        headers=named,
    )


def _only_reading() -> HttpResponse:
    return _problem(405, _("This can only be read."), _("Ask with GET."), Allow="GET, HEAD")


def _no_key() -> HttpResponse:
    detail = _("Send a key that opens, as “Authorization: Bearer …”.")
    return _problem(401, _("No key that opens."), detail, WWW_Authenticate="Bearer")


def _nothing_there() -> HttpResponse:
    return _problem(404, _("There is nothing of that name."), _("See openapi.json."))


def _too_many(now: datetime) -> HttpResponse:
    seconds = str(limits.seconds_left(now))
    return _problem(
        429, _("Too many questions."), _("Come back a little later."), Retry_After=seconds
    )
