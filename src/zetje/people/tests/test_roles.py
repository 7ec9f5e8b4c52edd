"""Roles: given and taken by administrators, gone with the next request, never the last one."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.models import AuditEntry, Device, Member, Membership, RoleGrant, User
from zetje.people.testing import make_cast, make_member, make_team, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def cast(client):
    client.cookies["language"] = "en"
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


def grant_of(member, role):
    return RoleGrant.objects.get(member=member, role=role, revoked_at__isnull=True)


def test_a_role_is_given_with_who_and_when(cast) -> None:
    grant = operations.grant_role(member=cast.anna, role="editor", by=cast.ad, now=NOW)

    assert (grant.granted_by, grant.granted_at) == (cast.ad, NOW)
    assert queries.roles_of(cast.anna.pk) == {"editor"}
    assert queries.has_role(cast.anna.pk, "editor")
    assert queries.has_role(cast.anna.pk, "employee")
    assert not queries.has_role(cast.anna.pk, "expert")
    entry = AuditEntry.objects.get(action="role.granted")
    assert (entry.actor_id, entry.subject, entry.details) == (
        cast.ad.pk,
        f"member:{cast.anna.pk}",
        {"role": "editor"},
    )


def test_a_role_that_is_held_is_not_given_twice(cast) -> None:
    first = operations.grant_role(member=cast.anna, role="editor", by=cast.ad, now=NOW)
    second = operations.grant_role(member=cast.anna, role="editor", by=cast.ad, now=NOW)

    assert first == second
    assert AuditEntry.objects.filter(action="role.granted").count() == 1


def test_a_team_lead_leads_a_team_of_the_own_organisation(cast) -> None:
    operations.grant_role(
        member=cast.anna, role="team_lead", by=cast.ad, now=NOW, team=cast.other_team
    )

    assert queries.teams_led_by(cast.anna.pk) == {cast.other_team.pk}
    assert queries.teams_led_by(cast.bram.pk) == {cast.team.pk}


@pytest.mark.parametrize(
    ("role", "team", "code"),
    [
        ("king", None, "unknown_role"),
        ("team_lead", None, "team_missing"),
        ("editor", "own", "team_unwanted"),
        ("team_lead", "other", "team_missing"),
    ],
)
def test_a_role_that_does_not_fit_is_refused(role, team, code, cast) -> None:
    teams = {"own": cast.team, "other": make_team(cast.other_organisation)}

    with pytest.raises(operations.RoleRefusedError, match=code):
        operations.grant_role(
            member=cast.anna, role=role, by=cast.ad, now=NOW, team=teams.get(team)
        )


def test_who_left_gets_no_role(cast) -> None:
    operations.deactivate_member(member=cast.anna, by=cast.ad, now=NOW)

    with pytest.raises(operations.RoleRefusedError, match="has_left"):
        operations.grant_role(
            member=Member.objects.get(pk=cast.anna.pk), role="editor", by=cast.ad, now=NOW
        )


def test_a_role_is_taken_with_who_and_when(cast) -> None:
    grant = grant_of(cast.femke, "editor")

    operations.revoke_role(grant=grant, by=cast.ad, now=NOW)
    operations.revoke_role(grant=grant, by=cast.ad, now=NOW)

    grant.refresh_from_db()
    assert (grant.revoked_by, grant.revoked_at) == (cast.ad, NOW)
    assert queries.roles_of(cast.femke.pk) == frozenset()
    assert AuditEntry.objects.filter(action="role.revoked").count() == 1


def test_the_last_administrator_stays_until_there_is_another(cast) -> None:
    for leave in (
        lambda: operations.revoke_role(
            grant=grant_of(cast.ad, "administrator"), by=cast.ad, now=NOW
        ),
        lambda: operations.deactivate_member(member=cast.ad, by=cast.ad, now=NOW),
        lambda: operations.erase_person(member=cast.ad, by=cast.ad, now=NOW),
    ):
        with pytest.raises(operations.RoleRefusedError, match="last_administrator"):
            leave()

    operations.grant_role(member=cast.pim, role="administrator", by=cast.ad, now=NOW)
    operations.revoke_role(grant=grant_of(cast.ad, "administrator"), by=cast.pim, now=NOW)

    assert queries.roles_of(cast.ad.pk) == frozenset()
    assert list(queries.members_with_role(cast.organisation.pk, "administrator")) == [cast.pim]


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(cast, client) -> None:
    operations.grant_role(member=cast.pim, role="administrator", by=cast.ad, now=NOW)
    pims = signed_in(client, Member.objects.get(pk=cast.pim.pk))
    assert pims.get("/people/").status_code == 200

    operations.revoke_role(grant=grant_of(cast.pim, "administrator"), by=cast.ad, now=NOW)

    # The session ended with the role: what it was good for is over.
    assert pims.get("/people/").status_code == 302
    again = signed_in(client, Member.objects.get(pk=cast.pim.pk))
    assert again.get("/people/").status_code == 403


def test_a_change_of_roles_ends_the_sessions_of_that_person_alone(cast) -> None:
    annas, bystander = signed_in(Client(), cast.anna), signed_in(Client(), cast.pim)
    before = annas.session.session_key
    assert annas.get("/me/").status_code == 200

    signed_in(Client(), cast.ad).post(
        f"/people/member/{cast.anna.token}/roles/", {"role": "expert", "team": ""}
    )

    assert annas.get("/me/").status_code == 302
    assert bystander.get("/me/").status_code == 200
    back = signed_in(annas, Member.objects.get(pk=cast.anna.pk))
    assert back.session.session_key != before


def test_an_administrator_who_changes_their_own_roles_stays_signed_in(cast, client) -> None:
    other = signed_in(Client(), cast.ad)
    ads = signed_in(client, cast.ad)
    address = f"/people/member/{cast.ad.token}/"

    ads.post(f"{address}roles/", {"role": "editor", "team": ""})

    assert ads.get(address).status_code == 200
    assert other.get(address).status_code == 302


def test_the_page_gives_and_takes_a_team(cast, client) -> None:
    ads = signed_in(client, cast.ad)
    address = f"/people/member/{cast.anna.token}/roles/"

    assert ads.post(address, {"role": "team_lead", "team": ""}).status_code == 422
    assert ads.post(address, {"role": "owner", "team": ""}).status_code == 422
    ads.post(address, {"role": "team_lead", "team": cast.team.token})
    ads.post(address, {"role": "team_lead", "team": cast.other_team.token})
    assert queries.teams_led_by(cast.anna.pk) == {cast.team.pk, cast.other_team.pk}
    taken = ads.post(f"{address}end/", {"role": "team_lead", "team": cast.team.token})
    assert taken.status_code == 302
    assert queries.teams_led_by(cast.anna.pk) == {cast.other_team.pk}
    assert ads.post(f"{address}end/", {"role": "editor", "team": ""}).status_code == 404


def test_the_page_says_why_the_last_administrator_stays(cast, client) -> None:
    ads = signed_in(client, cast.ad)
    address = f"/people/member/{cast.ad.token}/"

    for act in ("roles/end/", "deactivation/"):
        said = ads.post(address + act, {"role": "administrator", "team": ""}, follow=True)
        assert "the last administrator" in said.content.decode()
    assert queries.has_role(cast.ad.pk, "administrator")


def test_who_leaves_can_do_nothing_more_within_the_same_moment(cast, client) -> None:
    annas = signed_in(client, cast.anna)
    Device.objects.create(
        organisation=cast.organisation,
        member=cast.anna,
        token_hash=b"1",
        confirmed_at=NOW,
        seen_on=NOW.date(),
    )
    operations.grant_role(member=cast.anna, role="editor", by=cast.ad, now=NOW)

    signed_in(Client(), cast.ad).post(f"/people/member/{cast.anna.token}/deactivation/")

    assert annas.get("/me/").status_code == 302
    assert queries.roles_of(cast.anna.pk) == frozenset()
    assert not Device.objects.filter(member=cast.anna).exists()
    assert not Membership.objects.filter(member=cast.anna, left_at__isnull=True).exists()
    user = User.objects.get(member=cast.anna)
    assert not user.is_active
    assert AuditEntry.objects.filter(action="member.deactivated", actor_id=cast.ad.pk).exists()

    signed_in(Client(), cast.ad).post(f"/people/member/{cast.anna.token}/return/")

    assert User.objects.get(member=cast.anna).is_active
    assert not queries.is_joined(cast.anna.pk)


def test_looking_whether_somebody_joined_is_written_down(cast, client) -> None:
    hidden = make_member(cast.organisation, given_name="Lotte", joined=False)
    ads = signed_in(client, cast.ad)

    for member, words in ((cast.anna, "Takes part since"), (hidden, "Does not take part")):
        address = f"/people/member/{member.token}/"
        assert words not in ads.get(address).content.decode()
        assert words in ads.post(f"{address}standing/").content.decode()
        assert AuditEntry.objects.filter(
            action="member.standing_seen", subject=f"member:{member.pk}", actor_id=cast.ad.pk
        ).exists()
