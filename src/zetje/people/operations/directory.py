"""Imports the directory in two steps: look first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from zetje.lib.jobs import defer
from zetje.lib.tenancy import tenant
from zetje.people.models import ImportRun, Member, Organisation
from zetje.people.operations.applying import apply_plan
from zetje.people.operations.audit import record_audit
from zetje.people.operations.leavers import local_day
from zetje.people.operations.progress import shown_progress
from zetje.people.queries.directory import known_people, unusable_addresses
from zetje.people.rules.changes import Plan, must_hold, planned
from zetje.people.rules.csv_text import UnreadableFileError
from zetje.people.rules.directory import Defaults
from zetje.people.rules.staff_file import (
    StaffFile,
    file_report,
    plan_report,
    read_staff_file,
    unreadable,
)


class ImportRefusedError(Exception):
    """The import cannot go on; `code` says why."""

    def __init__(self, code: str, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = dict(params or {})


@transaction.atomic
def preview_import(
    *,
    organisation: Organisation,
    content: bytes,
    file_name: str,
    by: Member | None,
    complete: bool,
    now: datetime,
) -> ImportRun:
    """Read a staff file and keep what it would change, row by row; nobody changes yet.

    Args:
        organisation: whose directory it is; its tenant block must be open.
        content: the file as it came.
        file_name: what it was called.
        by: who brought it; None on the command line.
        complete: whether whoever is not in the file has left.
        now: when.

    Raises:
        ImportRefusedError: when the file cannot be read at all.
    """
    run = ImportRun(
        organisation=organisation,
        uploaded_by=by,
        uploaded_at=now,
        file_name=file_name[-120:],
        content=content,
        columns={"by_hand": {}, "complete": complete},
    )
    _look(run, now=now)
    run.save()
    record_audit(
        actor_member_id=by.pk if by else None,
        action="directory.previewed",
        subject=f"import:{run.token}",
        details={"rows": run.report["row_count"]},
        now=now,
    )
    return run


@transaction.atomic
def rematch_import(
    *, run: ImportRun, by_hand: Mapping[str, str], complete: bool, now: datetime
) -> ImportRun:
    """Look again, with the columns matched by hand.

    Raises ImportRefusedError when the import was begun already.
    """
    _check_waiting(run)
    if not run.content:
        raise ImportRefusedError("file_gone")
    run.columns = {"by_hand": dict(by_hand), "complete": complete}
    _look(run, now=now)
    run.failure = ""
    run.save()
    return run


@transaction.atomic
def begin_import(
    *, run: ImportRun, leave_out_bad_rows: bool, confirm_leavers: bool, now: datetime
) -> None:
    """Note that the import that was looked at may go on; `run_import` does it.

    Raises ImportRefusedError for bad rows not left out, leavers not confirmed, or a second start.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    _check_ready(run, leave_out_bad_rows=leave_out_bad_rows, confirm_leavers=confirm_leavers)
    run.started_at, run.progress, run.failure = now, 0, ""
    run.save(update_fields=["started_at", "progress", "failure"])


@transaction.atomic
def request_import(
    *,
    run: ImportRun,
    by: Member | None,
    leave_out_bad_rows: bool,
    confirm_leavers: bool,
    now: datetime,
) -> None:
    """Start the import that was looked at, as a job.

    Raises ImportRefusedError for bad rows not left out, leavers not confirmed, or a second start.
    """
    begin_import(
        run=run,
        leave_out_bad_rows=leave_out_bad_rows,
        confirm_leavers=confirm_leavers,
        now=now,
    )
    defer(
        "people.run_import",
        lock=f"directory-{run.organisation_id}",
        organisation_id=run.organisation_id,
        run_id=run.pk,
        by_member_id=by.pk if by else None,
    )


