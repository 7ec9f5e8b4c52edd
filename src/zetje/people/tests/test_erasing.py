"""Being forgotten: no address, no name, no key is left; what was counted stays as it was."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models
from django.test import Client

from zetje.lib.record.models import Event
from zetje.lib.record.operations import record
from zetje.lib.tenancy import current_tenant, tenant
from zetje.people import operations
from zetje.people.models import AuditEntry, ImportRun, Member, RoleGrant, Tombstone, User
from zetje.people.queries.directory import unusable_addresses
from zetje.people.registry import ErasedPerson, register_eraser
from zetje.people.testing.cast import make_cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    cache.clear()
    return make_cast()


@pytest.fixture
def here(cast):
    with tenant(cast.organisation.pk):
        yield


@pytest.fixture
def anna(cast, here):
    """Anna with something in every table of people."""
    member, organisation = cast.anna, cast.organisation
    member.external_id = "N-1042"
    member.save()
    client = signed_in(Client(), member)
    client.post("/me/pause/", {"days": "7"})
    client.post("/me/away/", {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 1, 2)})
    Client().post("/sign-in/", {"email": member.email})
    operations.request_device_code(member=member, browser="b" * 30, code="1111-2222", now=NOW)
    operations.remember_device(member=member, cookie="", session_key="", name="Edge", now=NOW)
    operations.grant_role(member=member, role="editor", by=cast.ad, now=NOW)
    operations.grant_role(member=cast.bram, role="editor", by=member, now=NOW)
    for encoding in ("utf-8", "utf-16", "cp1252"):
        ImportRun.objects.create(
            organisation=organisation,
            uploaded_by=member,
            uploaded_at=NOW,
            file_name="staff.csv",
            content=f"name;email\nAnna de Vries;{member.email.title()}\n".encode(encoding),
            report={"rows": [{"email": member.email}]},
        )
    for number in range(3):
        record(
            organisation_id=organisation.pk,
            kind="story.shared",
            at=NOW,
            source="person",
            person_key=member.person_key,
            subject=f"story:{number}",
        )
    return member


def _every_text_in_the_database():
    """Each value of each column that can hold text, of every table, as its owner sees it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, "
            "string_agg(format('coalesce(%I::text, '''')', column_name), ' || ') "
            "FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY', 'uuid') "
            "GROUP BY table_name"
        )
        for table, columns in cursor.fetchall():
            cursor.execute(f'SELECT {columns} FROM "{table}"')
            yield table, "\n".join(row[0] for row in cursor.fetchall())


def _owner(as_owner):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE" if as_owner else 'SET ROLE "zetje_app"')


def _tables_naming(*needles):
    _owner(True)
    try:
        return {
            (table, needle)
            for table, text in _every_text_in_the_database()
            for needle in needles
            if needle.lower() in text.lower() or needle.encode().hex() in text
        }
    finally:
        _owner(False)


def test_the_search_for_leftovers_finds_something_before(anna):
    found = {table for table, _ in _tables_naming(anna.email)}

    assert {"people_member", "people_user", "people_importrun", "account_emailaddress"} <= found


def test_nothing_in_any_table_names_an_erased_person(cast, anna):
    address, key, number = anna.email, str(anna.person_key), anna.external_id

    operations.erase_person(member=anna, by=anna, now=NOW)

    left = _tables_naming(address, "Anna", "de Vries", number)
    assert left == set()
    assert {table for table, _ in _tables_naming(key)} <= {"record_event"}
    assert not Member.objects.filter(pk=anna.pk).exists()
    assert not User.objects.filter(email=address).exists()


def test_the_record_stays_whole_and_leads_to_nobody(cast, anna):
    before = Event.objects.filter(kind="story.shared").count()
    key = anna.person_key

    operations.erase_person(member=anna, by=anna, now=NOW)

    assert Event.objects.filter(kind="story.shared").count() == before == 3
    assert not Member.objects.filter(person_key=key).exists()
    assert Event.objects.get(kind="person.erased").person_key is None


def test_acts_for_others_stay_without_a_name(cast, anna):
    operations.erase_person(member=anna, by=anna, now=NOW)

    grant = RoleGrant.objects.get(member=cast.bram, role="editor")
    assert grant.granted_by is None
    assert AuditEntry.objects.filter(action="role.granted").exists()


def test_an_erased_person_is_not_imported_again(cast, anna):
    address = anna.email
    operations.erase_person(member=anna, by=anna, now=NOW)

    moved = {address: "", "anna.new@noordnaaf.example": "N-1042", "lotte@noordnaaf.example": "N-7"}
    unusable = unusable_addresses(cast.organisation, moved)
    with pytest.raises(operations.MemberRefusedError):
        operations.add_member(
            organisation=cast.organisation,
            email=address.upper(),
            given_name="Anna",
            family_name="de Vries",
            by=cast.ad,
            now=NOW,
        )

    assert unusable == {address: "erased", "anna.new@noordnaaf.example": "erased"}


