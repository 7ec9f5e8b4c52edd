"""The commands about one person's data."""

import zipfile

import pytest
from click.testing import CliRunner
from django.core.cache import cache

from zetje.lib.tenancy import tenant
from zetje.people import queries
from zetje.people.testing import make_cast
from zetje.web.cli.person import person
from zetje.web.run.errors import PlainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path
    cache.clear()
    return make_cast()


def run(*arguments, answer=None):
    return CliRunner().invoke(person, arguments, input=answer)


def found(cast, address):
    with tenant(cast.organisation.pk):
        return queries.person_with_address(organisation=cast.organisation, address=address)


def test_an_export_is_written_to_a_file(cast, tmp_path):
    target = tmp_path / "anna.zip"

    result = run("export", cast.anna.email, "--output", str(target))

    assert result.exit_code == 0
    with zipfile.ZipFile(target) as archive:
        assert cast.anna.email in archive.read("data.json").decode()


def test_erasing_asks_first_and_then_forgets(cast):
    refused = run("erase", cast.anna.email, answer="n\n")
    still_here = found(cast, cast.anna.email)
    done = run("erase", cast.anna.email.upper(), answer="y\n")

    assert refused.exit_code == 1
    assert still_here == cast.anna
    assert done.output.endswith("Forgotten.\n")
    assert found(cast, cast.anna.email) is None


def test_an_address_of_nobody_is_said_so(cast):
    result = run("erase", "nobody@noordnaaf.example", "--yes")

    assert isinstance(result.exception, PlainError)


def test_the_only_administrator_stays(cast):
    result = run("erase", cast.ad.email, "--yes")

    assert isinstance(result.exception, PlainError)
    assert found(cast, cast.ad.email) == cast.ad


def test_after_a_restore_who_was_erased_goes_again(cast, django_capture_on_commit_callbacks):
    address = cast.anna.email
    with django_capture_on_commit_callbacks(execute=True):
        run("erase", address, "--yes")
    before = run("erase-again")
    # As in a backup of yesterday: there is somebody with that address again.
    cast.bram.email = address
    with tenant(cast.organisation.pk):
        cast.bram.save()

    after = run("erase-again")

    assert before.output == "Erased again: 0.\n"
    assert after.output == "Erased again: 1.\n"
