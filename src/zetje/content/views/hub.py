"""The hub: stories by state, and what the feeds offer."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.content import operations, queries
from zetje.content.forms import AddressForm
from zetje.content.models import Feed, FeedItem
from zetje.content.presenters import hub as show
from zetje.content.queries.hub import HUB_STATES
from zetje.content.rules.faults import Coded, words_for
from zetje.lib.fetching import FetchFailed, FetchRefused
from zetje.people.access import MemberRequest, role_required

EDITORS = ("editor", "administrator")
UNREACHED = (operations.TargetRefused, FetchRefused, FetchFailed)


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
    waiting = list(queries.inbox_of(here.pk)[:50])
    feeds = list(queries.feeds_of(here.pk))
    offered, everyone = show.offered_per_team(here, at=now)
    context = {
        "headline": show.headline(counts, today=today),
        "lead": show.lead(offered, everyone) if counts.total else "",
        "filters": show.filters(counts, chosen=state),
        "state": state,
        "rows": show.rows(shown[:most], today=today),
        "has_more": most is not None and len(shown) > most,
        "inbox": show.inbox(waiting[: show.SHOWN_ITEMS], now=now),
        "waiting": len(waiting),
        "feeds": feeds,
        "feeds_line": show.feeds_line(feeds),
        "broken": [row for row in show.feed_rows(feeds, now=now) if row.fault],
    }
    return render(request, "content/hub.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def feeds(request: MemberRequest) -> HttpResponse:
    """The feeds that are read, and a form for another."""
    now = timezone.now()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            feed = operations.add_feed(
                by=request.member, address=form.cleaned_data["address"], now=now
            )
        except (*UNREACHED, operations.FeedUnreadable, operations.FeedKnown) as fault:
            form.refuse(fault, field="address")
        else:
            messages.success(request, _("“%(feed)s” is read from now on.") % {"feed": str(feed)})
            return redirect("content:feeds")
    found = list(queries.feeds_of(request.organisation.pk))
    context = {
        "form": form,
        "feeds": show.feed_rows(found, now=now),
        "feeds_line": show.feeds_line(found),
    }
    return render(request, "content/feeds.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*EDITORS)
def stop_feed(request: MemberRequest, token: str) -> HttpResponse:
    """Read a feed no more."""
    feed = _feed(request, token)
    operations.stop_feed(feed=feed, by=request.member, now=timezone.now())
    messages.success(request, _("“%(feed)s” is read no more.") % {"feed": str(feed)})
    return redirect("content:feeds")


@require_POST
@role_required(*EDITORS)
def read_feed(request: MemberRequest, token: str) -> HttpResponse:
    """Read a feed now instead of at the next hour."""
    feed = _feed(request, token)
    found = operations.read_feed(
        organisation_id=request.organisation.pk, feed_id=feed.pk, now=timezone.now()
    )
    messages.success(request, _("Read. New: %(count)s.") % {"count": found})
    return redirect("content:feeds")


@require_POST
@role_required(*EDITORS)
def take_item(request: MemberRequest, token: str) -> HttpResponse:
    """Make a story of something a feed offers."""
    item = _item(request, token)
    try:
        story = operations.take_feed_item(item=item, by=request.member, now=timezone.now())
    except (operations.TargetRefused, operations.StoryRefused) as fault:
        return _back_to_inbox(request, fault)
    return redirect("content:story", story.token)


@require_POST
@role_required(*EDITORS)
def pass_item(request: MemberRequest, token: str) -> HttpResponse:
    """Let something a feed offers go by."""
    item = _item(request, token)
    operations.pass_feed_item(item=item, by=request.member, now=timezone.now())
    messages.success(request, _("Passed. You know your people."))
    return redirect("content:hub")


def _back_to_inbox(request: MemberRequest, fault: Coded) -> HttpResponse:
    messages.error(request, words_for(fault))
    return redirect("content:hub")


def _feed(request: MemberRequest, token: str) -> Feed:
    feed = queries.feed_by_token(request.organisation.pk, token)
    if feed is None:
        raise Http404
    return feed


def _item(request: MemberRequest, token: str) -> FeedItem:
    item = queries.item_by_token(request.organisation.pk, token)
    if item is None:
        raise Http404
    return item
