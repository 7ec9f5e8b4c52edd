"""Making and withdrawing short links, and what they may lead to."""

from __future__ import annotations

import pytest
from django.db import connection

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast
from zetje.sharing.models import Link
from zetje.sharing.models.links import random_code
from zetje.sharing.operations.links import TargetRefusedError, make_link, withdraw_links
from zetje.sharing.queries.links import address_of, door_link, link_of
from zetje.sharing.queries.personal import planned_code
from zetje.sharing.tests.clicking import NOON, TARGET, link_for


def test_codes_are_long_and_never_alike() -> None:
    codes = {random_code() for _ in range(2000)}

    assert len(codes) == 2000
    assert all(len(code) >= 11 and code.isalnum() for code in codes)


@pytest.mark.django_db
def test_a_member_has_one_link_for_a_story_on_a_network(cast: Cast) -> None:
    link = link_for(cast.anna)
    given = {"member": cast.anna, "story_id": link.story_id, "target": TARGET, "now": NOON}

    with tenant(cast.organisation.pk):
        again = make_link(network="linkedin", **given)
        elsewhere = make_link(network="bluesky", **given)

        assert again == link
        assert elsewhere.code != link.code
        assert link_of(member_id=cast.anna.pk, story_id=link.story_id, network="linkedin") == link


@pytest.mark.django_db
def test_the_code_is_the_one_that_the_page_showed(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        story = make_story(cast.organisation)
        given = {"member": cast.anna, "story_id": story.pk, "network": "linkedin"}
        planned = planned_code(**given)

        link = make_link(**given, target=TARGET, now=NOON)
        withdraw_links(organisation_id=cast.organisation.pk, story_id=story.pk, now=NOON)
        after = make_link(**given, target=TARGET, now=NOON)

    assert link.code == planned
    assert after.code not in {planned, link.code}


@pytest.mark.django_db
def test_a_link_follows_its_story_to_a_new_address(cast: Cast) -> None:
    link = link_for(cast.anna)

    with tenant(cast.organisation.pk):
        moved = make_link(
            member=cast.anna,
            story_id=link.story_id,
            network="linkedin",
            target="https://www.noordnaaf.example/elders",
            now=NOON,
        )

    assert moved.code == link.code
    assert moved.target == "https://www.noordnaaf.example/elders"


@pytest.mark.django_db
def test_an_address_fits_a_line_of_a_mail_and_holds_no_target(cast: Cast) -> None:
    address = address_of(link_for(cast.anna))

    assert len(address) <= 76
    assert "noordnaaf" not in address
    assert "?" not in address


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "//evil.example/",
        "http:\\\\evil.example",
        "https:/evil.example",
        "https://noordnaaf.example@evil.example/",
        "https://user:password@noordnaaf.example/",
        "https://noordnaaf.example/\r\nSet-Cookie: a=b",
        "https://noordnaaf.example/\tb",
        "https://noordnaaf.example\\@evil.example/",
        "https://noordnaaf.example:port/",
        "https://",
        "https://-.example/",
        "HTTPS//noordnaaf.example",
        "ftp://noordnaaf.example/",
        "",
    ],
)
@pytest.mark.django_db
def test_a_link_leads_to_plain_web_addresses_only(cast: Cast, target: str) -> None:
    with tenant(cast.organisation.pk):
        story = make_story(cast.organisation)
        with pytest.raises(TargetRefusedError):
            make_link(member=cast.anna, story_id=story.pk, network="x", target=target, now=NOON)
        assert not Link.objects.exists()


@pytest.mark.django_db
def test_signs_of_other_languages_are_written_as_the_web_sends_them(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        story = make_story(cast.organisation)
        link = make_link(
            member=cast.anna,
            story_id=story.pk,
            network="x",
            target="https://bücher.example/één verhaal?q=ja%20nee&z=ï",
            now=NOON,
        )

    assert link.target == (
        "https://xn--bcher-kva.example/%C3%A9%C3%A9n%20verhaal?q=ja%20nee&z=%C3%AF"
    )


@pytest.mark.django_db
def test_links_of_a_withdrawn_story_say_so(cast: Cast) -> None:
    link, other = link_for(cast.anna), link_for(cast.anna)

    with tenant(cast.organisation.pk):
        given = {"organisation_id": cast.organisation.pk, "story_id": link.story_id}
        assert withdraw_links(**given, now=NOON) == 1
        assert withdraw_links(**given, now=NOON) == 0

    found = {each: door_link(code=each.code) for each in (link, other)}
    assert [each.is_withdrawn for each in found.values() if each] == [True, False]


@pytest.mark.django_db
def test_the_door_reads_links_of_all_organisations_and_nothing_else(cast: Cast) -> None:
    here, there = link_for(cast.anna), link_for(cast.chaima)

    seen = [door_link(code=link.code) for link in (here, there)]

    assert [each.organisation_id for each in seen if each] == [
        cast.organisation.pk,
        cast.other_organisation.pk,
    ]
    assert door_link(code="nosuchcode00") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("zetje_app",)
        cursor.execute(
            "SELECT relname, attname FROM pg_class JOIN pg_attribute a ON attrelid = pg_class.oid"
            " WHERE relkind = 'r' AND attnum > 0 AND relnamespace = 'public'::regnamespace"
            " AND has_column_privilege('zetje_links', pg_class.oid, a.attnum, 'SELECT')"
        )
        assert set(cursor.fetchall()) == {
            ("sharing_link", name)
            for name in ("id", "organisation_id", "code", "target", "withdrawn_at")
        }


@pytest.mark.django_db
def test_without_a_tenant_the_application_sees_no_link(cast: Cast) -> None:
    link_for(cast.anna)

    assert not Link.objects.exists()
