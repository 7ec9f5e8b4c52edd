"""The page Insight, for who runs the programme and who watches over it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zetje.insights import queries
from zetje.insights.forms.taking import TakingForm
from zetje.insights.forms.worth import WorthForm
from zetje.insights.presenters.insight import insight_page
from zetje.insights.presenters.next_steps import next_steps
from zetje.insights.presenters.programme import STUDIES, programme_of
from zetje.insights.presenters.report import out_of
from zetje.people.access import MemberRequest, role_required


@require_safe
@role_required("programme_manager", "works_council", "administrator")
def insight(request: MemberRequest) -> HttpResponse:
    """How the programme stands, in figures that were frozen."""
    here = request.organisation
    weeks = queries.periods(here.pk)
    studies = queries.latest_results(here.pk, ["fogg", *STUDIES])
    may_assume = "programme_manager" in request.roles
    programme = programme_of(here, weeks=weeks, studies=studies, may_assume=may_assume)
    following = next_steps(organisation_id=here.pk, roles=request.roles)
    spread = studies.get("fogg")
    context = {
        "page": insight_page(here, weeks=weeks, spread=spread, is_advised=bool(following.steps)),
        "next": following,
        "programme": programme,
        "worth_form": WorthForm.of(programme.assumed) if programme else None,
        "taking": TakingForm(),
        "out": out_of(organisation_id=here.pk, member_id=request.member.pk, roles=request.roles),
    }
    return render(request, "insights/insight.html", context)
