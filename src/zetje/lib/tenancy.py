"""Keeps organisations apart: the tenant of a block of work, and the database rules behind it.

Code starts from the tenant; row security in PostgreSQL stands behind it, so that a forgotten filter
shows nothing instead of somebody else's rows.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from zetje.lib.tenancy_role import APPLICATION_ROLE

__all__ = ["APPLICATION_ROLE"]
_SETTING = "app.organisation_id"


class OutsideTransactionError(RuntimeError):
    """Raised when rows of a tenant are asked for while no tenant's block is open."""


def current_tenant() -> int | None:
    """The organisation whose rows the database shows now, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nullif(current_setting(%s, true), '')", [_SETTING])
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] else None


def _set_tenant(organisation_id: int | None) -> int | None:
    """Set the tenant for the rest of the transaction and give the one before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH before AS MATERIALIZED (SELECT nullif(current_setting(%s, true), '') AS tenant) "
            "SELECT tenant, set_config(%s, %s, true) FROM before",
            [_SETTING, _SETTING, str(organisation_id or "")],
        )
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] else None


@contextmanager
def tenant(organisation_id: int) -> Generator[None]:
    """Show the rows of one organisation inside the block, in a transaction.

    The setting is local to the transaction. Leaving normally gives the outer tenant back by hand,
    because releasing a savepoint does not; leaving by an exception rolls back to the savepoint,
    which does.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        before = _set_tenant(organisation_id)
        yield
        # With the outermost block the transaction ends, and the setting with it.
        if not is_outermost:
            _set_tenant(before)


class TenantModel(models.Model):
    """A row of one organisation. Its table is under row security (see `RowSecurity`).

    Each table has a whole index that begins with the organisation, so the key needs none by itself.
    """

    organisation: models.ForeignKey[Any, Any] = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    organisation_id: int

    class Meta:
        abstract = True

    under_row_security: ClassVar[bool] = True


class _Statements(Operation):
    """A migration operation made of plain statements, forwards and backwards."""

    reduces_to_sql = True
    reversible = True
    forwards: tuple[str, ...] = ()
    backwards: tuple[str, ...] = ()

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.forwards:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.backwards:
            schema_editor.execute(statement, params=None)


class RowSecurity(_Statements):
    """Show and accept only rows of the current tenant. The owner stays free, for dumps."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        mine = f"organisation_id = nullif(current_setting('{_SETTING}', true), '')::bigint"
        self.forwards = tuple(
            statement
            for table in tables
            for statement in (
                f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
                f'CREATE POLICY tenant ON "{table}" USING ({mine}) WITH CHECK ({mine})',
            )
        )
        self.backwards = tuple(
            statement
            for table in tables
            for statement in (
                f'DROP POLICY tenant ON "{table}"',
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            )
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, list(self.tables), {})

    def describe(self) -> str:
        return f"Row security on {', '.join(self.tables)}"


class AppendOnly(_Statements):
    """Refuse changes and removals in a table, whoever asks, save the owner's own erasure."""

    def __init__(self, *tables: str) -> None:
        self.tables = tables
        self.forwards = tuple(
            statement
            for table in tables
            for statement in (
                f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APPLICATION_ROLE}',
                (
                    f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}" '
                    "FOR EACH ROW EXECUTE FUNCTION zetje_append_only()"
                ),
            )
        )
        self.backwards = tuple(f'DROP TRIGGER append_only ON "{table}"' for table in tables)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, list(self.tables), {})

    def describe(self) -> str:
        return f"Append-only: {', '.join(self.tables)}"


class KeptUntilErased(AppendOnly):
    """Refuse changes and removals in a table whose rows name people, save in the erasing of one.

    The application's role keeps the right to change them, since it is that role that erases.
    """

    def __init__(self, *tables: str) -> None:
        super().__init__(*tables)
        self.forwards = tuple(
            statement for statement in self.forwards if not statement.startswith("REVOKE")
        )

    def describe(self) -> str:
        return f"Kept until erased: {', '.join(self.tables)}"


class ApplicationRole(_Statements):
    """Make the role the application works as: neither owner nor superuser, and no way around."""

    forwards = (
        f"""DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
                CREATE ROLE {APPLICATION_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$""",
        f"GRANT {APPLICATION_ROLE} TO CURRENT_USER",
        f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}",
        f"""GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public
            TO {APPLICATION_ROLE}""",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION_ROLE}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {APPLICATION_ROLE}",
        f"""ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE
            ON TABLES TO {APPLICATION_ROLE}""",
        f"""ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT
            ON SEQUENCES TO {APPLICATION_ROLE}""",
        f"""ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE
            ON FUNCTIONS TO {APPLICATION_ROLE}""",
        # The one way to change an append-only row: the owner, saying so in this transaction.
        """CREATE OR REPLACE FUNCTION zetje_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF coalesce(current_setting('app.erasing', true), '') = 'yes' THEN
                RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            END IF;
            RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END $$""",
    )
    backwards = ("DROP FUNCTION IF EXISTS zetje_append_only()",)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [], {})

    def describe(self) -> str:
        return "The application's database role"
