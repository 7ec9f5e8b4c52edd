"""`zetje people import` and `export`, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zetje.lib.tenancy import tenant
from zetje.people.models import AuditEntry, ImportRun, Member
from zetje.people.testing import Cast, make_cast
from zetje.web.cli.people import people
from zetje.web.run.errors import PlainError

pytestmark = pytest.mark.django_db
HEADER = "personeelsnummer;voornaam;achternaam;e-mail\n"
JAN = "1;Jan;van der Meer;jan@noordnaaf.example\n"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def bring(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "staff.csv"
    file.write_text(text, encoding="cp1252")
    return CliRunner().invoke(
        people, ["import", str(file), "--organisation", "noordnaaf", *options]
    )


def taken_in(cast: Cast) -> bool:
    with tenant(cast.organisation.pk):
        return Member.objects.filter(external_id="1").exists()


def test_a_file_is_brought_in_and_told_about(cast: Cast, tmp_path: Path) -> None:
    result = bring(tmp_path, HEADER + JAN, "--partial")

    assert result.exit_code == 0
    assert "Rows: 1, read as UTF-8" in result.output
    assert "new  row 2: Jan van der Meer" in result.output
    assert taken_in(cast)
    with tenant(cast.organisation.pk):
        assert AuditEntry.objects.get(action="directory.imported").actor_id is None


def test_a_dry_run_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    result = bring(tmp_path, HEADER + JAN, "--partial", "--dry-run")

    assert result.exit_code == 0
    assert not taken_in(cast)
    with tenant(cast.organisation.pk):
        assert not ImportRun.objects.exists()


def test_bad_rows_stop_everything_unless_they_are_left_out(cast: Cast, tmp_path: Path) -> None:
    text = HEADER + JAN + "2;Zoë;Bos;geen\n"

    stopped = bring(tmp_path, text, "--partial")
    assert isinstance(stopped.exception, PlainError)
    assert "refused  row 3: Zoë Bos" in stopped.output
    assert not taken_in(cast)

    assert bring(tmp_path, text, "--partial", "--leave-out-bad-rows").exit_code == 0
    assert taken_in(cast)


def test_many_leavers_are_held(cast: Cast, tmp_path: Path) -> None:
    held = bring(tmp_path, HEADER + JAN)
    assert isinstance(held.exception, PlainError)
    assert not taken_in(cast)

    assert bring(tmp_path, HEADER + JAN, "--confirm-leavers").exit_code == 0
    assert taken_in(cast)


def test_what_is_no_staff_file_is_met_with_a_sentence(cast: Cast, tmp_path: Path) -> None:
    assert isinstance(bring(tmp_path, "").exception, PlainError)
    assert isinstance(bring(tmp_path, "wie;waar\na;b\n").exception, PlainError)


def test_an_export_is_taken_back_without_a_change(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    options = ["--organisation", "noordnaaf"]

    shown = CliRunner().invoke(people, ["export", *options])
    written = CliRunner().invoke(people, ["export", *options, "--output", str(file)])
    back = CliRunner().invoke(people, ["import", str(file), *options, "--dry-run"])

    assert "anna@noordnaaf.example" in shown.output
    assert written.exit_code == 0
    assert "7 unchanged" in back.output


def test_the_organisation_is_asked_for_when_there_are_more(cast: Cast) -> None:
    result = CliRunner().invoke(people, ["export"])

    assert isinstance(result.exception, PlainError)
    assert "noordnaaf, zuidas-fietsen" in str(result.exception)
