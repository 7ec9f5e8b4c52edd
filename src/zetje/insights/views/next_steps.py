"""Taking a step up, and taking it back: two buttons of the page Insight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.insights.operations.next_steps import (
    NoSuchStepError,
    StepRefusedError,
    take_back,
    take_up,
)
from zetje.insights.presenters.next_steps import ACTORS
from zetje.insights.rules.experiments import Template
from zetje.insights.rules.next_steps import Rule
from zetje.people.access import MemberRequest, role_required

if TYPE_CHECKING:
    from datetime import datetime

    from zetje.insights.models import NextStep
    from zetje.people.models import Member

_actor = role_required(*sorted(ACTORS))


@require_POST
@_actor
def take(request: MemberRequest, token: str) -> HttpResponse:
    """Do what a step proposes, and go where it goes on."""
    step = _press(request, token, take_up)
    if step is None:
        return _section()
    if step.rule == Rule.EXPERIMENT and "programme_manager" not in request.roles:
        # Only who runs the programme begins one; the others see there what was tried.
        return redirect("experiments")
    if step.rule == Rule.EXPERIMENT:
        return redirect(f"{reverse('experiment_new')}?template={Template.REMINDERS_GAME}")
    if step.rule == Rule.THANK:
        return redirect("recognise")
    messages.success(request, _("Done. You can take it back here until its outcome is known."))
    return _section()


@require_POST
@_actor
def back(request: MemberRequest, token: str) -> HttpResponse:
    """Take back what a step did."""
    if _press(request, token, take_back) is not None:
        messages.success(request, _("Taken back. All is as it was before."))
    return _section()


class _Press(Protocol):
    def __call__(
        self, *, organisation_id: int, token: str, by: Member, now: datetime
    ) -> NextStep: ...


def _press(request: MemberRequest, token: str, press: _Press) -> NextStep | None:
    """The step that was pressed; None where that was refused, which the page then says.

    Raises:
        Http404: there is no such step here.
    """
    try:
        return press(
            organisation_id=request.organisation.pk,
            token=token,
            by=request.member,
            now=timezone.now(),
        )
    except NoSuchStepError:
        raise Http404 from None
    except StepRefusedError as refusal:
        messages.error(request, str(refusal))
        return None


def _section() -> HttpResponse:
    return redirect(f"{reverse('insight')}#next")
