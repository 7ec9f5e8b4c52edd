"""Whether the tables fit this version of Zetje, and bringing them there."""

from __future__ import annotations

import io

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from zetje.web.run.errors import PlainError


def bring_up_to_date() -> list[str]:
    """Run the migrations that are due, as the owner of the tables.

    Returns:
        What was done, a line each.

    Raises:
        PlainError: another version of Zetje made the tables; nothing was changed.
    """
    django.setup()
    due = _due()
    if due:
        call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    return [f"{len(due)} changes to the tables were made"] if due else ["the tables are up to date"]


def look() -> list[str]:
    """Check settings, database and tables.

    Returns:
        What was found, a line each.

    Raises:
        PlainError: something must be mended first.
    """
    django.setup()
    call_command("check", verbosity=0, stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_user")
        row = cursor.fetchone()
    if due := _due():
        raise PlainError(f"{len(due)} changes to the tables are due. Run `zetje migrate`.")
    version, role = row or ("?", "?")
    return [
        f"database: PostgreSQL {version}, as {role}, at {_address()}",
        f"pages: {settings.SITE_ADDRESS}",
        f"short links: {settings.LINKS_ADDRESS}",
        f"data folder: {settings.DATA_FOLDER}",
        "the tables are up to date",
    ]


def _address() -> str:
    """Where the database is, without the password."""
    given = connection.settings_dict
    return f"postgresql://{given['USER']}@/{given['NAME']}?host={given['HOST']}"


def _due() -> list[str]:
    """The changes that this version makes to the tables and that were not made yet."""
    executor = MigrationExecutor(connection)
    if unknown := _unknown(executor.loader):
        raise PlainError(
            f"Another version of Zetje made these tables: this one does not know {unknown[0]}. "
            "Nothing was changed. Start the version that made them, or begin with an empty "
            "data folder or database."
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _unknown(loader: MigrationLoader) -> list[str]:
    """What was done to our tables by versions of Zetje before this one, or after it."""
    done = loader.applied_migrations or {}
    return sorted(
        f"{label}.{name}"
        for label, name in done
        if label in loader.migrated_apps
        and apps.get_app_config(label).name.startswith("zetje.")
        and (label, name) not in loader.disk_migrations
    )
