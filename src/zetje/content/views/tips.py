"""The page on which everybody suggests what to tell, and says what they would share."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms.tips import TipForm
from zetje.content.models import Tip
from zetje.content.presenters.tips import tips_view
from zetje.people.access import MemberRequest, signed_in

_GIVEN_WITH = ("text", "title", "url", "address")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tips(request: MemberRequest) -> HttpResponse:
    """A form for a tip, one's own tips, and what colleagues suggest.

    An address may bring words along (`?title=…&text=…&url=…`); they stand in the form, no more.
    """
    now = timezone.now()
    form = TipForm(request.POST) if request.method == "POST" else TipForm(initial=_brought(request))
    if request.method == "POST" and form.is_valid():
        try:
            given = operations.give_tip(
                by=request.member,
                words=form.words,
                origin="page",
                now=now,
                may_name=form.cleaned_data["may_name"],
            )
        except operations.TipRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _thanks(given, member_id=request.member.pk))
            return redirect("content:tips")
    context = {
        "form": form,
        "page": tips_view(member=request.member, now=now, mail_address=settings.TIPS_MAIL_ADDRESS),
    }
    return render(request, "content/tips.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def back_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Say that one would share it, or no longer."""
    tip = _tip(request, token)
    if request.POST.get("wish") == "no":
        operations.unback_tip(tip=tip, by=request.member)
    elif operations.back_tip(tip=tip, by=request.member, now=timezone.now()):
        messages.success(request, _("Noted. The editors see how many would share it."))
    return redirect("content:tips")


@require_POST
@signed_in
def confirm_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Say that a mail was one's own."""
    operations.confirm_tip(tip=_own(request, token), by=request.member, now=timezone.now())
    messages.success(request, _("Thank you. It is with the editors now."))
    return redirect("content:tips")


@require_POST
@signed_in
def name_tip(request: MemberRequest, token: str) -> HttpResponse:
    """Say whether one's name may stand with the story of one's tip."""
    may_name = request.POST.get("may_name") == "yes"
    operations.set_may_name(tip=_own(request, token), by=request.member, may_name=may_name)
    messages.success(
        request,
        _("Your name may stand with it.") if may_name else _("Your name does not stand with it."),
    )
    return redirect("content:tips")


@require_POST
@signed_in
def take_tip_back(request: MemberRequest, token: str) -> HttpResponse:
    """Take one's own tip away, or a mail that somebody else sent under one's name."""
    if operations.take_tip_back(tip=_own(request, token), by=request.member):
        messages.success(request, _("Taken back. Nothing of it is kept."))
    else:
        messages.error(request, _("A story is made of it already. Ask an editor."))
    return redirect("content:tips")


def _thanks(given: operations.GivenTip, *, member_id: int) -> str:
    if given.is_known and given.tip.member_id == member_id:
        return _("You tipped this already. Below stands what became of it.")
    if given.is_known:
        return _("Somebody had that thought too, and it now counts that you would share it.")
    return _("Thank you. It is with the editors now, and you hear what becomes of it.")


def _brought(request: MemberRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "")[:2_000] for name in _GIVEN_WITH}
    text = "\n".join(part for part in (given["title"], given["text"]) if part.strip())
    return {"text": text, "address": given["url"] or given["address"]}


def _tip(request: MemberRequest, token: str) -> Tip:
    """A tip that this member may know of: their own, or one that colleagues may back."""
    tip = queries.tip_by_token(request.organisation.pk, token)
    if tip is None or (tip.confirmed_at is None and tip.member_id != request.member.pk):
        raise Http404
    return tip


def _own(request: MemberRequest, token: str) -> Tip:
    tip = _tip(request, token)
    if tip.member_id != request.member.pk:
        raise Http404
    return tip
