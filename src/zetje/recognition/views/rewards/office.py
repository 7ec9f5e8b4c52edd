"""The administrator's pages of rewards: vouchers, and the ledger for payroll."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import queries as content
from zetje.people.access import MemberRequest, role_required
from zetje.recognition.forms.rewards import LedgerForm, VouchersForm
from zetje.recognition.operations import rewards
from zetje.recognition.presenters.rewards import ledger_lines
from zetje.recognition.queries import rewards as found

_ROLE = "administrator"


@sensitive_post_parameters("codes")
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(_ROLE)
def show_vouchers(request: MemberRequest) -> HttpResponse:
    """What is left of each batch, and a form to bring one in. No code is ever shown here."""
    form = VouchersForm(request.POST or None, request.FILES or None)
    day = content.today_of(request.organisation, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            batch = rewards.import_vouchers(
                by=request.member,
                name=form.cleaned_data["name"],
                value_cents=form.value_cents(),
                expires_on=form.cleaned_data["expires_on"],
                raw=form.raw(),
                now=timezone.now(),
            )
        except rewards.RewardRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(name)s” is in the safe.") % {"name": batch.name})
            return redirect("reward_vouchers")
    context = {"form": form, "stocks": found.stocks(request.organisation.pk, on=day)}
    status = 422 if form.errors else 200
    return render(request, "recognition/rewards/vouchers.html", context, status=status)


@require_safe
@role_required(_ROLE)
def show_ledger(request: MemberRequest) -> HttpResponse:
    """What people claimed, for payroll; a code that did not work is followed by another here."""
    context = {"form": LedgerForm(), "lines": ledger_lines(request.organisation.pk)}
    return render(request, "recognition/rewards/ledger.html", context)


@require_POST
@role_required(_ROLE)
def export_ledger(request: MemberRequest) -> HttpResponse:
    """The ledger as CSV; that it was taken out is in the audit."""
    form = LedgerForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    text = rewards.export_ledger(
        by=request.member,
        since=given.get("since"),
        until=given.get("until"),
        language=get_language() or "nl",
        now=timezone.now(),
    )
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="zetje-rewards.csv"'
    return answer


@require_POST
@role_required(_ROLE)
def reissue(request: MemberRequest, token: str) -> HttpResponse:
    """Give somebody another code for one that did not work."""
    award = found.award_by_token(request.organisation.pk, token)
    if award is None:
        raise Http404
    try:
        rewards.reissue_voucher(by=request.member, award=award, now=timezone.now())
        messages.success(request, _("Another code stands on their page now."))
    except rewards.RewardRefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reward_ledger")
