"""The language model of an organisation, for an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.people.access import MemberRequest, role_required
from zetje.voice import operations
from zetje.voice.forms.language_models import USUAL_TOKENS, ModelForm
from zetje.voice.presenters.language_models import ModelPage, model_page
from zetje.voice.rules.model_places import FAULTS

administrator = role_required("administrator")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: MemberRequest) -> HttpResponse:
    """Switch a language model on, or change the one that is on."""
    page = model_page(organisation=request.organisation, now=timezone.now())
    form = _form(request, page)
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_up_model(by=request.member, words=form.words(), now=timezone.now())
        except operations.ModelRefusedError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Try it before you tell people."))
            return redirect("voice:model_settings")
    context = {"page": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "voice/language_model.html", context, status=status)


@administrator
@require_POST
def trial(request: MemberRequest) -> HttpResponse:
    """Ask it for one post about an invented story."""
    fault = operations.try_model(by=request.member, now=timezone.now())
    (messages.error if fault else messages.success)(request, FAULTS[fault])
    return redirect("voice:model_settings")


@administrator
@require_POST
def turn_off(request: MemberRequest) -> HttpResponse:
    """Send it nothing any more; twice changes nothing."""
    operations.turn_off_model(by=request.member, now=timezone.now())
    messages.success(request, _("It is off. Suggestions are made here, without a model."))
    return redirect("voice:model_settings")


def _form(request: MemberRequest, page: ModelPage) -> ModelForm:
    initial = {"tokens_per_month": USUAL_TOKENS}
    if page.setup:
        initial = {
            "address": page.setup.address,
            "model": page.setup.model,
            "tokens_per_month": page.setup.tokens_per_month,
            "marks_every_post": page.setup.marks_every_post,
        }
    return ModelForm(
        request.POST if request.method == "POST" else None,
        offered=bool(page.offered),
        has_key=page.has_key,
        initial=initial,
    )
