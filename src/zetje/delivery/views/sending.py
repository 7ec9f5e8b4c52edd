"""The outbox for an administrator: stop and resume, and what nobody else can decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.delivery import operations
from zetje.delivery.presenters import sending_page
from zetje.people.access import MemberRequest, role_required

administrator = role_required("administrator")


@administrator
@require_safe
def show_sending(request: MemberRequest) -> HttpResponse:
    """How sending does, and what waits for a decision."""
    page = sending_page(organisation_id=request.organisation.pk, now=timezone.now())
    return render(request, "delivery/sending.html", {"page": page})


@administrator
@require_POST
def stop(request: MemberRequest) -> HttpResponse:
    """Halt all sending before the very next message."""
    operations.stop_sending(
        organisation_id=request.organisation.pk,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return redirect("delivery:sending")


@administrator
@require_POST
def resume(request: MemberRequest) -> HttpResponse:
    """Send again."""
    operations.resume_sending(
        organisation_id=request.organisation.pk,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return redirect("delivery:sending")


@administrator
@require_POST
def release(request: MemberRequest) -> HttpResponse:
    """Let go what waits since a restore, or drop it."""
    choice = request.POST.get("due")
    if choice not in {"drop", "send"}:
        return HttpResponseBadRequest()
    operations.release_hold(
        organisation_id=request.organisation.pk,
        by_member_id=request.member.pk,
        drops_due=choice == "drop",
        now=timezone.now(),
    )
    return redirect("delivery:sending")


@administrator
@require_POST
def mark_as_sent(request: MemberRequest, token: str) -> HttpResponse:
    """Close a message whose Message-ID was found at the relay."""
    done = operations.mark_as_sent(
        organisation_id=request.organisation.pk,
        token=token,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return _decided(request, done=done, words=_("Noted: it was sent."))


@administrator
@require_POST
def send_again(request: MemberRequest, token: str) -> HttpResponse:
    """Send a message again that surely did not arrive."""
    done = operations.send_again(
        organisation_id=request.organisation.pk,
        token=token,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return _decided(request, done=done, words=_("It goes out again, while it is of use."))


@administrator
@require_POST
def give_up(request: MemberRequest, token: str) -> HttpResponse:
    """Let go of a message that failed."""
    done = operations.give_up(
        organisation_id=request.organisation.pk,
        token=token,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return _decided(request, done=done, words=_("It is not sent any more."))


@administrator
@require_POST
def send_all_again(request: MemberRequest, name: str) -> HttpResponse:
    """Try everything again that failed in a channel; when nothing did, nothing happens."""
    operations.send_all_again(
        organisation_id=request.organisation.pk,
        channel=name,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return _decided(request, done=True, words=_("What is still of use goes out again."))


@administrator
@require_POST
def lift_suppression(request: MemberRequest, key: str) -> HttpResponse:
    """Send to an address again."""
    done = operations.lift_suppression(
        organisation_id=request.organisation.pk,
        key=key,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    return _decided(request, done=done, words=_("Mail to this address goes out again."))


def _decided(request: MemberRequest, *, done: bool, words: str) -> HttpResponse:
    if not done:
        raise Http404
    messages.success(request, words)
    return redirect("delivery:sending")
