"""The mails that let somebody in: words in the person's language, one address, nothing sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.testing.cast import make_cast, make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture(autouse=True)
def _here(cast):
    with tenant(cast.organisation.pk):
        yield


def link_for(member):
    return operations.request_sign_in(user=member.user, code="1234-5678", now=NOW)


def test_the_sign_in_mail_has_the_link_and_the_code_in_both_parts(cast):
    link = link_for(cast.anna)

    mail = queries.sign_in_mail(link_id=link.pk, now=NOW)

    address = f"/sign-in/link/{queries.link_token(link)}/"
    assert (mail.to_address, mail.language) == (cast.anna.email, "nl")
    for part in (mail.text, mail.html):
        assert address in part
        assert "1234-5678" in part
    assert "Noordnaaf" in mail.subject
    assert "\n" not in mail.subject


def test_a_used_or_old_link_is_not_mailed(cast):
    link = link_for(cast.anna)
    operations.use_link(token=queries.link_token(link), now=NOW)

    assert queries.sign_in_mail(link_id=link.pk, now=NOW) is None
    later = NOW + timedelta(minutes=16)
    assert queries.sign_in_mail(link_id=link_for(cast.bram).pk, now=later) is None


def test_a_mail_is_written_in_the_language_of_its_person(cast):
    cast.anna.language = "en"
    cast.anna.save()

    mail = queries.sign_in_mail(link_id=link_for(cast.anna).pk, now=NOW)

    assert mail.subject == "Your link to Zetje at Noordnaaf"
    assert mail.text.startswith("Hello Anna,\n\nOpen this link")
    assert mail.text.endswith("\n")


@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@x.example", "<script>x</script>", "{{ 7|add:7 }}"]
)
def test_a_name_stays_a_name(cast, name):
    cast.organisation.name = name
    cast.organisation.save()
    cast.anna.given_name = name
    cast.anna.save()

    mail = queries.sign_in_mail(link_id=link_for(cast.anna).pk, now=NOW)

    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert "<script>" not in mail.html
    assert "14" not in mail.subject


def test_the_code_of_a_browser_is_mailed_alone(cast):
    asked = operations.request_device_code(
        member=cast.anna, browser="b" * 30, code="8765-4321", now=NOW
    )

    mail = queries.device_code_mail(code_id=asked.pk, now=NOW)

    assert "8765-4321" in mail.text
    assert "http" not in mail.text
    assert queries.device_code_mail(code_id=asked.pk, now=NOW + timedelta(minutes=16)) is None


def test_an_invitation_is_for_who_has_not_joined(cast):
    lotte = make_member(cast.organisation, given_name="Lotte", joined=False)

    mail = queries.invitation_mail(member_id=lotte.pk, now=NOW)

    assert "/join/i/" in mail.text
    assert max(len(line) for line in mail.text.splitlines() if "/join/i/" in line) <= 200
    assert queries.invitation_mail(member_id=cast.anna.pk, now=NOW) is None


def test_secrets_of_a_mail_are_not_readable_in_the_database(cast):
    link = link_for(cast.anna)
    link.refresh_from_db()

    assert b"1234" not in bytes(link.sealed_code)
    assert queries.link_token(link) != link.token
