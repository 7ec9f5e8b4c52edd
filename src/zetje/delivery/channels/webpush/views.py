"""Takes the subscription that a person's browser brings from the page of their channels."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.delivery import operations
from zetje.delivery.channels.webpush.subscriptions import read_subscription
from zetje.lib.fields import posted
from zetje.people.access import MemberRequest, signed_in


@signed_in
@require_POST
def subscribe(request: MemberRequest) -> HttpResponse:
    """Link the browser of whoever is signed in; it takes the place of one linked before."""
    try:
        subscription = read_subscription(
            posted(request, "subscription"), allowed=settings.FETCH_ALLOWED_HOSTS
        )
    except ValueError:
        messages.error(request, _("This browser gave no subscription that we can use."))
        return redirect("delivery:channels")
    operations.link_channel(
        organisation_id=request.organisation.pk,
        member_id=request.member.pk,
        channel="webpush",
        address=subscription.text,
        now=timezone.now(),
    )
    messages.success(request, _("Done. This browser shows you our messages from now on."))
    return redirect("delivery:channels")
