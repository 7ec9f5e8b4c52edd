"""The directory for an administrator: look, bring a file, see what it would do, do it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zetje.people import operations, queries
from zetje.people.access import MemberRequest, role_required
from zetje.people.forms.directory import ApplyForm, ColumnsForm, MemberForm, SearchForm, UploadForm
from zetje.people.models import ImportRun
from zetje.people.presenters.directory import ImportPage
from zetje.people.presenters.members import member_lines
from zetje.people.queries.directory import import_runs
from zetje.people.queries.directory_pages import DirectoryQuestion, directory_members
from zetje.people.rules.addresses import NotAnAddressError
from zetje.people.rules.directory import Fault
from zetje.people.rules.role_words import refusal
from zetje.people.rules.sentences import file_sentence, sentence

PAGE_SIZE = 50
administrator = role_required("administrator")


@administrator
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    """Everyone who works here, a page at a time."""
    form = SearchForm(request.GET, teams=list(queries.teams_of(request.organisation.pk)))
    form.is_valid()
    given = form.cleaned_data
    question = DirectoryQuestion(
        search=given.get("q", ""),
        team_token=given.get("team", ""),
        left=bool(given.get("left")),
        sort=given.get("sort", ""),
    )
    found = directory_members(request.organisation.pk, question)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    context = {
        "form": form,
        "page": page,
        "lines": member_lines(page.object_list),
        "left": question.left,
    }
    return render(request, "people/directory_list.html", context)


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request: MemberRequest) -> HttpResponse:
    """Add one person by hand."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = operations.add_member(
                organisation=request.organisation,
                by=request.member,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except NotAnAddressError as error:
            fault = Fault(code=error.code, value=form.cleaned_data["email"])
            form.add_error("email", sentence(fault))
        except operations.MemberRefusedError as error:
            form.add_error("email", refusal(error.code))
        else:
            messages.success(request, _("Added. An invitation is theirs to accept or not."))
            return redirect("people_member", member.token)
    return render(request, "people/directory_add.html", {"form": form}, status=_status(form.errors))


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    """Bring a staff file; what it would change is shown before anything changes."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = operations.preview_import(
                organisation=request.organisation,
                content=file.read(),
                file_name=file.name,
                by=request.member,
                complete=form.cleaned_data["complete"],
                now=timezone.now(),
            )
        except operations.ImportRefusedError as refused:
            form.add_error("file", file_sentence(refused.code, refused.params))
        else:
            return redirect("people_import_run", run.token)
    context = {"form": form, "runs": import_runs(request.organisation.pk)[:10]}
    return render(request, "people/directory_import.html", context, status=_status(form.errors))


@administrator
@require_safe
def import_run(request: MemberRequest, token: str) -> HttpResponse:
    """What an import would do, how far it is, or what it did."""
    run = _run(request, token)
    if not run.report:
        return _gone(request)
    show, page = request.GET.get("show", ""), request.GET.get("page", "1")
    return _import_page(request, run, show=show, page=page)


@administrator
@require_POST
def match_columns(request: MemberRequest, token: str) -> HttpResponse:
    """Look again with the columns matched by hand."""
    run = _run(request, token)
    if not run.report:
        return _gone(request)
    form = ColumnsForm(request.POST, columns=run.report["columns"])
    if not form.is_valid():
        return _import_page(request, run, columns=form)
    try:
        operations.rematch_import(
            run=run,
            by_hand=form.by_hand(),
            complete=form.cleaned_data["complete"],
            now=timezone.now(),
        )
    except operations.ImportRefusedError as refused:
        messages.error(request, file_sentence(refused.code, refused.params))
    return redirect("people_import_run", run.token)


@administrator
@require_POST
def apply_import(request: MemberRequest, token: str) -> HttpResponse:
    """Do what was looked at."""
    run = _run(request, token)
    if not run.report:
        return _gone(request)
    form = ApplyForm(request.POST)
    form.is_valid()
    try:
        operations.request_import(
            run=run,
            by=request.member,
            leave_out_bad_rows=form.cleaned_data["leave_out"],
            confirm_leavers=form.cleaned_data["confirm_leavers"],
            now=timezone.now(),
        )
    except operations.ImportRefusedError as refused:
        return _import_page(request, run, refused=file_sentence(refused.code, refused.params))
    return redirect("people_import_run", run.token)


@administrator
@require_POST
def discard_import(request: MemberRequest, token: str) -> HttpResponse:
    """Throw a preview away."""
    run = _run(request, token)
    try:
        operations.discard_import(run=run, by=request.member, now=timezone.now())
    except operations.ImportRefusedError as refused:
        messages.error(request, file_sentence(refused.code, refused.params))
        return redirect("people_import_run", run.token)
    messages.success(request, _("Thrown away. Nothing was changed."))
    return redirect("people_import")


@administrator
@require_POST
def export(request: MemberRequest) -> HttpResponse:
    """The directory as a file, in the form an import takes back."""
    text = operations.export_directory(
        organisation=request.organisation,
        by=request.member,
        language=get_language() or "en",
        now=timezone.now(),
    )
    return csv_file(text, name=f"{request.organisation.slug}-people.csv")


def csv_file(text: str, *, name: str) -> HttpResponse:
    """A CSV file that the browser saves."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _run(request: MemberRequest, token: str) -> ImportRun:
    run = import_runs(request.organisation.pk).defer(None).filter(token=token).first()
    if run is None:
        raise Http404
    return run


def _gone(request: MemberRequest) -> HttpResponse:
    messages.error(request, file_sentence("file_gone"))
    return redirect("people_import")


def _import_page(
    request: MemberRequest,
    run: ImportRun,
    *,
    show: str = "",
    page: str = "1",
    columns: ColumnsForm | None = None,
    refused: str = "",
) -> HttpResponse:
    shown = ImportPage(run, show=show, page=page)
    initial = {"complete": run.columns.get("complete", True)}
    context = {
        "run": run,
        "shown": shown,
        "columns": columns or ColumnsForm(columns=run.report["columns"], initial=initial),
        "refused": refused,
    }
    is_part = getattr(request, "htmx", False) and not shown.is_waiting
    template = "people/directory_progress.html" if is_part else "people/directory_run.html"
    response = render(request, template, context, status=_status(columns or refused))
    if run.started_at and not run.applied_at and not is_part:
        # Without scripts the page looks again by itself.
        response.headers["Refresh"] = "4"
    return response


def _status(faults: object) -> int:
    return 422 if faults else 200
