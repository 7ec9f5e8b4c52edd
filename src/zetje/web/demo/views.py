"""Pages of the demo: the way in as one of its people, and the invented organisation's website."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.access import remember_this_device
from zetje.people.access.entrance import enter as sign_in
from zetje.web.demo import news
from zetje.web.demo.bodies import feed_body, linked_data
from zetje.web.demo.entrances import ENTRANCES, Entrance, account_of, demo_organisation
from zetje.web.demo.guests import Guest, guests_of
from zetje.web.demo.pictures import picture

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_AT_MOST_HOURS = 3600


def in_the_demo(view: View[P]) -> View[P]:
    """Show a page in the demo only: elsewhere it is not there."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@in_the_demo
@require_safe
def entrances(request: HttpRequest) -> HttpResponse:
    """Who one may be here, and where the mail lands."""
    organisation = demo_organisation()
    guests = guests_of(organisation, now=timezone.now())
    context = {
        "entrances": ENTRANCES,
        "greeting": organisation,
        "prompted": _one_each(guest for guest in guests if guest.was_prompted),
    }
    return render(request, "demo/entrances.html", context)


@in_the_demo
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the invented people, on a browser that is theirs from now on."""
    entrance = entrance_of(key)
    user = account_of(entrance) if entrance else None
    if entrance is None or user is None or user.organisation_id is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    with tenant(user.organisation_id):
        member = people.member_of_user(user.pk)
        if member is None:
            raise Http404
        response = sign_in(request, user=user, next_address=entrance.first_page)
        remember_this_device(request, response, member=member, now=timezone.now())
    return response


def _one_each(guests: Iterable[Guest]) -> list[Guest]:
    """The first of each chat."""
    return list({guest.chat: guest for guest in reversed(list(guests))}.values())


def entrance_of(key: str) -> Entrance | None:
    """One of the people whom a visitor may be, by the word in addresses."""
    known = next((entrance for entrance in ENTRANCES if entrance.key == key), None)
    if known is not None:
        return known
    guests = guests_of(demo_organisation(), now=timezone.now())
    return next((guest.entrance for guest in guests if guest.entrance.key == key), None)


@in_the_demo
@require_safe
def all_news(request: HttpRequest) -> HttpResponse:
    """The newest of every channel of the invented website."""
    now = timezone.now()
    channels = [(channel, channel.pages(now)) for channel in news.channels().values()]
    with translation.override("nl"):
        context = {"channels": channels, "site_name": news.SITE_NAME}
        return render(request, "demo/news.html", context)


@in_the_demo
@require_safe
def page(request: HttpRequest, slug: str, language: str = "nl") -> HttpResponse:
    """One page of the invented website, as such sites are read by people and by programs."""
    found = news.page_of(slug, language=language, now=timezone.now())
    if found is None:
        raise Http404
    if request.path != found.path:
        return redirect(found.path)
    with translation.override(found.language):
        context = {
            "page": found,
            "site": settings.SITE_ADDRESS,
            "site_name": news.SITE_NAME,
            "linked_data": linked_data(found, site=settings.SITE_ADDRESS),
            "channels": list(news.channels().values()),
            "locale": {"nl": "nl_NL", "en": "en_GB"}[found.language],
        }
        return render(request, "demo/page.html", context)


@cache_control(public=True, max_age=_AT_MOST_HOURS)
@in_the_demo
@require_safe
def page_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a page."""
    if news.page_of(slug, language="nl", now=timezone.now()) is None:
        raise Http404
    return HttpResponse(picture(slug), content_type="image/png")


@in_the_demo
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """A feed of the invented website."""
    channel = news.channels().get(key)
    if channel is None:
        raise Http404
    pages = list(channel.pages(timezone.now()))
    content_type, body = feed_body(channel, pages=pages, site=settings.SITE_ADDRESS)
    return HttpResponse(body, content_type=content_type)
