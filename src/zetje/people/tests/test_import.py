"""An import: look first, then all of it or nothing; the same person stays the same."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import (
    AuditEntry,
    ImportRun,
    Leave,
    Member,
    RoleGrant,
    Team,
    User,
)
from zetje.people.testing import make_cast, make_member
from zetje.people.tests.importing import NOW, apply, bring, counts, faults, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


def test_looking_changes_nobody(cast) -> None:
    before = Member.objects.count()

    run = look(cast, "1;Sjoerd;van 't Hof;sjoerd@noordnaaf.example;Nieuw;", complete=True)

    assert counts(run) == {"new": 1, "leaver": 6, "kept": 1}
    assert Member.objects.count() == before
    assert not Team.objects.filter(name="Nieuw").exists()


def test_a_new_person_gets_an_account_that_signs_in_by_mail_only(cast) -> None:
    bring(cast, "1;Sjoerd;van 't Hof;Sjoerd@Noordnaaf.example;Nieuw;redacteur")

    member = Member.objects.get(external_id="1")
    assert (member.email, member.sort_key) == ("sjoerd@noordnaaf.example", "hof  sjoerd  van t")
    assert member.user.organisation_id == cast.organisation.pk
    assert not member.user.has_usable_password()
    address = EmailAddress.objects.get(user=member.user)
    assert (address.verified, address.primary) == (True, True)
    assert queries.roles_of(member.pk) == {"editor"}
    assert not queries.is_joined(member.pk)


def test_bad_rows_are_left_out_only_when_somebody_says_so(cast) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;", "2;Piet;Pietersen;geen adres;;")

    with pytest.raises(operations.ImportRefusedError, match="bad_rows"):
        apply(cast, run)
    apply(cast, run, leave_out=True)

    assert faults(run) == {3: ["email_spaces"]}
    assert Member.objects.filter(external_id="1").exists()
    assert not Member.objects.filter(external_id="2").exists()


def test_a_second_import_shows_old_and_new(cast) -> None:
    bring(cast, "1;Jan;Jansen;jan@noordnaaf.example;Zorg;")

    run = look(cast, "1;Jan;Bakker;jan@noordnaaf.example;Kantoor;redacteur")

    assert run.report["changes"][0]["differences"] == [
        ["family_name", "Jansen", "Bakker"],
        ["team", "Zorg", "Kantoor"],
        ["roles", [], [["editor", ""]]],
    ]


def test_somebody_with_another_address_is_the_same_person(cast) -> None:
    bring(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")
    before = Member.objects.select_related("user").get(external_id="1")

    bring(cast, "1;Jan;Jansen;j.jansen@noordnaaf.example;;")

    after = Member.objects.get(external_id="1")
    assert (after.pk, after.person_key) == (before.pk, before.person_key)
    assert after.user.email == after.email == "j.jansen@noordnaaf.example"
    assert EmailAddress.objects.get(user=after.user).email == after.email
    assert after.user.session_epoch == before.user.session_epoch + 1


def test_two_people_may_change_addresses_and_numbers_with_each_other(cast) -> None:
    bring(
        cast,
        "1;Jan;Jansen;a@noordnaaf.example;;",
        "2;Piet;Pietersen;b@noordnaaf.example;;",
    )
    first, second = Member.objects.filter(external_id__in="12").order_by("external_id")

    bring(cast, "1;Jan;Jansen;b@noordnaaf.example;;", "2;Piet;Pietersen;a@noordnaaf.example;;")

    assert Member.objects.get(pk=first.pk).email == "b@noordnaaf.example"
    assert User.objects.get(member=second.pk).email == "a@noordnaaf.example"


def test_an_address_without_number_finds_the_person_and_takes_the_number_on(cast) -> None:
    bring(cast, "77;Anna;de Vries;anna@noordnaaf.example;Service;")

    assert Member.objects.get(pk=cast.anna.pk).external_id == "77"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1;Jan;Jansen;piet@noordnaaf.example;;", "belongs_to_two"),
        ("1;Els;Kok;els@noordnaaf.example;;", "number_of_another"),
        ("9;Els;Kok;jan@noordnaaf.example;;", "email_of_another"),
        ("9;Els;Kok;chaima@zuidas-fietsen.example;;", "email_elsewhere"),
        ("9;Els;Kok;els@noordnaaf.example;;beheerder", "administrator_by_file"),
    ],
)
def test_a_row_that_would_mix_two_people_up_is_refused(cast, row, code) -> None:
    bring(
        cast,
        "1;Jan;Jansen;jan@noordnaaf.example;;",
        "2;Piet;Pietersen;piet@noordnaaf.example;;",
    )

    assert faults(look(cast, row)) == {2: [code]}


def test_who_married_keeps_number_and_history(cast) -> None:
    bring(cast, "1;Els;Kok;els.kok@noordnaaf.example;;")
    before = Member.objects.get(external_id="1")

    bring(cast, "1;Els;Bakker;els.bakker@noordnaaf.example;;")

    assert Member.objects.get(external_id="1").pk == before.pk


def test_nothing_is_done_when_the_directory_changed_after_the_look(cast) -> None:
    run = look(cast, "1;Anna;de Boer;anna@noordnaaf.example;Service;")
    Member.objects.filter(pk=cast.anna.pk).update(job_title="monteur", family_name="de Boer")

    done = apply(cast, run)

    assert (done.failure, done.started_at, done.applied_at) == ("directory_changed", None, None)
    assert [line["differences"] for line in done.report["changes"]] == [[["external_id", "", "1"]]]
    assert Member.objects.get(pk=cast.anna.pk).external_id == ""


def test_a_failure_leaves_the_directory_as_it_was(cast, monkeypatch) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;Nieuw;redacteur")

    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr("zetje.people.operations.applying.write_roles", fail)
    with pytest.raises(RuntimeError):
        apply(cast, run)

    run = ImportRun.objects.get(pk=run.pk)
    assert (run.failure, run.started_at, run.applied_at) == ("run_failed", None, None)
    assert not Member.objects.filter(external_id="1").exists()
    assert not User.objects.filter(email="jan@noordnaaf.example").exists()
    assert not Team.objects.filter(name="Nieuw").exists()


def test_an_import_is_done_once(cast) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")
    apply(cast, run)

    with pytest.raises(operations.ImportRefusedError, match="already_started"):
        apply(cast, run)
    again = operations.run_import(
        organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=None, now=NOW
    )

    assert again.applied_at == NOW
    assert Member.objects.filter(external_id="1").count() == 1


def test_what_a_person_set_themselves_stays(cast) -> None:
    operations.save_whereabouts(
        member=cast.anna, language="nl", time_zone="Europe/Amsterdam", working_days=[1, 0]
    )

    run = look(
        cast,
        f"Anna;de Vries;{cast.anna.email};ma-wo;en",
        header="voornaam;achternaam;e-mail;werkdagen;taal",
    )

    assert run.report["changes"][0]["differences"] == [["language", "nl", "en"]]
    assert run.report["changes"][0]["notes"] == [
        {"code": "kept_own", "field": "working_days", "value": "", "other": ""}
    ]


def test_roles_come_and_go_by_file_but_an_administrator_stays_one(cast) -> None:
    bring(
        cast,
        f";Femke;Bos;{cast.femke.email};;expert",
        f";Ad;Mulder;{cast.ad.email};;redacteur",
    )

    assert queries.roles_of(cast.femke.pk) == {"expert"}
    assert queries.roles_of(cast.ad.pk) == {"administrator", "editor"}
    taken = RoleGrant.objects.get(member=cast.femke, role="editor")
    assert (taken.revoked_at, taken.revoked_by_id) == (NOW, cast.ad.pk)
    assert AuditEntry.objects.filter(action="role.granted").count() == 2


def test_leave_comes_in_once(cast) -> None:
    header = "voornaam;achternaam;e-mail;verlof van;verlof tot"
    row = f"Anna;de Vries;{cast.anna.email};21-12-2026;1-1-2027"
    bring(cast, row, header=header)

    assert counts(look(cast, row, header=header)) == {"unchanged": 1}
    leave = Leave.objects.get(member=cast.anna)
    assert (leave.starts_on, leave.ends_on) == (date(2026, 12, 21), date(2027, 1, 1))


def test_columns_may_be_matched_by_hand(cast) -> None:
    run = look(cast, "Jan Jansen;jan@noordnaaf.example", header="wie;waar")
    assert run.report["missing"] == ["email", "full_name"]
    with pytest.raises(operations.ImportRefusedError, match="column_missing_email"):
        apply(cast, run)

    run = operations.rematch_import(
        run=run, by_hand={"wie": "full_name", "waar": "email"}, complete=False, now=NOW
    )

    assert counts(run) == {"new": 1}


def test_a_file_that_is_thrown_away_is_gone(cast) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")

    operations.discard_import(run=run, by=cast.ad, now=NOW)

    assert not ImportRun.objects.exists()


def test_files_and_reports_are_let_go_of_in_time(cast) -> None:
    apply(cast, look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;"))
    look(cast, "2;Piet;Jansen;piet@noordnaaf.example;;")
    own = cast.organisation

    assert operations.forget_imports(organisation=own, now=NOW + timedelta(days=1)) == 0
    assert operations.forget_imports(organisation=own, now=NOW + timedelta(days=3)) == 1
    assert operations.forget_imports(organisation=own, now=NOW + timedelta(days=31)) == 1


def test_another_organisation_is_not_touched(cast) -> None:
    with tenant(cast.other_organisation.pk):
        other = make_member(cast.other_organisation, given_name="Otis", external_id="1")

    bring(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")

    with tenant(cast.other_organisation.pk):
        assert Member.objects.get(external_id="1").pk == other.pk


def test_a_file_that_was_emptied_goes_nowhere(cast) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")
    ImportRun.objects.filter(pk=run.pk).update(content=b"", report={}, columns={})
    run = ImportRun.objects.get(pk=run.pk)

    with pytest.raises(operations.ImportRefusedError, match="file_gone"):
        apply(cast, run)
    with pytest.raises(operations.ImportRefusedError, match="file_gone"):
        operations.rematch_import(run=run, by_hand={}, complete=False, now=NOW)
    done = operations.run_import(
        organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=None, now=NOW
    )
    assert done.failure == "file_gone"


def test_an_account_that_lost_its_member_is_used_again(cast) -> None:
    left = User.objects.create_user(email="jan@noordnaaf.example", organisation=cast.organisation)
    User.objects.filter(pk=left.pk).update(is_active=False)

    bring(cast, "1;Jan;Jansen;jan@noordnaaf.example;;", "2;Piet;Bos;piet@noordnaaf.example;;")

    member = Member.objects.get(external_id="1")
    assert (member.user_id, member.user.is_active) == (left.pk, True)
    assert EmailAddress.objects.filter(user=left, verified=True).count() == 1


def test_a_member_without_an_account_changes_address_too(cast) -> None:
    Member.objects.filter(pk=cast.anna.pk).update(user=None, external_id="1")

    bring(cast, "1;Anna;de Vries;a.devries@noordnaaf.example;Service;")

    assert Member.objects.get(pk=cast.anna.pk).email == "a.devries@noordnaaf.example"


def test_a_team_lead_comes_by_file_with_a_team_in_the_audit(cast) -> None:
    bring(cast, f";Anna;de Vries;{cast.anna.email};Service;teamleider: Nieuw")

    team = Team.objects.get(name="Nieuw")
    assert queries.teams_led_by(cast.anna.pk) == {team.pk}
    assert AuditEntry.objects.get(action="role.granted").details == {
        "role": "team_lead",
        "by_file": True,
        "team": team.pk,
    }


def test_leaving_and_coming_back_twice_changes_nothing_more(cast) -> None:
    for _ in range(2):
        anna = Member.objects.get(pk=cast.anna.pk)
        operations.deactivate_member(member=anna, by=cast.ad, now=NOW)
    for _ in range(2):
        anna = Member.objects.get(pk=cast.anna.pk)
        operations.reactivate_member(member=anna, by=cast.ad, now=NOW)

    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions == ["member.deactivated", "member.reactivated"]


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_can_be_seen_while_nothing_is_committed(monkeypatch) -> None:
    cast = make_cast()
    seen = []

    def apply_halfway(*, progress, **_) -> None:
        progress(35)
        aside = connection.copy()
        with aside.cursor() as cursor:
            cursor.execute("SELECT set_config('app.organisation_id', %s, false)", [str(own.pk)])
            cursor.execute("SELECT progress, applied_at FROM people_importrun")
            seen.extend(cursor.fetchall())
        aside.close()

    own = cast.organisation
    with tenant(own.pk):
        run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")
    monkeypatch.setattr("zetje.people.operations.directory.apply_plan", apply_halfway)

    operations.run_import(organisation_id=own.pk, run_id=run.pk, by_member_id=None, now=NOW)

    assert seen == [(35, None)]
    with tenant(own.pk):
        assert ImportRun.objects.get().progress == 100
