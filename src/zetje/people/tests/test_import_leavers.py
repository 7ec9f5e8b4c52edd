"""An import: who is not in a whole file has left, who comes back is the same person."""

from datetime import date, timedelta

import pytest

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import AuditEntry, Member, Membership
from zetje.people.testing import make_cast
from zetje.people.tests.importing import HEADER, NOW, apply, bring, counts, faults, look

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


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
