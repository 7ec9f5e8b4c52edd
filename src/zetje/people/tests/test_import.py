"""An import: look first, then all of it or nothing; the same person stays the same."""

from datetime import UTC, date, datetime, timedelta

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
    Membership,
    RoleGrant,
    Team,
    User,
)
from zetje.people.testing import make_cast, make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "personeelsnummer;voornaam;achternaam;e-mail;team;rollen"


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


def look(cast, *rows, header=HEADER, complete=False):
    text = "\n".join([header, *rows])
    return operations.preview_import(
        organisation=cast.organisation,
        content=text.encode(),
        file_name="staff.csv",
        by=cast.ad,
        complete=complete,
        now=NOW,
    )


def apply(cast, run, *, leave_out=False, confirm=False, now=NOW):
    operations.request_import(
        run=run, by=cast.ad, leave_out_bad_rows=leave_out, confirm_leavers=confirm, now=now
    )
    return operations.run_import(
        organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=cast.ad.pk, now=now
    )


def bring(cast, *rows, **options):
    return apply(cast, look(cast, *rows, **options))


def counts(run):
    return {kind: number for kind, number in run.report["counts"].items() if number}


def faults(run):
    return {
        line["row"]: [fault["code"] for fault in line["faults"]] for line in run.report["refused"]
    }


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


def test_who_is_not_in_a_whole_file_has_left_and_can_do_nothing_more(cast) -> None:
    keep = [f";{m.given_name};{m.family_name};{m.email};;" for m in (cast.bram, cast.femke)]
    rest = [f";{m.given_name};{m.family_name};{m.email};;" for m in (cast.marijke, cast.pim)]
    run = look(
        cast,
        *keep,
        *rest,
        f";Wil;Dekker;{cast.wil.email};;",
        complete=True,
        header=HEADER.replace("rollen", "opmerking"),
    )

    assert run.report["held"] is False
    apply(cast, run)

    anna = Member.objects.get(pk=cast.anna.pk)
    assert anna.left_on == date(2026, 11, 20)
    assert not anna.user.is_active
    assert anna.user.session_epoch == cast.anna.user.session_epoch + 1
    assert not queries.is_joined(anna.pk)
    assert Member.objects.get(pk=cast.ad.pk).left_on is None


def test_many_leavers_at_once_wait_for_somebody_to_say_yes(cast) -> None:
    run = look(cast, "1;Jan;Jansen;jan@noordnaaf.example;;", complete=True)

    assert run.report["held"] is True
    with pytest.raises(operations.ImportRefusedError, match="leavers_held"):
        apply(cast, run)
    apply(cast, run, confirm=True)

    assert Member.objects.filter(left_on__isnull=False).count() == 6
    taken = AuditEntry.objects.get(action="directory.imported")
    assert (taken.details["leaver"], taken.details["leavers_confirmed"]) == (6, True)


def test_a_bad_row_makes_nobody_a_leaver(cast) -> None:
    bring(cast, "1;Jan;Jansen;jan@noordnaaf.example;;")

    run = look(cast, "1;Jan;Jansen;geen adres;;", complete=True)

    assert Member.objects.get(external_id="1").pk not in {
        line.get("member") for line in run.report["changes"] if line["kind"] == "leaver"
    }


def test_a_date_in_the_past_is_a_leaver_and_one_to_come_is_a_note(cast) -> None:
    header = "voornaam;achternaam;e-mail;uit dienst"
    anna, bram = cast.anna.email, cast.bram.email
    run = look(
        cast, f"Anna;de Vries;{anna};1-11-2026", f"Bram;Visser;{bram};1-2-2027", header=header
    )

    assert [(line["kind"], line["name"]) for line in run.report["changes"]] == [
        ("leaver", "Anna de Vries")
    ]


def test_who_comes_back_is_the_same_person_and_joins_anew(cast) -> None:
    operations.deactivate_member(member=cast.anna, by=cast.ad, now=NOW)

    run = bring(cast, "4711;Anna;de Vries;anna@noordnaaf.example;Service;")

    anna = Member.objects.get(pk=cast.anna.pk)
    assert counts(run) == {"returning": 1}
    assert (anna.person_key, anna.left_on, anna.user.is_active) == (
        cast.anna.person_key,
        None,
        True,
    )
    assert anna.external_id == "4711"
    assert not queries.is_joined(anna.pk)
    assert Membership.objects.get(member=anna).left_at == NOW


def test_who_was_erased_is_not_brought_back(cast) -> None:
    operations.erase_person(member=cast.anna, by=cast.anna, now=NOW)

    run = look(
        cast,
        "5;Anna;de Vries;anna@noordnaaf.example;Service;",
        "6;Jan;Bos;jan@noordnaaf.example;Service;",
    )

    assert faults(run) == {2: ["email_erased"]}
    with pytest.raises(operations.MemberRefusedError, match="email_erased"):
        operations.add_member(
            organisation=cast.organisation,
            email="Anna@Noordnaaf.example",
            given_name="Anna",
            family_name="de Vries",
            by=cast.ad,
            now=NOW,
        )


def test_who_was_erased_is_known_by_the_personnel_number_too(cast) -> None:
    Member.objects.filter(pk=cast.anna.pk).update(external_id="5")
    anna = Member.objects.get(pk=cast.anna.pk)
    operations.erase_person(member=anna, by=anna, now=NOW)

    run = look(cast, "5;Anna;de Vries;a.devries@noordnaaf.example;Service;")

    assert faults(run) == {2: ["email_erased"]}


def test_a_leaver_is_erased_after_thirty_days_and_may_be_hired_again(cast) -> None:
    operations.deactivate_member(member=cast.anna, by=cast.ad, now=NOW)

    early = operations.erase_leavers(organisation=cast.organisation, now=NOW + timedelta(days=30))
    late = operations.erase_leavers(organisation=cast.organisation, now=NOW + timedelta(days=31))
    run = look(cast, "5;Anna;de Vries;anna@noordnaaf.example;Service;")

    assert (early, late) == (0, 1)
    assert not Member.objects.filter(email=cast.anna.email).exists()
    assert counts(run) == {"new": 1}


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
