"""This week: the page, and confirming a browser from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zetje.delivery import operations as delivery
from zetje.people.access import ask_device_code, confirm_this_device, waits_for_code
from zetje.prompting.presenters.pages import Prepared, WeekPage, stranger_page, week_page
from zetje.prompting.views.entrance import Visit

# The mails' links only prepare a choice; these are the words they use.
_PREPARED = ("copy", "adapt", "skip", "look", "rest")


@require_GET
def show_week(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the stories of the week and what was chosen; change nothing."""
    page = _page(request, visit)
    context = {"page": page, "waiting": _waiting(visit, page)}
    return render(request, "prompting/week.html", context)


def _waiting(visit: Visit, page: WeekPage) -> list[delivery.CardInApp]:
    """What came for somebody who chose to be reached on their own page; known browsers only."""
    if not visit.is_known or page.phase is None or not page.phase.has_messages:
        return []
    return delivery.cards_in_app(
        organisation_id=visit.member.organisation_id, member_id=visit.member.pk, now=visit.now
    )


@require_POST
def ask_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Mail a code for this browser to the member, whoever asks for it, so often and no more."""
    response = redirect(f"{visit.base}?asked=1")
    if ask_device_code(request, response, member=visit.member, now=visit.now):
        return response
    page = _page(request, visit)
    page.no_more_codes, page.code_asked = True, waits_for_code(request)
    return render(request, "prompting/week.html", {"page": page}, status=429)


@require_POST
def confirm_device(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Know this browser from now on, if the code is right."""
    response = redirect(visit.base)
    code = request.POST.get("code", "")
    if confirm_this_device(request, response, member=visit.member, code=code, now=visit.now):
        return response
    page = _page(request, visit)
    page.code_asked = True
    page.code_fault = _("That is not the code of the last mail. Look once more, or ask a new one.")
    return render(request, "prompting/week.html", {"page": page}, status=422)


def _page(request: HttpRequest, visit: Visit) -> WeekPage:
    places = [offer.position for offer in (*visit.week.offers, *visit.week.aside)]
    chosen = {place: request.GET.get(f"n{place}", "") for place in places}
    if not visit.is_known:
        page = stranger_page(
            member=visit.member, week=visit.week, base=visit.base, now=visit.now, chosen=chosen
        )
        page.code_asked = "asked" in request.GET
        return page
    return week_page(
        member=visit.member,
        week=visit.week,
        base=visit.base,
        now=visit.now,
        chosen=chosen,
        prepared=_prepared(request),
    )


def _prepared(request: HttpRequest) -> Prepared:
    choice = request.GET.get("choice", "")
    if choice not in _PREPARED:
        return Prepared()
    return Prepared(choice, "" if choice == "rest" else request.GET.get("story", ""))
