"""The editors' pages of the newsletter: the editions, one to change, its proofs, and sending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.people.access import MemberRequest, role_required
from zetje.recognition.forms.newsletter import EditionForm, RhythmForm
from zetje.recognition.models import Edition
from zetje.recognition.operations import newsletter as operations
from zetje.recognition.presenters import newsletter as show
from zetje.recognition.presenters.proof import proof_of
from zetje.recognition.presenters.recognise import EDITORS
from zetje.recognition.queries import newsletter as queries
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.newsletter import LANGUAGES


@require_safe
@role_required(*EDITORS)
def newsletter(request: MemberRequest) -> HttpResponse:
    """The editions, how often one is made, and the feeds."""
    check_on(request)
    here = request.organisation
    rows = show.edition_rows(here.pk, language=language_of(request))
    context = {
        "headline": show.headline(rows),
        "editions": rows,
        "rhythms": show.rhythm_views(here.pk),
        "feeds": show.feed_views(here.pk),
    }
    return render(request, "recognition/newsletter/list.html", context)


@require_POST
@role_required(*EDITORS)
def set_rhythm(request: MemberRequest) -> HttpResponse:
    """Keep how often an edition is made."""
    check_on(request)
    form = RhythmForm(request.POST)
    if form.is_valid():
        operations.set_newsletter_rhythm(
            by=request.member, rhythm=form.cleaned_data["rhythm"], now=timezone.now()
        )
        messages.success(request, _("Kept."))
    return redirect("newsletter")


@require_POST
@role_required(*EDITORS)
def make(request: MemberRequest) -> HttpResponse:
    """Make an edition of the days that are not told yet."""
    check_on(request)
    edition = operations.make_edition(by=request.member, now=timezone.now())
    if edition is None:
        messages.info(request, _("Every day up to yesterday is told. Tomorrow there is one more."))
        return redirect("newsletter")
    return redirect("newsletter_edition", edition.token)


@require_POST
@role_required(*EDITORS)
def feed(request: MemberRequest) -> HttpResponse:
    """Open a feed at a new address, or end it."""
    check_on(request)
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        return HttpResponseBadRequest()
    if request.POST.get("act") == "end":
        operations.end_feed(by=request.member, language=language, now=timezone.now())
        messages.success(request, _("That address is dead from now on."))
    else:
        operations.renew_feed(by=request.member, language=language, now=timezone.now())
        messages.success(request, _("There is a new address. An older one is dead."))
    return redirect("newsletter")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def edition(request: MemberRequest, token: str) -> HttpResponse:
    """The parts of an edition, to change while it is a draft."""
    found = found_edition(request, token)
    shoutouts = [one.token for one in operations.shoutouts_of(found)]
    form = EditionForm.of(found)
    if request.method == "POST":
        ticked = request.POST.getlist("thanks")
        form = EditionForm(request.POST, shoutouts=shoutouts, ticked=ticked)
        if form.is_valid() and _kept(request, found, form):
            return redirect("newsletter_edition", token)
    language = language_of(request)
    context = {
        "edition": found,
        "read": operations.read_edition(found, language=language),
        "form": form,
        "parts": show.part_views(form, found, language=language),
        "languages": show.language_names(),
    }
    status = 422 if form.errors else 200
    return render(request, "recognition/newsletter/edition.html", context, status=status)


def _kept(request: MemberRequest, found: Edition, form: EditionForm) -> bool:
    """Keep what was filled in, or say at the form why not."""
    try:
        operations.change_edition(
            edition=found, words=form.words(), order=form.order(), left_out=form.left_out()
        )
    except operations.WordsRefusedError as refused:
        form.refuse(refused.sentence, kind=refused.kind)
    except operations.EditionRefusedError as refused:
        form.refuse(refused.sentence)
    else:
        messages.success(request, _("Kept."))
        return True
    return False


@require_safe
@role_required(*EDITORS)
def proof(request: MemberRequest, token: str, language: str) -> HttpResponse:
    """The mail as it would leave now, in a language."""
    words = operations.newsletter_words(
        found_edition(request, token, language), language=language, unsubscribe_url="#"
    )
    html, policy = proof_of(words.html)
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = policy
    return answer


@require_safe
@role_required(*EDITORS)
def plain(request: MemberRequest, token: str, language: str) -> HttpResponse:
    """The mail's plain text, in a language."""
    words = operations.newsletter_words(
        found_edition(request, token, language), language=language, unsubscribe_url="#"
    )
    return HttpResponse(words.text, content_type="text/plain; charset=utf-8")


@require_POST
@role_required(*EDITORS)
def test(request: MemberRequest, token: str) -> HttpResponse:
    """Send the mail as it is now to who asks."""
    found = found_edition(request, token)
    operations.send_test(to=request.member, edition=found, now=timezone.now())
    messages.success(request, _("A test is on its way to you, and to nobody else."))
    return redirect("newsletter_edition", token)


@require_POST
@role_required(*EDITORS)
def send(request: MemberRequest, token: str) -> HttpResponse:
    """Send it to who subscribed, once somebody says that they looked at it."""
    found = found_edition(request, token)
    if not request.POST.get("looked"):
        messages.error(request, _("Look at both languages first, and say so with the tick."))
        return redirect("newsletter_edition", token)
    try:
        operations.send_edition(by=request.member, edition=found, now=timezone.now())
    except operations.EditionRefusedError as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("It goes out in everybody's own office hours."))
    return redirect("newsletter_edition", token)


@require_POST
@role_required(*EDITORS)
def discard(request: MemberRequest, token: str) -> HttpResponse:
    """Throw a draft away; its days can be told anew."""
    try:
        operations.throw_away(edition=found_edition(request, token))
    except operations.EditionRefusedError as refused:
        messages.error(request, refused.sentence)
        return redirect("newsletter_edition", token)
    messages.success(request, _("Thrown away. Its days can be told anew."))
    return redirect("newsletter")


def found_edition(request: MemberRequest, token: str, language: str = "nl") -> Edition:
    """The edition that an address means, while the newsletter is on."""
    check_on(request)
    found = queries.edition_by_token(request.organisation.pk, token)
    if found is None or language not in LANGUAGES:
        raise Http404
    return found


def check_on(request: MemberRequest) -> None:
    """Know no page of the newsletter while it is switched off."""
    if not game_switches(request.organisation.pk).newsletter:
        raise Http404


def language_of(request: MemberRequest) -> str:
    """The language asked for, else that of the page."""
    asked = request.GET.get("language", "") or (get_language() or "")
    return asked if asked in LANGUAGES else "nl"
