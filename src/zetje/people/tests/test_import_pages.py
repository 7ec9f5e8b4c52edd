"""Bringing a staff file by the pages: look, match, say yes, watch, and nothing half."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import ImportRun, Member
from zetje.people.testing import make_cast, make_staff_file, signed_in

pytestmark = pytest.mark.django_db
STAFF = "voornaam;achternaam;e-mail\nJan;<b>Jansen</b>;jan@noordnaaf.example\nPiet;Bos;geen\n"


@pytest.fixture
def cast():
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


@pytest.fixture
def ads(cast, client):
    client.cookies["language"] = "en"
    return signed_in(client, cast.ad)


def upload(ads, text=STAFF, **fields):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("staff.csv", content, content_type="text/csv")
    return ads.post("/people/import/", {"file": file} | fields)


def newest():
    return ImportRun.objects.order_by("-pk")[0]


def test_a_file_is_shown_row_by_row_before_anything_changes(ads) -> None:
    response = upload(ads)

    page = ads.get(response.headers["Location"]).content.decode()
    assert "1 person is new, 1 row is refused. Nothing has changed yet." in page
    assert "“geen” is not an e-mail address" in page
    shown = ads.get(f"{response.headers['Location']}?show=new").content.decode()
    assert "Jan &lt;b&gt;Jansen&lt;/b&gt;" in shown
    assert not Member.objects.filter(given_name="Jan").exists()


def test_the_report_is_in_the_language_of_the_reader(ads) -> None:
    address = upload(ads).headers["Location"]

    ads.cookies["language"] = "nl"
    page = ads.get(address).content.decode()

    assert "“geen” is geen e-mailadres" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"PK\x03\x04", "not a CSV file"), (b'a;b\n"x;y\n', "quotes in row 2")],
)
def test_a_file_that_cannot_be_read_is_met_with_a_sentence(ads, content, said) -> None:
    response = upload(ads, content)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ImportRun.objects.exists()


def test_bad_rows_wait_until_somebody_leaves_them_out(ads) -> None:
    address = upload(ads).headers["Location"]

    refused = ads.post(f"{address}apply/", {})
    assert refused.status_code == 422
    assert "leave them out" in refused.content.decode()
    assert newest().started_at is None
    assert ads.post(f"{address}apply/", {"leave_out": "on"}).status_code == 302
    assert newest().started_at is not None


def test_leavers_above_the_threshold_wait_for_a_yes(ads) -> None:
    address = upload(ads, complete="on").headers["Location"]

    refused = ads.post(f"{address}apply/", {"leave_out": "on"})
    said = ads.post(f"{address}apply/", {"leave_out": "on", "confirm_leavers": "on"})

    assert "More people would leave than usual" in refused.content.decode()
    assert said.status_code == 302


def test_the_page_tells_how_far_it_is_with_and_without_scripts(ads, cast) -> None:
    address = upload(ads).headers["Location"]
    ads.post(f"{address}apply/", {"leave_out": "on"})
    ImportRun.objects.update(progress=35)

    whole = ads.get(address)
    page = whole.content.decode()
    part = ads.get(address, headers={"HX-Request": "true"}).content.decode()

    assert whole.headers["Refresh"] == "4"
    for shown in (page, part):
        assert '<progress max="100" value="35">' in shown
        assert 'hx-trigger="every 2s"' in shown
    assert "<html" not in part
    operations.run_import(
        organisation_id=cast.organisation.pk,
        run_id=newest().pk,
        by_member_id=cast.ad.pk,
        now=timezone.now(),
    )
    done = ads.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Done." in done
    assert "hx-trigger" not in done


def test_columns_are_matched_by_hand(ads) -> None:
    address = upload(ads, "wie;waar\nJan Jansen;jan@noordnaaf.example\n").headers["Location"]
    assert "which column is which" in ads.get(address).content.decode()

    wrong = ads.post(f"{address}columns/", {"column_0": "is_staff"})
    ads.post(f"{address}columns/", {"column_0": "full_name", "column_1": "email"})

    assert wrong.status_code == 422
    assert newest().report["counts"]["new"] == 1


def test_a_file_is_thrown_away_until_it_was_begun(ads) -> None:
    address = upload(ads).headers["Location"]
    ads.post(f"{address}apply/", {"leave_out": "on"})

    ads.post(f"{address}discard/")
    assert ImportRun.objects.exists()
    ImportRun.objects.update(started_at=None)
    ads.post(f"{address}discard/")
    assert not ImportRun.objects.exists()


def test_a_run_of_whom_somebody_was_erased_leads_back(ads) -> None:
    address = upload(ads).headers["Location"]
    ImportRun.objects.update(content=b"", report={}, columns={})

    for response in (
        ads.get(address),
        ads.post(f"{address}apply/"),
        ads.post(f"{address}columns/"),
    ):
        assert response.status_code == 302
        assert response.headers["Location"] == "/people/import/"


def test_a_large_report_comes_a_page_at_a_time(ads, rng_file) -> None:
    address = upload(ads, rng_file.content()).headers["Location"]

    with CaptureQueriesContext(connection) as asked:
        page = ads.get(f"{address}?show=new&page=2").content.decode()

    assert page.count('<tr><td class="n">') == 100
    assert "Page 2 of" in page
    assert len(asked) < 16
    assert ads.get(f"{address}?show=' OR 1=1&page=-9").status_code == 200


@pytest.fixture
def rng_file():
    from random import Random

    return make_staff_file(people=500, mistakes_each=2, rng=Random(7))
