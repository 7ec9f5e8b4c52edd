"""The hub: stories by state, and what the feeds offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zetje.content import queries
from zetje.content.forms import ManyForm
from zetje.content.presenters import hub as show
from zetje.content.presenters.inbox import inbox_view
from zetje.content.presenters.rows import rows
from zetje.content.queries.hub import HUB_STATES
from zetje.people import queries as people
from zetje.people.access import MemberRequest, role_required

EDITORS = ("editor", "administrator")
MOST_ROWS = 500


@require_safe
@role_required(*EDITORS)
def hub(request: MemberRequest) -> HttpResponse:
    """The stories of the organisation and the inbox of its feeds."""
    return hub_page(request)


def hub_page(
    request: MemberRequest, *, many: ManyForm | None = None, ticked: Sequence[str] = ()
) -> HttpResponse:
    """The hub, with a form for many stories that was filled in wrongly as it was filled in."""
    now = timezone.now()
    here = request.organisation
    today = queries.today_of(here, at=now)
    asked = request.GET.get("state", "all")
    state = cast("queries.HubStates", asked if asked in HUB_STATES else "all")
    campaigns = list(queries.campaigns_of(here.pk))
    token = request.GET.get("campaign", "")
    campaign = next((one for one in campaigns if one.token == token), None)
    counts = queries.hub_counts(here.pk, on=today, campaign=campaign)
    stories = queries.hub_stories(here.pk, on=today, state=state, campaign=campaign)
    most = None if request.GET.get("rows") == "all" else show.SHOWN_ROWS
    shown = queries.table_of(stories[: most + 1 if most else MOST_ROWS], on=today)
    teams = list(people.teams_of(here.pk))
    offered, everyone = show.offered_per_team(here, teams=teams, at=now)
    context = {
        "headline": show.headline(counts, today=today, campaign=campaign),
        "lead": show.lead(offered, everyone) if counts.total and not campaign else "",
        "filters": show.filters(counts, chosen=state, kept={"campaign": token}),
        "state": state,
        "campaign": campaign,
        "may_settle": "administrator" in request.roles,
        "choices": request.GET.urlencode(),
        "rows": rows(shown[:most], time_zone=here.time_zone, today=today, ticked=ticked),
        "has_more": most is not None and len(shown) > most,
        "many": many or ManyForm(campaigns=campaigns, teams=teams),
        "inbox": inbox_view(organisation=here, now=now),
    }
    return render(request, "content/hub.html", context, status=422 if many else 200)
