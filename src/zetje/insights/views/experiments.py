"""The pages of experiments: what was tried, what may be tried, one experiment and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.insights.forms.experiments import ExperimentForm
from zetje.insights.operations.experiment_options import options_for
from zetje.insights.operations.experiments import (
    ExperimentRefusedError,
    Wanted,
    plan_experiment,
    plan_experiments,
    start_experiment,
    stop_experiment,
    taken_now,
)
from zetje.insights.presenters.experiment_offers import (
    TemplateCard,
    plan_view,
    taken_words,
    template_cards,
)
from zetje.insights.presenters.experiment_report import as_of, first_sentence, report_parts
from zetje.insights.presenters.experiment_sheet import report_sheet
from zetje.insights.presenters.experiment_tried import tried_by
from zetje.insights.presenters.experiments import experiment_page, experiment_rows
from zetje.insights.queries.experiments import experiment_by_token
from zetje.insights.rules.experiments import LEAST_WEEKS, Template, promise_of
from zetje.lib.fields import posted
from zetje.lib.secrets import seal, unseal
from zetje.lib.tokens import random_token
from zetje.people.access import MemberRequest, role_required

if TYPE_CHECKING:
    from zetje.insights.models import Experiment

_READERS: Final = ("programme_manager", "works_council", "administrator")
_STARTERS: Final = frozenset({"programme_manager"})
_STOPPERS: Final = ("programme_manager", "administrator")


@require_safe
@role_required(*_READERS)
def experiments(request: MemberRequest) -> HttpResponse:
    """Every experiment there was, and what may be tried."""
    context = {
        "experiments": experiment_rows(request.organisation, now=timezone.now()),
        "templates": _cards(request) if request.roles & _STARTERS else [],
    }
    return render(request, "insights/experiments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*sorted(_STARTERS))
def new_experiment(request: MemberRequest) -> HttpResponse:
    """A plan: what it could find with these people and weeks; or its start."""
    template = _template(request)
    given = request.POST if request.method == "POST" else request.GET
    form = ExperimentForm(
        given if "weeks" in given else None,
        template=template,
        choices=options_for(request.organisation.pk, template),
    )
    is_valid = form.is_valid()
    wanted = Wanted(
        template=template,
        weeks=form.cleaned_data["weeks"] if is_valid else LEAST_WEEKS,
        option=form.option if is_valid else "",
    )
    organisation = request.organisation
    plan = plan_view(
        template,
        plan_experiment(organisation=organisation, wanted=wanted),
        tried=tried_by(organisation.pk, template, wanted.option),
        taken=taken_words(template, taken_now(organisation, timezone.now())),
    )
    if request.method == "POST" and is_valid:
        if plan.is_worth_it or posted(request, "sure") == "yes":
            return _start(request, wanted)
        form.add_error(None, _("Say that you start it all the same, or plan more weeks."))
    seed = random_token(32)
    context: dict[str, Any] = {
        "template": template,
        "form": form,
        "plan": plan,
        "promise": promise_of(seed),
        "sealed": seal(seed).decode(),
        "is_looked_at": is_valid,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "insights/experiments/new.html", context, status=status)


@require_safe
@role_required(*_READERS)
def experiment(request: MemberRequest, token: str) -> HttpResponse:
    """One experiment: its protocol, its draw, and what it says so far."""
    found = _experiment(request, token)
    page = experiment_page(found, now=timezone.now())
    context = {
        "page": page,
        "lead": first_sentence(page),
        "may_stop": page.may_stop and bool(request.roles & set(_STOPPERS)),
    }
    return render(request, "insights/experiments/one.html", context)


@require_POST
@role_required(*_STOPPERS)
def stop(request: MemberRequest, token: str) -> HttpResponse:
    """Let all be as usual from now on."""
    found = _experiment(request, token)
    if stop_experiment(experiment=found, by=request.member, now=timezone.now()):
        messages.success(request, _("It is stopped. From now on all is as usual for everybody."))
    else:
        messages.info(request, _("It was over already."))
    return redirect("experiment", token)


@require_safe
@role_required(*_READERS)
def report(request: MemberRequest, token: str) -> HttpResponse:
    """The report of an experiment, to read."""
    found = _experiment(request, token)
    page = experiment_page(found, now=timezone.now())
    context = {
        "page": page,
        "lead": first_sentence(page),
        "as_of": as_of(found, page),
        "parts": report_parts(found, page),
    }
    return render(request, "insights/experiments/report.html", context)


@require_safe
@role_required(*_READERS)
def report_file(request: MemberRequest, token: str) -> HttpResponse:
    """The same as a PDF file."""
    found = _experiment(request, token)
    page = experiment_page(found, now=timezone.now())
    made = report_sheet(
        title=page.row.title,
        lead=first_sentence(page),
        as_of=as_of(found, page),
        parts=report_parts(found, page),
        organisation=request.organisation,
        language=translation.get_language() or "en",
    )
    name = f"zetje-experiment-{found.pk}.pdf"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _cards(request: MemberRequest) -> list[TemplateCard]:
    here = request.organisation
    wanted = [Wanted(template=one, weeks=LEAST_WEEKS) for one in Template]
    plans = plan_experiments(organisation=here, wanted=wanted)
    lacking = [
        one for one in Template if not all((options_for(here.pk, one) or {"": ["any"]}).values())
    ]
    return template_cards(
        dict(zip(Template, plans, strict=True)),
        taken=taken_now(here, timezone.now()),
        lacking=lacking,
    )


def _start(request: MemberRequest, wanted: Wanted) -> HttpResponse:
    try:
        made = start_experiment(
            organisation=request.organisation,
            wanted=wanted,
            seed=unseal(posted(request, "sealed").encode()),
            by=request.member,
            now=timezone.now(),
        )
    except (ExperimentRefusedError, InvalidToken) as refused:
        said = str(refused) or _("The promise was not ours. Look at the plan anew.")
        messages.error(request, said)
        return redirect("experiments")
    messages.success(request, _("The lots are drawn. It begins on Monday; nothing of it changes."))
    return redirect("experiment", made.token)


def _template(request: MemberRequest) -> Template:
    asked = request.GET.get("template", "") or posted(request, "template")
    if not asked:
        return Template.REMINDERS_GAME
    if asked not in set(Template):
        raise Http404
    return Template(asked)


def _experiment(request: MemberRequest, token: str) -> Experiment:
    found = experiment_by_token(request.organisation.pk, token)
    if found is None:
        raise Http404
    return found
