"""Five thousand people with every mistake there is: reported to the row, taken in at once."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import AuditEntry, Member, Team, User
from zetje.people.testing import make_cast, make_staff_file

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PEOPLE = 5_000
EACH = 10


def test_a_staff_file_of_five_thousand_is_reported_exactly_and_taken_in_whole() -> None:
    cast = make_cast()
    file = make_staff_file(people=PEOPLE, mistakes_each=EACH, rng=Random(20261120))

    with tenant(cast.organisation.pk), CaptureQueriesContext(connection) as looking:
        run = operations.preview_import(
            organisation=cast.organisation,
            content=file.content(),
            file_name="staff.csv",
            by=cast.ad,
            complete=False,
            now=NOW,
        )

    assert len(looking) < 20
    _check_report(run.report, file)
    with tenant(cast.organisation.pk):
        operations.request_import(
            run=run, by=cast.ad, leave_out_bad_rows=True, confirm_leavers=False, now=NOW
        )
    with CaptureQueriesContext(connection) as applying:
        done = operations.run_import(
            organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=cast.ad.pk, now=NOW
        )
    assert (done.failure, done.applied_at, bytes(done.content)) == ("", NOW, b"")
    assert len(applying) < 100
    with tenant(cast.organisation.pk):
        _check_directory(cast, file)
        _check_second_import(cast, file)


def _check_report(report, file) -> None:
    assert report["encoding"] == "utf-8"
    assert set(report["other_lines"]) == file.other_lines
    assert report["counts"] == {
        "new": file.good,
        "changed": 0,
        "returning": 0,
        "leaver": 0,
        "kept": 0,
        "refused": len(file.faults),
        "unchanged": 0,
    }
    said = {line["row"]: [fault["code"] for fault in line["faults"]] for line in report["refused"]}
    assert said == file.faults
    noted = {
        line["row"]
        for line in report["changes"]
        for note in line.get("notes", [])
        if note["code"] == "letters_set_right"
    }
    assert noted == file.twice
    columns = {column["heading"]: column["field"] for column in report["columns"]}
    assert columns["Leidinggevende"] == "manager"
    assert "" not in columns.values()


def _check_directory(cast, file) -> None:
    members = Member.objects.filter(organisation=cast.organisation, email__startswith="medewerker.")
    assert members.count() == file.good
    assert members.filter(given_name="José").count() == EACH
    assert members.filter(given_name="André", family_name="Müller").count() >= EACH
    assert members.filter(family_name="van 't Hof", sort_key__startswith="hof  ").exists()
    assert Team.objects.filter(organisation=cast.organisation).count() == 8
    users = User.objects.filter(member__in=members)
    assert users.count() == file.good
    assert not any(user.has_usable_password() for user in users[:20])
    taken = AuditEntry.objects.get(action="directory.imported")
    assert (taken.actor_id, taken.details["new"]) == (cast.ad.pk, file.good)


def _check_second_import(cast, file) -> None:
    again = operations.preview_import(
        organisation=cast.organisation,
        content=file.content(),
        file_name="staff.csv",
        by=cast.ad,
        complete=True,
        now=NOW,
    )
    counts = Counter(again.report["counts"])
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, file.good)
    # The cast is not in the file: six have left, the administrator never does so by a file.
    assert (counts["leaver"], counts["kept"], again.report["held"]) == (6, 1, False)
    text = operations.export_directory(
        organisation=cast.organisation, by=cast.ad, language="nl", now=NOW
    )
    same = operations.preview_import(
        organisation=cast.organisation,
        content=text.encode(),
        file_name="export.csv",
        by=cast.ad,
        complete=True,
        now=NOW,
    )
    assert (same.report["changes"], same.report["refused"]) == ([], [])
    assert same.report["counts"]["unchanged"] == file.good + 7
