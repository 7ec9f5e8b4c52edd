"""A person's own channels: which, in which order, and what waits on their own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zetje.delivery import operations, queries
from zetje.delivery.operations.routing import ready_channels
from zetje.delivery.presenters import own_channels
from zetje.delivery.registry import UnknownActionError, channels, perform_action
from zetje.delivery.rules.channels import APP, StartsLink
from zetje.lib.fields import posted
from zetje.people.access import MemberRequest, joined_required, signed_in


@signed_in
@require_safe
def show_channels(request: MemberRequest) -> HttpResponse:
    """How this person is reached, and how else they could be."""
    page = own_channels(organisation_id=request.organisation.pk, member_id=request.member.pk)
    return render(request, "delivery/channels.html", {"page": page})


@signed_in
@require_POST
def link(request: MemberRequest, name: str) -> HttpResponse:
    """Begin to link a channel: the channel asks for the account, or a code is shown to type."""
    organisation_id, now = request.organisation.pk, timezone.now()
    if name not in ready_channels(organisation_id=organisation_id):
        raise Http404
    channel = channels()[name]
    if name == APP:
        _put_first(request, name)
        messages.success(request, _("Done. What comes waits for you on your own page."))
    elif isinstance(channel, StartsLink):
        words = channel.start_link(
            organisation_id=organisation_id,
            member_id=request.member.pk,
            work_address=request.member.email,
            now=now,
        )
        messages.info(request, words)
    else:
        code = operations.link_code(
            organisation_id=organisation_id, member_id=request.member.pk, channel=name, now=now
        )
        words = _("Write to Zetje in %(channel)s within a quarter of an hour: link %(code)s")
        messages.info(request, words % {"channel": channel.label, "code": code})
    return redirect("delivery:channels")


@signed_in
@require_POST
def unlink(request: MemberRequest, name: str) -> HttpResponse:
    """Reach this person by this channel no more; twice changes nothing."""
    operations.unlink_channel(
        organisation_id=request.organisation.pk,
        member_id=request.member.pk,
        channel=name,
        now=timezone.now(),
    )
    messages.success(request, _("Done. Nothing comes to you that way any more."))
    return redirect("delivery:channels")


@signed_in
@require_POST
def put_first(request: MemberRequest, name: str) -> HttpResponse:
    """Try this channel before the others."""
    _put_first(request, name)
    return redirect("delivery:channels")


def _put_first(request: MemberRequest, name: str) -> None:
    organisation_id, member_id = request.organisation.pk, request.member.pk
    found = queries.channels_of(organisation_id=organisation_id, member_ids=[member_id])
    order = [name, *(each for each in found[member_id] if each != name)]
    operations.order_channels(
        organisation_id=organisation_id, member_id=member_id, channels=order, now=timezone.now()
    )


@joined_required
@require_safe
def show_messages(request: MemberRequest) -> HttpResponse:
    """What waits here for this person."""
    waiting = operations.cards_in_app(
        organisation_id=request.organisation.pk, member_id=request.member.pk, now=timezone.now()
    )
    return render(request, "delivery/messages.html", {"waiting": waiting})


@joined_required
@require_POST
def act(request: MemberRequest) -> HttpResponse:
    """Do what a button of a card says, and show the card that takes its place."""
    try:
        card = perform_action(
            name=posted(request, "action"),
            organisation_id=request.organisation.pk,
            member_id=request.member.pk,
            value=posted(request, "value"),
            now=timezone.now(),
        )
    except UnknownActionError:
        return HttpResponseBadRequest()
    return render(request, "delivery/answered.html", {"card": card})
