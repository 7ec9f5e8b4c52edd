"""`zetje setup`: each answer looked at, and nothing kept before the end."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from django.core.mail.backends.locmem import EmailBackend
from PIL import Image

from zetje.delivery.testing.fakes import FakeChannel, FakeTransport, fake_channels
from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.web.cli.setup import setup

pytestmark = pytest.mark.django_db

GIVEN = {
    "--name": "Zuidas Fietsen B.V.",
    "--given-name": "Chaima",
    "--email": "Chaima@Zuidas-Fietsen.example",
}


def run(*flags: str, typed: str = "", **options: str) -> Result:
    """The command, with options as `colour="#ff8800"`."""
    arguments = [
        part for pair in options.items() for part in (f"--{pair[0].replace('_', '-')}", pair[1])
    ]
    return CliRunner().invoke(setup, [*flags, *arguments], input=typed)


def given(**more: str) -> dict[str, str]:
    return {key.strip("-").replace("-", "_"): value for key, value in GIVEN.items()} | more


def organisation() -> Any:
    return queries.organisation_of_slug("zuidas-fietsen-b-v")


def refusal(result: Result) -> str:
    assert result.exit_code
    return str(result.exception) or result.output


def test_options_alone_make_an_organisation_with_its_administrator() -> None:
    result = run("--without-mail", **given())

    made = organisation()
    assert result.exit_code == 0, result.output
    assert (made.name, made.default_language, made.time_zone, made.country, made.is_demo) == (
        "Zuidas Fietsen B.V.",
        "nl",
        "Europe/Amsterdam",
        "NL",
        False,
    )
    assert made.mail_from == "zetje@zuidas-fietsen.example"
    user = queries.account_for("chaima@zuidas-fietsen.example")
    assert user is not None
    with tenant(made.pk):
        member = queries.member_of_user(user.pk)
        assert member is not None
        assert queries.roles_of(member.pk) == {"administrator"}


def test_the_printed_link_lets_the_administrator_in() -> None:
    result = run("--without-mail", **given())

    found = re.search(r"/sign-in/link/([^/]+)/", result.output)
    assert found
    entrance = queries.entrance_of(token=found[1], now=datetime.now(UTC))
    assert entrance.user.email == "chaima@zuidas-fietsen.example"


@pytest.mark.django_db(transaction=True)
def test_the_same_link_is_mailed_at_once() -> None:
    handed = FakeTransport()
    with fake_channels(FakeChannel("mail", handed)):
        result = run(**given())

    link = re.search(r"http\S+/sign-in/link/\S+", result.output)
    assert link
    assert handed.addresses == ["chaima@zuidas-fietsen.example"]
    mail = message_from_bytes(handed.sent[0].contents, policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert link[0] in body.get_content()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("name", "  ", "A name has one sign at least"),
        ("slug", "Zuid As", "Use small letters"),
        ("slug", "x" * 61, "Use small letters"),
        ("language", "Fries", "Zetje speaks nl"),
        ("time_zone", "CET", "We do not know this time zone"),
        ("country", "Atlantis", "We do not know this country"),
        ("colour", "orange", "Write the colour as #"),
        ("colour", "#111c2b", "Dark words cannot be read"),
        ("logo", "/nowhere/logo.png", "cannot be read: No such file"),
        ("email", "chaima", "Mail cannot go to this address"),
        ("sender", "Zetje", "Mail cannot go to this address"),
    ],
)
def test_a_bad_answer_is_refused_in_a_sentence(option: str, value: str, sentence: str) -> None:
    result = run("--without-mail", **given(**{option: value}))

    assert sentence in refusal(result)
    assert not queries.organisations().exists()


def test_good_answers_are_brought_to_one_form(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "#ff8800").save(out, "PNG")
    logo.write_bytes(out.getvalue())

    result = run(
        "--without-mail",
        **given(
            language="Engels",
            time_zone="london",
            country="Engeland",
            colour="#FF8800",
            logo=str(logo),
            family_name="  El   Idrissi ",
        ),
    )

    made = organisation()
    assert result.exit_code == 0, result.output
    assert (made.default_language, made.time_zone, made.country, made.accent) == (
        "en",
        "Europe/London",
        "GB",
        "#ff8800",
    )
    assert made.logo.startswith("data:image/png;base64,")


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg/>")

    assert "no picture we can use" in refusal(run("--without-mail", **given(logo=str(logo))))
    logo.write_bytes(b"x" * 2_000_001)
    assert "no picture we can use" in refusal(run("--without-mail", **given(logo=str(logo))))


def test_an_organisation_of_that_name_stays_what_it_is() -> None:
    run("--without-mail", **given())

    result = run("--without-mail", **given(email="ander@zuidas-fietsen.example"))

    assert "There is an organisation zuidas-fietsen-b-v here already" in refusal(result)
    assert queries.organisations().count() == 1


def test_somebody_of_another_organisation_is_not_taken() -> None:
    run("--without-mail", **given())

    result = run("--without-mail", **given(name="Ander", slug="ander"))

    assert "belongs to somebody here already" in refusal(result)


def test_an_address_taken_meanwhile_keeps_nothing() -> None:
    refused = operations.MemberRefusedError("email_taken")
    with patch("zetje.people.operations.found_organisation", side_effect=refused):
        result = run("--without-mail", **given())

    assert "Nothing was kept." in refusal(result)


class Deaf(EmailBackend):
    """A mail server that lets nobody in."""

    def open(self) -> bool:
        raise ConnectionRefusedError("Connection refused")


def test_a_mail_server_that_does_not_answer_is_told() -> None:
    with patch("zetje.web.cli.setup.get_connection", return_value=Deaf()):
        result = run(**given())

    assert "does not let us in: Connection refused" in refusal(result)
    assert not queries.organisations().exists()


DIALOGUE = (
    "Zuidas Fietsen B.V.\n"
    "\n"  # its name in addresses
    "Fries\nen\n"
    "\n"  # time zone
    "België\n"
    "#000000\n#ffcc00\n"
    "\n"  # no logo
    "Chaima\n"
    "El Idrissi\n"
    "chaima\nchaima@zuidas-fietsen.example\n"
    "\n"  # sender
)


def test_a_dialogue_asks_again_until_it_can_use_the_answer() -> None:
    with patch("zetje.delivery.operations.send_due"):
        result = run(typed=f"{DIALOGUE}y\n")

    made = organisation()
    assert result.exit_code == 0, result.output
    assert "Zetje speaks nl (Dutch) and en (English)." in result.output
    assert "Dark words cannot be read on this colour." in result.output
    assert "Mail cannot go to this address." in result.output
    assert (made.default_language, made.country, made.accent) == ("en", "BE", "#ffcc00")


def test_nothing_is_kept_of_a_dialogue_that_ends_with_no() -> None:
    result = run(typed=f"{DIALOGUE}n\n")

    assert "Nothing was kept." in refusal(result)
    assert not queries.organisations().exists()


@pytest.mark.parametrize(("answer", "made"), [("y\ny\n", True), ("n\n", False)])
def test_a_dialogue_may_go_on_without_mail(answer: str, made: bool) -> None:
    with patch("zetje.web.cli.setup.get_connection", return_value=Deaf()):
        result = run(typed=f"{DIALOGUE}{answer}")

    assert queries.organisations().exists() is made
    assert ("No mail went out." in result.output) is made


def test_no_real_organisation_is_made_beside_a_demo() -> None:
    operations.found_organisation(
        slug="noordnaaf",
        settings={"name": "Noordnaaf"},
        email="ad@noordnaaf.example",
        given_name="Ad",
        family_name="Mulder",
        now=datetime.now(UTC),
        is_demo=True,
    )

    assert "zetje demo --remove" in refusal(run("--without-mail", **given()))
