"""The keys by which other programs read the figures, for an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.insights.forms.keys import KeyForm
from zetje.insights.operations.keys import KeyRefusedError, end_key, make_key
from zetje.insights.presenters.keys import key_lines
from zetje.insights.queries.keys import api_key
from zetje.people.access import MemberRequest, role_required

administrator = role_required("administrator")


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: MemberRequest) -> HttpResponse:
    """The keys there are, and a new one, which is shown this once."""
    now = timezone.now()
    form = KeyForm(request.POST) if request.method == "POST" else KeyForm()
    secret = ""
    if form.is_bound and form.is_valid():
        try:
            secret = make_key(by=request.member, now=now, **form.cleaned_data)
        except KeyRefusedError as refused:
            form.add_error("name", refused.sentence)
    context = {
        "form": KeyForm() if secret else form,
        "secret": secret,
        "lines": key_lines(request.organisation.pk, now=now),
        "example": request.build_absolute_uri(reverse("api_periods")),
    }
    status = 422 if form.errors else 200
    return render(request, "insights/keys.html", context, status=status)


@administrator
@require_POST
def end(request: MemberRequest, token: str) -> HttpResponse:
    """Take a key away; what reads with it gets no more answers from now on."""
    key = api_key(request.organisation.pk, token)
    if key is None:
        raise Http404
    end_key(by=request.member, key=key, now=timezone.now())
    messages.success(request, _("That key opens nothing any more."))
    return redirect("insight_keys")
