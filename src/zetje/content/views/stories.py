"""One story in the hub: add it, word it, say whom it is for, put it live, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zetje.content import operations, queries
from zetje.content.forms import (
    AddressForm,
    AudienceForm,
    CampaignChoiceForm,
    NoteForm,
    PictureForm,
    ReviewForm,
    VariantForm,
    WordsForm,
)
from zetje.content.models import Story
from zetje.content.presenters import composer as show
from zetje.content.presenters.reviewing import reviewing
from zetje.content.rules.faults import words_for
from zetje.content.views.hub import EDITORS
from zetje.content.views.inbox import UNREACHED
from zetje.people import queries as people
from zetje.people.access import MemberRequest, role_required

REFUSED = (operations.StoryRefused, operations.TargetRefused, operations.PictureRefused)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def add(request: MemberRequest) -> HttpResponse:
    """Add a story by hand."""
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"language": request.organisation.default_language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            story = operations.add_story(by=request.member, words=form.words(), now=timezone.now())
        except REFUSED as fault:
            form.refuse(fault, field=_field_of(fault))
        else:
            return redirect("content:story", story.token)
    context = {"form": form, "address_form": AddressForm()}
    return render(request, "content/add.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*EDITORS)
def add_from_address(request: MemberRequest) -> HttpResponse:
    """Add a story from the page at a web address; what cannot be read is filled in by hand."""
    form = AddressForm(request.POST)
    by_hand = WordsForm(
        initial={
            "url": request.POST.get("address", ""),
            "language": request.organisation.default_language,
        }
    )
    if form.is_valid():
        address = form.cleaned_data["address"]
        try:
            story = operations.add_story_from_address(
                by=request.member, address=address, now=timezone.now()
            )
        except operations.StoryKnown as known:
            messages.info(request, words_for(known))
            return redirect("content:story", known.story.token)
        except (*UNREACHED, operations.StoryRefused) as fault:
            form.refuse(fault, field="address")
        else:
            return redirect("content:story", story.token)
    context = {"form": by_hand, "address_form": form}
    return render(request, "content/add.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def story(request: MemberRequest, token: str) -> HttpResponse:
    """The composer; a POST keeps what a draft says, or corrects a live story."""
    found = story_or_404(request, token)
    if request.method != "POST":
        return composer_page(request, found)
    words, note = WordsForm(request.POST), NoteForm(request.POST)
    if words.is_valid() and note.is_valid():
        now = timezone.now()
        try:
            if found.is_draft:
                operations.edit_story(story=found, by=request.member, words=words.words(), now=now)
                messages.success(request, _("Kept."))
            else:
                operations.correct_story(
                    story=found,
                    by=request.member,
                    words=words.words(),
                    note=note.cleaned_data["note"],
                    now=now,
                )
                messages.success(request, _("Corrected. Who shared it hears about it."))
        except REFUSED as fault:
            words.refuse(fault, field=_field_of(fault))
        else:
            return redirect("content:story", token)
    return composer_page(request, found, words=words, note=note)


@require_POST
@role_required(*EDITORS)
def audience(request: MemberRequest, token: str) -> HttpResponse:
    """Say who a story is for, and when."""
    found = story_or_404(request, token)
    form = AudienceForm(request.POST, teams=list(people.teams_of(request.organisation.pk)))
    if form.is_valid():
        try:
            operations.set_audience(
                story=found, by=request.member, audience=form.audience(), now=timezone.now()
            )
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept."))
            return redirect("content:story", token)
    return composer_page(request, found, audience=form)


@require_POST
@role_required(*EDITORS)
def variant(request: MemberRequest, token: str) -> HttpResponse:
    """Write one wording of a story."""
    found = story_or_404(request, token)
    form = VariantForm(request.POST)
    if form.is_valid():
        try:
            operations.write_variant(
                story=found, by=request.member, now=timezone.now(), **form.cleaned_data
            )
        except operations.StoryRefused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Kept."))
            place = "{network}.{language}.{tone}".format(**form.cleaned_data)
            answer = redirect("content:story", token)
            answer["Location"] += f"?variant={place}#wordings"
            return answer
    return composer_page(request, found, variant=form)


@require_POST
@role_required(*EDITORS)
def drafts(request: MemberRequest, token: str) -> HttpResponse:
    """Draft the wordings that are missing."""
    count = operations.draft_missing_variants(
        story=story_or_404(request, token), by=request.member, now=timezone.now()
    )
    messages.success(
        request, _("Drafted: %(count)s. Read them before you put it live.") % {"count": count}
    )
    return redirect("content:story", token)


@require_POST
@role_required(*EDITORS)
def picture(request: MemberRequest, token: str) -> HttpResponse:
    """Give a story a picture, or describe the one it has."""
    found = story_or_404(request, token)
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            operations.set_picture(
                story=found,
                by=request.member,
                raw=form.raw(),
                alt=form.cleaned_data["alt"],
                now=timezone.now(),
            )
        except (operations.StoryRefused, operations.PictureRefused) as fault:
            form.refuse(fault, field="alt" if fault.code == "needs_alt" else "picture")
        else:
            messages.success(request, _("Kept."))
            return redirect("content:story", token)
    return composer_page(request, found, picture=form)


@require_POST
@role_required(*EDITORS)
def remove_picture(request: MemberRequest, token: str) -> HttpResponse:
    """Take a story's picture away."""
    operations.remove_picture(
        story=story_or_404(request, token), by=request.member, now=timezone.now()
    )
    return redirect("content:story", token)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def withdraw(request: MemberRequest, token: str) -> HttpResponse:
    """Take a live story back, after a page that says what that means."""
    found = story_or_404(request, token)
    if found.is_draft or found.withdrawn_at:
        return redirect("content:story", token)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.withdraw_story(
            story=found, by=request.member, note=form.cleaned_data["note"], now=timezone.now()
        )
        messages.success(request, _("Withdrawn. Its links say so from now on."))
        return redirect("content:hub")
    return render(request, "content/withdraw.html", {"story": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITORS)
def discard(request: MemberRequest, token: str) -> HttpResponse:
    """Throw a draft away, after a page that asks."""
    found = story_or_404(request, token)
    if not found.is_draft:
        return redirect("content:story", token)
    if request.method == "POST":
        operations.discard_draft(story=found, by=request.member)
        messages.success(request, _("Thrown away."))
        return redirect("content:hub")
    return render(request, "content/discard.html", {"story": found})


def composer_page(request: MemberRequest, found: Story, **bound: Any) -> HttpResponse:
    """The composer, with the forms that were filled in wrongly as they were filled in."""
    today = queries.today_of(request.organisation, at=timezone.now())
    given: VariantForm | None = bound.get("variant")
    key = request.GET.get("variant", "")
    if given:
        key = ".".join(given[name].value() or "" for name in ("network", "language", "tone"))
    choice = show.chosen_variant(key, story=found)
    text = str(given["text"].value()) if given else show.variant_text(found, choice=choice)
    teams = list(people.teams_of(request.organisation.pk))
    initial = {
        "text": text,
        "network": choice.network,
        "language": choice.language,
        "tone": choice.tone,
    }
    context = {
        "story": found,
        "state": show.state_line(found, on=today),
        "words": bound.get("words") or WordsForm.of(found),
        "note": bound.get("note") or NoteForm(),
        "audience": bound.get("audience") or AudienceForm.of(found, teams=teams),
        "review": bound.get("review") or ReviewForm(),
        "blocked": bound.get("blocked"),
        "reviewing": reviewing(found, by=request.member, on=today),
        "campaign": bound.get("campaign")
        or CampaignChoiceForm(
            campaigns=queries.campaigns_of(request.organisation.pk),
            initial={"campaign": found.campaign.token if found.campaign else ""},
        ),
        "picture": bound.get("picture") or PictureForm(initial={"alt": found.picture_alt}),
        "variant": given or VariantForm(initial=initial),
        "faulty": next((form for form in bound.values() if form.errors), None),
        "choice": choice,
        "grid": show.grid(found, choice=choice),
        "label": show.variant_label(choice),
        "room": show.room_line(text, choice=choice),
        "proof": show.proof(found, organisation=request.organisation, text=text, choice=choice),
        "tips": list(queries.tips_of_story(found.organisation_id, found.pk)),
        "history": show.history_lines(
            list(queries.story_history(found)[:20]), time_zone=request.organisation.time_zone
        ),
        "public": queries.public_path(found, organisation=request.organisation),
    }
    return render(request, "content/composer.html", context, status=422 if bound else 200)


def _field_of(fault: Exception) -> str:
    return "url" if isinstance(fault, operations.TargetRefused) else ""


def story_or_404(request: MemberRequest, token: str) -> Story:
    """A story of the organisation by its token; Http404 where there is none."""
    found = queries.story_by_token(request.organisation.pk, token)
    if found is None:
        raise Http404
    return found
