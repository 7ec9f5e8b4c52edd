"""The audit: append-only, complete for what administrators do, and taken out safely."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import AuditEntry
from zetje.people.queries.audit import AuditQuestion, audit_entries
from zetje.people.testing import make_cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def cast(client):
    client.cookies["language"] = "en"
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


def note(cast, action="directory.exported", *, by=None, at=NOW, subject=""):
    return operations.record_audit(
        actor_member_id=by.pk if by else None, action=action, subject=subject, now=at
    )


@pytest.mark.parametrize("change", ["update", "delete"])
def test_nobody_changes_or_removes_what_was_written(change, cast) -> None:
    entry = note(cast, by=cast.ad)
    rows = AuditEntry.objects.filter(pk=entry.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(action="nothing") if change == "update" else rows.delete()

    assert rows.get().action == "directory.exported"


def test_the_page_shows_the_newest_first_with_names_a_page_at_a_time(cast, client) -> None:
    for number in range(55):
        note(cast, by=cast.ad, at=NOW + timedelta(minutes=number), subject=f"member:{cast.anna.pk}")

    ads = signed_in(client, cast.ad)
    first, second = ads.get("/audit/").content.decode(), ads.get("/audit/?page=2").content.decode()

    assert first.count("exported the directory") == 50 + 1  # and once in the choice of acts
    assert second.count("exported the directory") == 5 + 1
    assert "Ad Mulder" in first
    assert "Anna de Vries" in first


def test_the_audit_is_asked_by_act_person_and_day(cast) -> None:
    note(cast, by=cast.ad, at=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))  # past midnight here
    note(cast, "role.granted", by=cast.ad, at=NOW)
    note(cast, "role.granted", by=cast.pim, at=NOW)
    own = cast.organisation

    def found(**question):
        return audit_entries(own, AuditQuestion(**question)).count()

    assert found(action="role.granted") == 2
    assert found(action="role.granted", actor_token=cast.pim.token) == 1
    assert found(since=date(2026, 11, 20)) == 3
    assert found(until=date(2026, 11, 19)) == 0
    assert found(actor_token=cast.chaima.token) == 0


def test_taking_the_audit_out_is_written_down_and_holds_no_formula(cast, client) -> None:
    note(cast, "=cmd()", by=cast.ad)

    response = signed_in(client, cast.ad).post("/audit/export/")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=cmd()" in response.content.decode()
    assert AuditEntry.objects.get(action="audit.exported").details == {"rows": 1}


def test_taking_the_directory_out_is_written_down(cast, client) -> None:
    response = signed_in(client, cast.ad).post("/people/export/")

    assert response.content.decode().count("@noordnaaf.example") == 7
    assert AuditEntry.objects.get(action="directory.exported").details == {"rows": 7}


def test_the_audit_names_nobody_who_was_erased(cast, client) -> None:
    note(cast, "role.granted", by=cast.ad, subject=f"member:{cast.anna.pk}")
    operations.erase_person(member=cast.anna, by=cast.ad, now=NOW)

    page = signed_in(client, cast.ad).get("/audit/").content.decode()

    assert "Somebody who was erased" in page
    assert "Anna" not in page
