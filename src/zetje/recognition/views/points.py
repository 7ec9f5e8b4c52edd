"""The page of points, for everybody; and the rules, for who sets them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zetje.behaviour.weeks import monday_of
from zetje.people.access import MemberRequest, role_required, signed_in
from zetje.recognition.forms.points import PointRulesForm
from zetje.recognition.operations.points import set_point_rules
from zetje.recognition.operations.points.ruling import next_week
from zetje.recognition.presenters.gaming import rule_views
from zetje.recognition.presenters.points import earnings, points_page, warnings
from zetje.recognition.queries.points import coming_rules, point_rules
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.queries.tried import is_without_game
from zetje.recognition.rules.points import Rules, rules_from

_MANAGERS = frozenset({"programme_manager", "administrator"})


@require_safe
@signed_in
def show_points(request: MemberRequest) -> HttpResponse:
    """Show exactly what earns what, and whoever looks their own lines."""
    _check_on(request)
    now = timezone.now()
    if is_without_game(request.member, now=now):
        return redirect("recognition")
    context = {
        "page": points_page(member=request.member, now=now),
        "gaming_rules": rule_views(),
        "may_change": bool(request.roles & _MANAGERS),
    }
    return render(request, "recognition/points/page.html", context)


@role_required(*sorted(_MANAGERS))
@require_http_methods(["GET", "HEAD", "POST"])
def set_rules(request: MemberRequest) -> HttpResponse:
    """Let other rules hold from the next week on; what the evidence says is shown first."""
    _check_on(request)
    now = timezone.now()
    rules = _newest(request)
    if request.method != "POST":
        return _rules_page(request, PointRulesForm(rules=rules), rules)
    form = PointRulesForm(request.POST, rules=rules)
    if not form.is_valid():
        return _rules_page(request, form, rules)
    wanted = rules_from(form.cleaned_data)
    if warnings(wanted) and request.POST.get("sure") != "yes":
        return _rules_page(request, form, rules, said=warnings(wanted))
    week, _set = set_point_rules(by=request.member, values=form.cleaned_data, now=now)
    day = date_format(monday_of(week), "j F")
    messages.success(request, _("These rules hold from Monday %(day)s on.") % {"day": day})
    return redirect("points_rules")


def _rules_page(
    request: MemberRequest, form: PointRulesForm, rules: Rules, said: list[str] | None = None
) -> HttpResponse:
    now = timezone.now()
    coming = coming_rules(organisation_id=request.organisation.pk, at=now)
    context = {
        "form": form,
        "warnings": said or [],
        "now_earns": earnings(point_rules(organisation_id=request.organisation.pk, at=now)),
        "coming_on": monday_of(coming[0]) if coming else None,
        "monday": monday_of(next_week(now)),
    }
    status = 422 if said or form.errors else 200
    return render(request, "recognition/points/rules.html", context, status=status)


def _newest(request: MemberRequest) -> Rules:
    """The rules that were set last, whether or not they hold yet."""
    now = timezone.now()
    coming = coming_rules(organisation_id=request.organisation.pk, at=now)
    return coming[1] if coming else point_rules(organisation_id=request.organisation.pk, at=now)


def _check_on(request: MemberRequest) -> None:
    if not game_switches(request.organisation.pk).points:
        raise Http404
