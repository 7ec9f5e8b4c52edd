"""The wordings of prompts: the list, a new one with its proof, and retiring one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.prompting.forms.wordings import LANGUAGES, WordingForm
from zetje.prompting.operations.wordings import (
    WordingKnownError,
    WordingRefusedError,
    add_wording,
    retire_wording,
    tidied,
)
from zetje.prompting.presenters import wordings as show
from zetje.prompting.queries.prompt_wordings import (
    own_wording_by_token,
    own_wordings,
    wording_uses,
)
from zetje.prompting.rules.arms import FAMILIES, check_wording

EDITORS = ("editor", "administrator")
_ADD = "prompting/wordings_add.html"


@require_safe
@role_required(*EDITORS)
def wordings(request: MemberRequest) -> HttpResponse:
    """Every kind of prompt with the ways it is said, and how often each was."""
    here = request.organisation.pk
    own = list(own_wordings(here))
    language = _language(request)
    context = {
        "headline": show.headline(own),
        "kinds": show.kinds(own, language=language, uses=wording_uses(here)),
        "language": language,
        "languages": LANGUAGES,
    }
    return render(request, "prompting/wordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def add(request: MemberRequest) -> HttpResponse:
    """A form for a wording: looked at first, then kept."""
    if request.method != "POST":
        asked = request.GET.get("kind", "")
        arm = asked if asked in {family.key for family in FAMILIES} else FAMILIES[0].key
        form = WordingForm(initial={"arm": arm, "language": _language(request)})
        return render(request, _ADD, {"form": form, "fields": show.field_rows()})
    form = WordingForm(request.POST)
    proof = None
    if form.is_valid():
        wording = form.wording()
        proof = show.preview(tidied(wording))
        if request.POST.get("act") == "keep":
            if _kept(request, form):
                back = f"{reverse('prompting:wordings')}?language={wording.language}"
                return redirect(f"{back}#{wording.arm}")
        else:
            form.refuse(check_wording(tidied(wording)))
    context = {"form": form, "fields": show.field_rows(), "proof": proof}
    return render(request, _ADD, context, status=422 if form.errors else 200)


@require_POST
@role_required(*EDITORS)
def retire(request: MemberRequest, token: str) -> HttpResponse:
    """Draw a wording no more."""
    found = own_wording_by_token(request.organisation.pk, token)
    if found is None:
        raise Http404
    retire_wording(by=request.member, wording=found, now=timezone.now())
    said = _("“%(subject)s” is used no more. What was sent stays as it was.")
    messages.success(request, said % {"subject": found.subject})
    return redirect(f"{reverse('prompting:wordings')}?language={found.language}#{found.arm}")


def _kept(request: MemberRequest, form: WordingForm) -> bool:
    """Keep what was filled in, or say at the form why not."""
    try:
        kept = add_wording(by=request.member, wording=form.wording(), now=timezone.now())
    except WordingRefusedError as refused:
        form.refuse(refused.findings)
    except WordingKnownError:
        form.known()
    else:
        said = _("“%(subject)s” is drawn from the next prompt on.")
        messages.success(request, said % {"subject": kept.subject})
        return True
    return False


def _language(request: MemberRequest) -> str:
    """The language asked for, else that of the page."""
    asked = request.GET.get("language", "") or (get_language() or "")
    return asked if asked in LANGUAGES else "nl"