def test_who_is_erased_for_having_left_long_ago_may_come_back(cast, anna):
    address = anna.email
    operations.erase_person(member=anna, by=None, now=NOW, may_return=True)

    assert unusable_addresses(cast.organisation, {address: "N-1042"}) == {}


def test_a_tombstone_says_nothing_without_the_key(cast, anna):
    operations.erase_person(member=anna, by=anna, now=NOW)

    for stone in Tombstone.objects.all():
        assert len(bytes(stone.digest)) == 32
        assert b"anna" not in bytes(stone.digest)


def test_a_restored_backup_loses_the_person_again(cast, anna, django_capture_on_commit_callbacks):
    address = anna.email
    with django_capture_on_commit_callbacks(execute=True):
        operations.erase_person(member=anna, by=anna, now=NOW)
    # The backup is from before: the person is back, and the database forgot that they were erased.
    Tombstone.objects.all().delete()
    Member.objects.create(
        organisation=cast.organisation, email=address, given_name="Anna", family_name="de Vries"
    )

    erased = operations.reapply_tombstones(now=NOW)

    assert erased == 1
    assert not Member.objects.filter(email=address).exists()
    assert Tombstone.objects.exists()
    assert operations.reapply_tombstones(now=NOW) == 0


def test_the_file_of_tombstones_holds_no_address(cast, anna, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        operations.erase_person(member=anna, by=anna, now=NOW)

    kept = (settings.DATA_FOLDER / "tombstones").read_text()
    assert "anna" not in kept.lower()
    assert cast.organisation.token in kept


def test_a_visitor_s_session_with_the_address_in_it_goes_too(cast, anna):
    visitor = Client()
    visitor.post("/sign-in/", {"email": anna.email})
    other = Client()
    other.post("/sign-in/", {"email": cast.bram.email})

    operations.erase_person(member=anna, by=anna, now=NOW)

    assert visitor.get("/sign-in/code/").status_code == 302
    assert other.get("/sign-in/code/").status_code == 200


def test_the_only_administrator_cannot_vanish(cast, here):
    with pytest.raises(operations.RoleRefusedError):
        operations.erase_person(member=cast.ad, by=cast.ad, now=NOW)

    assert Member.objects.filter(pk=cast.ad.pk).exists()


def test_other_capabilities_are_told_whom_to_forget(cast, anna, monkeypatch):
    monkeypatch.setattr("zetje.people.registry._erasers", {})
    told: list[ErasedPerson] = []
    register_eraser("outbox", lambda person, now: told.append(person))

    operations.erase_person(member=anna, by=anna, now=NOW)

    assert told[0].addresses == {"anna@noordnaaf.example"}
    assert told[0].names == {"Anna de Vries"}


def test_erasing_for_somebody_else_is_in_the_audit_without_a_name(cast, anna):
    operations.erase_person(member=anna, by=cast.ad, now=NOW)

    entry = AuditEntry.objects.get(action="person.erased")
    assert (entry.actor_id, entry.subject, entry.details) == (cast.ad.pk, "", {})


def test_a_fault_on_the_way_leaves_everything_as_it_was(cast, anna, monkeypatch):
    def fails(person, now):
        raise RuntimeError("disk full")

    monkeypatch.setattr("zetje.people.registry._erasers", {"spool": fails})

    with pytest.raises(RuntimeError):
        operations.erase_person(member=anna, by=anna, now=NOW)

    assert Member.objects.filter(pk=anna.pk).exists()
    assert not Tombstone.objects.exists()
    assert current_tenant() == cast.organisation.pk


def test_the_record_refuses_changes_again_after_an_erasure(cast, anna):
    operations.erase_person(member=anna, by=anna, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.erasing', true)")
        assert cursor.fetchone()[0] == ""


def test_the_page_asks_for_the_word(cast, here):
    client = signed_in(Client(), cast.anna)
    client.cookies["language"] = "en"

    wrong = client.post("/me/erase/", {"word": "yes"})
    still_here = Member.objects.filter(pk=cast.anna.pk).exists()
    done = client.post("/me/erase/", {"word": " Erase "})

    assert (wrong.status_code, still_here) == (422, True)
    assert 'value="yes"' in wrong.content.decode()
    assert done.status_code == 200
    assert not Member.objects.filter(pk=cast.anna.pk).exists()
    assert client.get("/me/").status_code == 302


def test_each_key_to_a_person_says_what_becomes_of_its_row():
    """CASCADE goes along, SET_NULL and DO_NOTHING stay without a name; anything else is unsaid."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in {Member, User}:
                fate = field.remote_field.on_delete
                known = {models.CASCADE, models.SET_NULL, models.DO_NOTHING}
                assert fate in known, f"{model._meta.label}.{field.name}"


def test_the_digest_of_an_address_is_found_again_after_the_key_was_rotated(cast, anna, settings):
    address = anna.email
    operations.erase_person(member=anna, by=anna, now=NOW)
    settings.SEAL_KEYS = ["a new key", *settings.SEAL_KEYS]

    assert unusable_addresses(cast.organisation, {address: ""}) == {address: "erased"}
