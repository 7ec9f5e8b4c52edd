"""What is known about somebody: the switches, everything to take along, and being forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.people import operations, queries
from zetje.people.access import MemberRequest, signed_in
from zetje.people.forms.privacy import EraseForm, PrivacyForm, erase_word
from zetje.people.operations.preferences import SWITCHES
from zetje.people.operations.roles import RoleRefusedError
from zetje.people.presenters.privacy import reader_names, who_sees_what


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: MemberRequest) -> HttpResponse:
    """The switches on one page, and who sees what."""
    own = queries.preferences_of(request.member)
    if request.method == "POST":
        form = PrivacyForm(request.POST)
        if form.is_valid():
            operations.save_privacy(
                member=request.member,
                switches={name: form.cleaned_data[name] for name in SWITCHES},
                alias=form.cleaned_data["alias"],
                now=timezone.now(),
            )
            messages.success(request, _("Your choices hold from now on."))
            return redirect("me_privacy")
    else:
        chosen = {name: getattr(own, name) for name in SWITCHES}
        form = PrivacyForm(initial={**chosen, "alias": own.alias})
    context = {
        "form": form,
        "rows": who_sees_what(),
        "readers": reader_names(),
        "is_joined": queries.is_joined(request.member.pk),
    }
    return render(request, "people/privacy.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def export(request: MemberRequest) -> HttpResponse:
    """Everything held about the person who asks, in one file."""
    packed = operations.export_person(member=request.member, now=timezone.now())
    response = HttpResponse(packed, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="zetje.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: MemberRequest) -> HttpResponse:
    """Being forgotten, after typing that it is meant."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        member = request.member
        try:
            operations.erase_person(member=member, by=member, now=timezone.now())
        except RoleRefusedError:
            form.add_error("word", form.last_administrator)
        else:
            logout(request)
            return render(request, "people/privacy_erased.html")
    context = {"form": form, "word": erase_word()}
    return render(request, "people/privacy_erase.html", context, status=422 if form.errors else 200)
