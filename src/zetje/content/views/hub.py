"""The hub: stories by state, and what the feeds offer."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zetje.content import queries
from zetje.content.presenters import hub as show
from zetje.content.presenters.inbox import inbox_view
from zetje.content.queries.hub import HUB_STATES
from zetje.people.access import MemberRequest, role_required

EDITORS = ("editor", "administrator")


@require_safe
@role_required(*EDITORS)
def hub(request: MemberRequest) -> HttpResponse:
    """The stories of the organisation and the inbox of its feeds."""
    now = timezone.now()
    here = request.organisation
    today = queries.today_of(here, at=now)
    asked = request.GET.get("state", "all")
    state = cast("queries.HubStates", asked if asked in HUB_STATES else "all")
    counts = queries.hub_counts(here.pk, on=today)
    stories = queries.hub_stories(here.pk, on=today, state=state)
    most = None if request.GET.get("rows") == "all" else show.SHOWN_ROWS
    shown = list(stories[: most + 1] if most else stories[:500])
    offered, everyone = show.offered_per_team(here, at=now)
    context = {
        "headline": show.headline(counts, today=today),
        "lead": show.lead(offered, everyone) if counts.total else "",
        "filters": show.filters(counts, chosen=state),
        "state": state,
        "rows": show.rows(shown[:most], today=today),
        "has_more": most is not None and len(shown) > most,
        "inbox": inbox_view(organisation=here, now=now),
    }
    return render(request, "content/hub.html", context)
