"""Tenants are kept apart by the database too, whatever the code forgets."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, transaction

from zetje.lib.tenancy import TenantModel, current_tenant, tenant
from zetje.lib.tenancy_role import APPLICATION_ROLE
from zetje.people.models import Member
from zetje.people.testing import make_cast

pytestmark = pytest.mark.django_db

# Read before anybody knows which organisation it is about; each with its reason.
READ_WITHOUT_A_TENANT = {
    "people_organisation": "found by the address or the account that knocks",
    "people_user": "found by the address somebody signs in with",
    "people_signinlink": "found by the mailed token, before anybody is signed in",
    "delivery_sendingplace": "where the installation sends from; one row, of nobody",
    "account_emailaddress": "allauth's own copy of the address that signs in",
    "account_emailconfirmation": "allauth's; unused, since addresses are verified at import",
    "mfa_authenticator": "allauth's second factors, by account",
    "auth_group": "Django's; unused",
    "auth_group_permissions": "Django's; unused",
    "auth_permission": "Django's; unused",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "django_session": "sessions, by their random key",
    "web_cache": "rate limits, by hashed keys",
}


def tenant_tables() -> list[str]:
    return sorted(
        model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)
    )


def secured_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity "
            "AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.organisation_id%' "
            "AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%app.organisation_id%'"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("table", tenant_tables())
def test_every_table_of_a_tenant_is_under_row_security(table: str) -> None:
    assert table in secured_tables()


def leading_columns() -> dict[str, list[str]]:
    """By table, the columns its whole indexes begin with, primary keys among them."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indrelid::regclass::text, a.attname, i.indnatts FROM pg_index i "
            "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] "
            "WHERE i.indpred IS NULL AND i.indisvalid"
        )
        for table, column, width in cursor.fetchall():
            found.setdefault(table, []).append(f"{column} alone" if width == 1 else column)
    return found


@pytest.mark.parametrize("table", tenant_tables())
def test_every_table_of_a_tenant_is_found_by_its_organisation(table: str) -> None:
    """By an index that says more as well, so that none serves the organisation alone."""
    begins = leading_columns()[table]

    assert "organisation_id" in begins
    assert "organisation_id alone" not in begins


def test_every_rule_and_index_of_a_model_is_one_of_the_database() -> None:
    """A migration of a column can take away what stands on it."""
    wanted = {
        (model._meta.db_table, rule.name)
        for model in apps.get_models()
        for rule in (*model._meta.constraints, *model._meta.indexes)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid > 0 "
            "UNION SELECT indrelid::regclass::text, relname "
            "FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indisvalid"
        )
        there = set(cursor.fetchall())

    assert sorted(wanted - there) == []


def test_a_table_is_of_a_tenant_or_stands_in_the_list_with_its_reason() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
    queue = {name for name in tables if name.startswith("procrastinate_")}

    assert tables - queue - secured_tables() == set(READ_WITHOUT_A_TENANT)


def test_the_application_is_neither_owner_nor_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (APPLICATION_ROLE, False, False)
        # Its temporary tables aside: those of a job belong to whoever runs it.
        cursor.execute(
            "SELECT count(*) FROM pg_tables "
            "WHERE tableowner = current_user AND schemaname = 'public'"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("table", tenant_tables())
def test_without_a_tenant_a_table_shows_no_row(table: str) -> None:
    make_cast()

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        assert cursor.fetchone() == (0,)


def test_a_tenant_sees_its_own_members_alone() -> None:
    cast = make_cast()

    with tenant(cast.other_organisation.pk):
        assert list(Member.objects.all()) == [cast.chaima]


def test_a_nested_tenant_gives_the_outer_one_back() -> None:
    cast = make_cast()

    with tenant(cast.organisation.pk):
        with tenant(cast.other_organisation.pk):
            assert current_tenant() == cast.other_organisation.pk
        assert current_tenant() == cast.organisation.pk
    assert current_tenant() is None


def test_a_failed_nested_tenant_gives_the_outer_one_back_too() -> None:
    cast = make_cast()

    with tenant(cast.organisation.pk):
        with pytest.raises(ZeroDivisionError), tenant(cast.other_organisation.pk):
            _ = 1 / 0
        assert current_tenant() == cast.organisation.pk


@pytest.mark.django_db(transaction=True)
def test_no_tenant_is_left_on_a_connection_after_an_exception() -> None:
    cast = make_cast()

    with pytest.raises(ZeroDivisionError), tenant(cast.organisation.pk):
        _ = 1 / 0

    assert current_tenant() is None
    with transaction.atomic():
        assert current_tenant() is None


def test_a_row_cannot_be_written_for_another_tenant() -> None:
    cast = make_cast()

    with (
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
        tenant(cast.organisation.pk),
    ):
        Member.objects.create(
            organisation=cast.other_organisation, email="x@example.org", given_name="X"
        )