def run_import(
    *, organisation_id: int, run_id: int, by_member_id: int | None, now: datetime
) -> ImportRun:
    """Do what was looked at, in one transaction; a failure leaves the directory as it was.

    Opens the tenant itself, because what went wrong is written down after the roll-back.
    """
    code = ""
    try:
        with (
            tenant(organisation_id),
            shown_progress(organisation_id=organisation_id, run_id=run_id) as progress,
        ):
            organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
            run = ImportRun.objects.get(pk=run_id)
            if run.applied_at is not None:
                return run
            if not run.report:
                raise ImportRefusedError("file_gone")
            _, plan = _plan(organisation, run, now=now)
            if plan.fingerprint() != run.report.get("fingerprint"):
                raise ImportRefusedError("directory_changed")
            progress(10)
            by = Member.objects.filter(pk=by_member_id).first()
            apply_plan(organisation=organisation, plan=plan, by=by, now=now, progress=progress)
            _finish(run, by=by, now=now)
            return run
    except ImportRefusedError as refusal:
        code = refusal.code
    except Exception:
        _write_failure(organisation_id, run_id, code="run_failed", now=now)
        raise
    return _write_failure(organisation_id, run_id, code=code, now=now)


@transaction.atomic
def discard_import(*, run: ImportRun, by: Member | None, now: datetime) -> None:
    """Throw a preview away, file and all.

    Raises ImportRefusedError when the import was begun already.
    """
    _check_waiting(run)
    record_audit(
        actor_member_id=by.pk if by else None,
        action="directory.discarded",
        subject=f"import:{run.token}",
        now=now,
    )
    run.delete()


def _look(run: ImportRun, *, now: datetime) -> None:
    """Read the file against the directory and keep the report in the run."""
    organisation = run.organisation
    try:
        file, plan = _plan(organisation, run, now=now)
    except UnreadableFileError as error:
        raise ImportRefusedError(**unreadable(error)) from error
    held = must_hold(
        leavers=len(plan.of("leaver")), active=plan.active, threshold=organisation.leaver_threshold
    )
    run.report = file_report(file) | plan_report(plan, held=held)


def _plan(organisation: Organisation, run: ImportRun, *, now: datetime) -> tuple[StaffFile, Plan]:
    today = local_day(organisation, now=now)
    defaults = Defaults(
        language=organisation.default_language,
        time_zone=organisation.time_zone,
        country=organisation.country,
        region=organisation.region,
        today=today,
    )
    by_hand: dict[str, str] = run.columns.get("by_hand", {})
    file = read_staff_file(bytes(run.content), by_hand=by_hand, defaults=defaults)
    if file.missing:
        return file, planned([], known=[], complete=False, today=today)
    plan = planned(
        file.rows,
        known=known_people(organisation),
        complete=bool(run.columns.get("complete", True)),
        today=today,
        unusable=unusable_addresses(
            organisation, {row.email: row.external_id for row in file.rows if row.email}
        ),
    )
    return file, plan


def _check_waiting(run: ImportRun) -> None:
    if run.started_at is not None:
        raise ImportRefusedError("already_started")


def _check_ready(run: ImportRun, *, leave_out_bad_rows: bool, confirm_leavers: bool) -> None:
    _check_waiting(run)
    if not run.report:
        raise ImportRefusedError("file_gone")
    if run.report["missing"]:
        raise ImportRefusedError(f"column_missing_{run.report['missing'][0]}")
    if run.report["refused"] and not leave_out_bad_rows:
        raise ImportRefusedError("bad_rows")
    if run.report["held"] and not confirm_leavers:
        raise ImportRefusedError("leavers_held")


def _finish(run: ImportRun, *, by: Member | None, now: datetime) -> None:
    """The file is no longer needed; what it did stays in the report for a while."""
    run.applied_at, run.progress, run.content = now, 100, b""
    run.save(update_fields=["applied_at", "progress", "content"])
    counts: dict[str, Any] = run.report["counts"]
    record_audit(
        actor_member_id=by.pk if by else None,
        action="directory.imported",
        subject=f"import:{run.token}",
        details=counts | {"leavers_confirmed": bool(run.report["held"])},
        now=now,
    )


def _write_failure(organisation_id: int, run_id: int, *, code: str, now: datetime) -> ImportRun:
    with tenant(organisation_id):
        run = ImportRun.objects.select_related("organisation").get(pk=run_id)
        run.started_at, run.progress, run.failure = None, 0, code
        if code == "directory_changed":
            _look(run, now=now)
        run.save()
        return run
