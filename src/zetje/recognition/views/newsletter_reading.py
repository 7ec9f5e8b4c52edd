"""Where an edition is read: by colleagues, by an intranet through a feed, and as HTML to paste."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken
from zetje.people.access import MemberRequest, role_required, signed_in
from zetje.recognition.models import NewsletterFeed
from zetje.recognition.operations.newsletter import Read, read_edition
from zetje.recognition.presenters.recognise import EDITORS
from zetje.recognition.queries import newsletter as queries
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.views.newsletter import check_on, found_edition, language_of


@require_safe
@signed_in
def read(request: MemberRequest, token: str) -> HttpResponse:
    """An edition on the web; a draft is there for its editors alone."""
    check_on(request)
    found = queries.edition_by_token(request.organisation.pk, token)
    if found is None or (found.sent_at is None and not request.roles & EDITORS):
        raise Http404
    context = {"read": read_edition(found, language=language_of(request)), "edition": found}
    return render(request, "recognition/newsletter/read.html", context)


@require_safe
@role_required(*EDITORS)
def paste(request: MemberRequest, token: str, language: str) -> HttpResponse:
    """The HTML of an edition as it is now, to copy into an intranet."""
    found = found_edition(request, token, language)
    shown = read_edition(found, language=language)
    context = {"edition": found, "read": shown, "html": plain_html(shown)}
    return render(request, "recognition/newsletter/paste.html", context)


@require_safe
def rss(request: HttpRequest, token: str) -> HttpResponse:
    """The sent editions as RSS, at an address that is secret and can be ended."""
    organisation_id, feed_id = _place(token)
    with tenant(organisation_id):
        feed = _feed(organisation_id, feed_id)
        site = f"{settings.SITE_ADDRESS}/"
        with translation.override(feed.language):
            made = Rss201rev2Feed(
                title=_("Zetje at %(name)s") % {"name": feed.organisation.name},
                link=site,
                description=_("What colleagues shared, and who helped."),
                language=feed.language,
            )
        for edition in queries.sent_editions(organisation_id):
            shown = read_edition(edition, language=feed.language)
            made.add_item(
                title=shown.title,
                link=f"{site}newsletter/{edition.token}/read/",
                description=plain_html(shown),
                unique_id=f"urn:zetje:edition:{edition.token}",
                unique_id_is_permalink=False,
                pubdate=edition.sent_at,
            )
    answer = HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml")
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def live(request: HttpRequest, token: str) -> HttpResponse:
    """The newest sent edition as a page, at the same secret address."""
    organisation_id, feed_id = _place(token)
    with tenant(organisation_id):
        feed = _feed(organisation_id, feed_id)
        newest = next(iter(queries.sent_editions(organisation_id)), None)
        context = {
            "organisation": None,
            "me": None,
            "theme": "auto",
            "publisher": feed.organisation,
            "read": read_edition(newest, language=feed.language) if newest else None,
        }
        with translation.override(feed.language):
            answer = render(request, "recognition/newsletter/live.html", context)
    answer.headers["Content-Language"] = feed.language
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def plain_html(shown: Read) -> str:
    """An edition as HTML without any looks of its own: it takes those of where it is pasted."""
    with translation.override(shown.language):
        return render_to_string("recognition/newsletter/plain.html", {"read": shown}).strip()


def _place(token: str) -> tuple[int, int]:
    try:
        return queries.feed_place(token, now=timezone.now())
    except InvalidToken:
        raise Http404 from None


def _feed(organisation_id: int, feed_id: int) -> NewsletterFeed:
    """The feed, while nobody ended it and the newsletter is on."""
    feed = queries.open_feed(organisation_id, feed_id)
    if feed is None or not game_switches(organisation_id).newsletter:
        raise Http404
    return feed
