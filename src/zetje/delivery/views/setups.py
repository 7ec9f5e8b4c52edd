"""The channels of an organisation, for an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.delivery import operations, queries
from zetje.delivery.forms.channels import ChannelForm
from zetje.delivery.presenters import setup_lines
from zetje.delivery.registry import channels
from zetje.people.access import MemberRequest, role_required

administrator = role_required("administrator")


@administrator
@require_safe
def show_setups(request: MemberRequest) -> HttpResponse:
    """Which channels there are, and how they do."""
    own = request.organisation
    lines = setup_lines(organisation_id=own.pk, slug=own.slug)
    in_trouble = [line for line in lines if line.trouble]
    context = {"lines": lines, "in_trouble": in_trouble}
    return render(request, "delivery/setups.html", context)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: MemberRequest, name: str) -> HttpResponse:
    """Fill in a channel; it is kept once the other side says that it works."""
    own = request.organisation
    channel = channels().get(name)
    if channel is None or not channel.fields:
        raise Http404
    before = queries.channel_settings(own.pk, name)
    secrets = {field.name for field in channel.fields if field.is_secret}
    kept = [field for field in secrets if before.get(field)]
    shown = {field: text for field, text in before.items() if field not in secrets}
    form = ChannelForm(request.POST or None, channel=channel, kept=kept, initial=shown)
    if request.method == "POST" and form.is_valid():
        fault = operations.set_up_channel(
            organisation_id=own.pk,
            channel=name,
            settings=form.cleaned_data,
            by_member_id=request.member.pk,
            now=timezone.now(),
        )
        if not fault:
            messages.success(request, _("It works. People can link it now."))
            return redirect("delivery:setups")
        form.add_error(None, fault)
    [line] = [
        line for line in setup_lines(organisation_id=own.pk, slug=own.slug) if line.name == name
    ]
    context = {"form": form, "line": line, "is_set_up": bool(before)}
    return render(request, "delivery/setup.html", context)


@administrator
@require_POST
def turn_off(request: MemberRequest, name: str) -> HttpResponse:
    """Forget what was filled in; twice changes nothing."""
    operations.turn_off_channel(
        organisation_id=request.organisation.pk,
        channel=name,
        by_member_id=request.member.pk,
        now=timezone.now(),
    )
    messages.success(request, _("It is off. Messages take another way."))
    return redirect("delivery:setups")
