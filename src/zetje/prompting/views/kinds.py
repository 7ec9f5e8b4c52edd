"""Which kinds of prompt are drawn: saved from the page that tells what each does."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.people.access import MemberRequest, role_required
from zetje.prompting.operations.kinds import NoKindLeftError, set_kinds


@require_POST
@role_required("programme_manager", "administrator")
def save_kinds(request: MemberRequest) -> HttpResponse:
    """Draw the kinds that are ticked and no others, from the next decision on."""
    try:
        set_kinds(
            organisation_id=request.organisation.pk,
            by=request.member,
            on=request.POST.getlist("on"),
            now=timezone.now(),
        )
    except NoKindLeftError:
        messages.info(
            request,
            _("Nothing was changed: one kind stays on. Under Prompts you can stop them all."),
        )
    else:
        messages.success(request, _("Kept. It holds from the next decision on."))
    return redirect("lab")
