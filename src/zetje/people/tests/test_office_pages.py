"""Every page of the administration: the ladder, wrong methods, tokens of others, forged fields."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import AuditEntry, Member, Organisation, RoleGrant, Team
from zetje.people.testing import make_cast, make_member, signed_in

pytestmark = pytest.mark.django_db
EVERYONE = ("anna", "bram", "femke", "marijke", "pim", "ad", "wil")

# Pages that open with a GET, and who they open to.
PAGES = {
    "/people/": {"ad"},
    "/people/add/": {"ad"},
    "/people/import/": {"ad"},
    "/people/roles/": {"ad"},
    "/people/teams/": {"ad"},
    "/people/organisation/": {"ad"},
    "/people/organisation/rules/": {"ad"},
    "/people/member/{anna}/": {"ad"},
    "/people/teams/{team}/": {"ad"},
    "/people/import/{run}/": {"ad"},
    "/teams/joined/": {"ad", "pim", "bram", "wil"},
    "/audit/": {"ad"},
}
# Acts: nothing happens by a GET.
ACTS = (
    "/people/export/",
    "/people/import/{run}/columns/",
    "/people/import/{run}/apply/",
    "/people/import/{run}/discard/",
    "/people/member/{anna}/roles/",
    "/people/member/{anna}/roles/end/",
    "/people/member/{anna}/standing/",
    "/people/member/{anna}/deactivation/",
    "/people/member/{anna}/return/",
    "/people/teams/add/",
    "/people/teams/{team}/removal/",
    "/audit/export/",
)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def run(cast):
    with tenant(cast.organisation.pk):
        return operations.preview_import(
            organisation=cast.organisation,
            content=b"naam;e-mail\nJan Jansen;jan@noordnaaf.example\nPiet;geen\n",
            file_name="staff.csv",
            by=cast.ad,
            complete=True,
            now=cast.house_rules.published_at,
        )


def filled(address, cast, run):
    return address.format(anna=cast.anna.token, team=cast.team.token, run=run.token)


@pytest.mark.parametrize("name", EVERYONE)
def test_a_page_opens_to_whom_it_is_for(name, cast, run, client) -> None:
    signed_in(client, getattr(cast, name))

    opened = {address: client.get(filled(address, cast, run)).status_code for address in PAGES}

    assert opened == {address: 200 if name in PAGES[address] else 403 for address in PAGES}


@pytest.mark.parametrize("name", [name for name in EVERYONE if name != "ad"])
def test_an_act_is_refused_to_everyone_but_an_administrator(name, cast, run, client) -> None:
    signed_in(client, getattr(cast, name))

    assert {client.post(filled(address, cast, run)).status_code for address in ACTS} == {403}


def test_a_visitor_is_shown_the_way_in(cast, run, client) -> None:
    for address in (*PAGES, *ACTS):
        response = client.get(filled(address, cast, run))
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in/")


def test_a_wrong_method_is_refused(cast, run, client) -> None:
    signed_in(client, cast.ad)
    lists = ("/people/", "/people/roles/", "/people/teams/", "/teams/joined/", "/audit/")

    assert {client.get(filled(address, cast, run)).status_code for address in ACTS} == {405}
    assert {client.post(address).status_code for address in lists} == {405}
    assert {client.put(filled(address, cast, run)).status_code for address in PAGES} == {405}


def test_an_administrator_of_another_organisation_finds_nothing_of_ours(cast, run, client) -> None:
    with tenant(cast.other_organisation.pk):
        RoleGrant.objects.create(
            organisation=cast.other_organisation,
            member=cast.chaima,
            role="administrator",
            granted_at=cast.house_rules.published_at,
        )
    client = signed_in(client, cast.chaima)

    for address in (*PAGES, *ACTS):
        ask = client.post if address in ACTS else client.get
        response = ask(filled(address, cast, run))
        if "{" in address:
            assert response.status_code == 404, address
        assert b"Noordnaaf" not in response.content


def test_the_directory_says_nothing_of_who_joined(cast, client) -> None:
    with tenant(cast.organisation.pk):
        make_member(cast.organisation, given_name="Lotte", joined=False)

    page = signed_in(client, cast.ad).get("/people/").content.decode()

    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)
    assert len(rows) == 8
    shapes = {re.sub(r">[^<]*<|href=\"[^\"]*\"", "", row) for row in rows}
    assert len(shapes) == 1


def test_the_directory_takes_as_many_queries_for_many_as_for_few(cast, client) -> None:
    client = signed_in(client, cast.ad)
    client.get("/people/")
    with CaptureQueriesContext(connection) as few:
        client.get("/people/")
    with tenant(cast.organisation.pk):
        for _ in range(30):
            make_member(cast.organisation, team=cast.team, roles=["editor"])
    with CaptureQueriesContext(connection) as many:
        client.get("/people/")

    assert len(many) <= len(few) <= 20


@pytest.mark.parametrize(
    "wrong",
    ["name'; DROP TABLE people_member; --", "pg_sleep(5)", "user__password", "-id", "' OR 1=1"],
)
def test_no_search_reaches_the_database_as_words_of_its_own(wrong, cast, client) -> None:
    signed_in(client, cast.ad)

    for field in ("sort", "q", "team", "left", "page"):
        assert client.get("/people/", {field: wrong}).status_code == 200
    for field in ("action", "actor", "since", "until", "page"):
        assert client.get("/audit/", {field: wrong}).status_code == 200
    with tenant(cast.organisation.pk):
        assert Member.objects.filter(organisation=cast.organisation).count() == 7


def test_a_search_finds_with_and_without_accents(cast, client) -> None:
    with tenant(cast.organisation.pk):
        make_member(cast.organisation, given_name="Zoë", family_name="Nuñez")
    client = signed_in(client, cast.ad)

    for words in ("Zoë", "nunez", "zoe nuñez"):
        assert "Zoë Nuñez" in client.get("/people/", {"q": words}).content.decode()


def test_a_list_is_asked_by_team_and_for_who_left(cast, client) -> None:
    with tenant(cast.organisation.pk):
        operations.deactivate_member(
            member=cast.anna, by=cast.ad, now=cast.house_rules.published_at
        )
    client = signed_in(client, cast.ad)

    service = client.get("/people/", {"team": cast.team.token, "sort": "team"}).content.decode()
    left = client.get("/people/", {"left": "on"}).content.decode()

    assert ("Bram Visser" in service, "Femke Bos" in service) == (True, False)
    assert ("Anna de Vries" in left, "Bram Visser" in left) == (True, False)


def test_forged_fields_change_nothing(cast, client) -> None:
    client = signed_in(client, cast.ad)
    page = client.get("/people/organisation/")
    given = {name: field.value() or "" for name, field in _bound(page).items()}
    given |= {"is_demo": "on", "slug": "stolen", "token": "stolen", "id": "99", "name": "Nieuw"}
    given |= {"organisation": cast.other_organisation.pk, "created_at": "2020-01-01"}

    response = client.post("/people/organisation/", given)

    assert response.status_code == 302, response.context["form"].errors
    after = Organisation.objects.get(pk=cast.organisation.pk)
    assert after.name == "Nieuw"
    assert (after.is_demo, after.slug, after.token) == (
        False,
        cast.organisation.slug,
        cast.organisation.token,
    )


def _bound(response):
    form = response.context["form"]
    return {name: form[name] for name in form.fields if name != "logo_file"}


def test_an_added_member_has_no_role_and_no_other_tenant(cast, client) -> None:
    signed_in(client, cast.ad).post(
        "/people/add/",
        {
            "given_name": "<script>alert(1)</script>",
            "family_name": "=1+1",
            "email": "nieuw@noordnaaf.example",
            "role": "administrator",
            "is_staff": "1",
            "organisation": cast.other_organisation.pk,
        },
    )

    with tenant(cast.organisation.pk):
        member = Member.objects.get(email="nieuw@noordnaaf.example")
        assert queries.roles_of(member.pk) == frozenset()
    page = client.get(f"/people/member/{member.token}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "'=1+1" in client.post("/people/export/").content.decode()


def test_adding_says_at_the_field_what_is_wrong(cast, client) -> None:
    client = signed_in(client, cast.ad)

    for email in ("geen adres", cast.anna.email, cast.chaima.email):
        response = client.post("/people/add/", {"given_name": "X", "email": email})
        assert response.status_code == 422
        assert 'class="fault-box"' in response.content.decode()


def test_teams_are_added_renamed_and_removed_while_empty(cast, client) -> None:
    client = signed_in(client, cast.ad)

    assert client.post("/people/teams/add/", {"name": " Nieuw ;  team "}).status_code == 302
    assert client.post("/people/teams/add/", {"name": "Nieuw team"}).status_code == 422
    assert client.post("/people/teams/add/", {"name": ""}).status_code == 422
    with tenant(cast.organisation.pk):
        team = Team.objects.get(name="Nieuw team")
    renamed = client.post(f"/people/teams/{team.token}/", {"name": "Beter team"})
    taken = client.post(f"/people/teams/{team.token}/", {"name": "Service"})
    client.post(f"/people/teams/{team.token}/", {"name": "Beter team"})
    assert (renamed.status_code, taken.status_code) == (302, 422)
    client.post(f"/people/teams/{team.token}/removal/")
    client.post(f"/people/teams/{cast.team.token}/removal/")
    with tenant(cast.organisation.pk):
        assert set(Team.objects.values_list("name", flat=True)) == {"Service", "Werkplaats"}
        actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"team.added", "team.renamed", "team.removed"} <= actions
