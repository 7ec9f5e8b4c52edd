"""What an administrator sets: checked, audited, and never more than the page offers."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.forms.organisation import organisation_initial
from zetje.people.models import AuditEntry, HouseRules, Organisation
from zetje.people.rules import logos
from zetje.people.rules.colours import carries_ink, contrast
from zetje.people.rules.logos import BadLogoError, read_logo
from zetje.people.testing import make_cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def cast():
    return make_cast()


def picture(size=(600, 300), kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#f64a1b").save(out, kind, **options)
    return out.getvalue()


def save(client, cast, **fields):
    given = {name: value or "" for name, value in organisation_initial(cast.organisation).items()}
    return signed_in(client, cast.ad).post("/people/organisation/", given | fields)


def test_saving_what_is_already_so_leaves_no_trace(cast, client) -> None:
    assert save(client, cast).status_code == 302

    with tenant(cast.organisation.pk):
        assert not AuditEntry.objects.exists()


def now(cast):
    return Organisation.objects.get(pk=cast.organisation.pk)


def test_what_is_set_is_kept_and_audited_by_name(cast, client) -> None:
    response = save(
        client,
        cast,
        name="Noordnaaf BV",
        accent="#FF8800",
        country="België",
        allowed_hosts="https://www.noordnaaf.example/nu\nNoordnaaf.example www.noordnaaf.example",
        mail_from="Noordnaaf <Hallo@Noordnaaf.example>",
        digest_weekday="0",
        utm_source="zetje",
    )

    assert response.status_code == 302
    after = now(cast)
    assert (after.name, after.accent, after.country) == ("Noordnaaf BV", "#ff8800", "BE")
    assert after.allowed_hosts == ["www.noordnaaf.example", "noordnaaf.example"]
    assert after.mail_from == "Noordnaaf <hallo@noordnaaf.example>"
    with tenant(cast.organisation.pk):
        entry = AuditEntry.objects.get(action="organisation.changed")
    assert set(entry.details["settings"]) == {
        *("name", "accent", "country", "allowed_hosts", "mail_from", "digest_weekday"),
        "utm_source",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent", "red"),
        ("accent", "#000080"),
        ("accent", "#ff}b{}"),
        ("country", "Atlantis"),
        ("region", "Atlantis"),
        ("mail_from", "niemand"),
        ("allowed_hosts", "javascript:alert(1)"),
        ("utm_source", "a&b=<c>"),
        ("digest_hour", "3"),
        ("leaver_threshold", "0"),
        ("time_zone", "Mars/Base"),
        ("name", ""),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field, value, cast, client) -> None:
    response = save(client, cast, **{field: value})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert now(cast).name == "Noordnaaf"


def test_a_mail_sender_brings_no_header_along(cast, client) -> None:
    save(client, cast, mail_from="a@noordnaaf.example\r\nBcc: all@noordnaaf.example")

    assert "\n" not in now(cast).mail_from
    assert "Bcc" not in now(cast).mail_from


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_logo_is_drawn_anew_and_small(kind, cast, client) -> None:
    file = SimpleUploadedFile("logo.png", picture(kind=kind), content_type="image/png")

    assert save(client, cast, logo_file=file).status_code == 302

    assert now(cast).logo.startswith("data:image/png;base64,")
    save(client, cast, without_logo="on")
    assert now(cast).logo == ""


def test_a_logo_keeps_nothing_but_its_picture() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"

    drawn = read_logo(picture(kind="JPEG", exif=exif) + b"<script>alert(1)</script>")

    assert b"secret" not in drawn.encode()
    assert b"script" not in __import__("base64").b64decode(drawn.partition(",")[2])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\nbroken",
        b"x" * (logos.BYTES_LIMIT + 1),
    ],
)
def test_what_is_no_picture_is_no_logo(content) -> None:
    with pytest.raises(BadLogoError):
        read_logo(content)


def test_a_huge_picture_is_no_logo(monkeypatch) -> None:
    monkeypatch.setattr(logos, "PIXELS_LIMIT", 100)

    with pytest.raises(BadLogoError):
        read_logo(picture(size=(11, 10)))


def test_the_colour_carries_words() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert carries_ink("#f64a1b")
    assert not carries_ink("#111c2b")


def test_a_colour_that_got_in_some_other_way_is_not_written_into_a_style_sheet(cast) -> None:
    Organisation.objects.filter(pk=cast.organisation.pk).update(accent="red} body{display:none")

    assert queries.accent_of(cast.organisation.token) == ""


def test_house_rules_get_a_version_and_an_audit(cast, client) -> None:
    ads = signed_in(client, cast.ad)

    assert ads.post("/people/organisation/rules/", {"text_nl": "x"}).status_code == 422
    ads.post("/people/organisation/rules/", {"text_nl": "Wees jezelf.", "text_en": "Be yourself."})

    with tenant(cast.organisation.pk):
        rules = HouseRules.objects.get(version=2)
        assert (rules.text_nl, rules.published_by) == ("Wees jezelf.", cast.ad)
        entry = AuditEntry.objects.get(action="house_rules.published")
        assert entry.details == {"version": 2}


def test_an_organisation_is_founded_with_its_first_administrator() -> None:
    organisation, member = operations.found_organisation(
        slug="nieuw",
        settings={"name": "Nieuw BV", "accent": "#ff8800", "is_demo": True},
        email="Ada@Nieuw.example",
        given_name="Ada",
        family_name="de Wit",
        now=NOW,
    )

    assert (organisation.name, organisation.is_demo) == ("Nieuw BV", False)
    with tenant(organisation.pk):
        assert queries.roles_of(member.pk) == {"administrator"}
        assert member.sort_key == "wit  ada  de"
        assert member.user.email == "ada@nieuw.example"
        assert set(AuditEntry.objects.values_list("action", flat=True)) == {
            "member.added",
            "role.granted",
        }
    assert queries.organisation_of_slug("nieuw") == organisation
    assert organisation in queries.organisations()
