"""Takes the figures along as a file; that somebody did is in the audit."""

from __future__ import annotations

from typing import Final, cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zetje.insights import queries
from zetje.insights.forms.taking import TakingForm
from zetje.insights.operations.exporting import note_export
from zetje.insights.presenters import files, tables
from zetje.insights.presenters.workbook import workbook
from zetje.people.access import MemberRequest, role_required

READERS: Final = ("programme_manager", "works_council", "administrator")
_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@require_POST
@role_required(*READERS)
def export(request: MemberRequest) -> HttpResponse:
    """The figures or the studies as one file."""
    form = TakingForm(request.POST)
    if not form.is_valid():
        return redirect("insight")
    here = request.organisation
    what, kind = form.cleaned_data["what"], form.cleaned_data["form"]
    weeks = tables.weeks_of(organisation_id=here.pk, span=form.cleaned_data["weeks"])
    note_export(by=request.member, what=what, form=kind, weeks=len(weeks), now=timezone.now())
    columns = tables.columns_of(what)
    lines = tables.lines_of(organisation_id=here.pk, what=what, weeks=weeks)
    if kind == "csv":
        language = get_language() or "en"
        made = files.csv_file(columns=columns, lines=lines, language=language)
    elif kind == "parquet":
        made = files.parquet_file(columns=columns, lines=lines)
    else:
        title = _("Figures of %(organisation)s") % {"organisation": here.name}
        made = workbook(
            title=title,
            columns=columns,
            lines=lines,
            sheet=_("Studies"),
            minimum=queries.minimum_of(here.pk),
        )
    newest = tables.week_name(weeks[0].week) if weeks else "0"
    name = f"{here.slug}-{what}-{newest}.{kind}"
    answer = FileResponse(made, as_attachment=True, filename=name, content_type=_TYPES[kind])
    # It is read from disk while it is sent; for everybody around it is an answer like others.
    return cast("HttpResponse", answer)
