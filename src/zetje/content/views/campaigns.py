"""The campaigns of an organisation, and the calendar of its stories."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import operations, queries
from zetje.content.forms import CampaignForm
from zetje.content.models import Campaign
from zetje.content.presenters import calendar as month
from zetje.content.presenters import campaigns as show
from zetje.content.views.hub import EDITORS
from zetje.people.access import MemberRequest, role_required


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def campaigns(request: MemberRequest) -> HttpResponse:
    """The campaigns that are open, and a form for another."""
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_campaign(
                by=request.member, now=timezone.now(), **form.cleaned_data
            )
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(
                request, _("“%(name)s” is there. Put stories in it.") % {"name": made.name}
            )
            return redirect("content:campaigns")
    found = list(queries.campaigns_of(request.organisation.pk))
    today = queries.today_of(request.organisation, at=timezone.now())
    context = {"form": form, "campaigns": show.campaigns_view(found, today=today)}
    return render(request, "content/campaigns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def campaign(request: MemberRequest, token: str) -> HttpResponse:
    """One campaign: its name and days."""
    found = _campaign(request, token)
    form = CampaignForm(request.POST) if request.method == "POST" else CampaignForm.of(found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_campaign(campaign=found, by=request.member, **form.cleaned_data)
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept."))
            return redirect("content:campaigns")
    context = {"form": form, "campaign": found}
    return render(request, "content/campaign.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*EDITORS)
def close_campaign(request: MemberRequest, token: str) -> HttpResponse:
    """End a campaign; its stories run on."""
    found = _campaign(request, token)
    operations.close_campaign(campaign=found, by=request.member, now=timezone.now())
    messages.success(request, _("“%(name)s” is closed. Its stories run on.") % {"name": found.name})
    return redirect("content:campaigns")


@require_safe
@role_required(*EDITORS)
def calendar(request: MemberRequest) -> HttpResponse:
    """A month of stories: what goes live and what ends on each day."""
    today = queries.today_of(request.organisation, at=timezone.now())
    first = month.month_asked(request.GET.get("month", ""), today=today)
    shown = month.month_of(first, organisation=request.organisation, today=today)
    return render(request, "content/calendar.html", {"month": shown})


def _campaign(request: MemberRequest, token: str) -> Campaign:
    found = queries.campaign_by_token(request.organisation.pk, token)
    if found is None:
        raise Http404
    return found
