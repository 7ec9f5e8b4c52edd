"""Checks that every change of a model has its migration, and that each app's form one line.

Usage: python scripts/migrations.py. Needs no database.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter

import django


def missing() -> list[str]:
    """Changes of models without a migration."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
        if apps.get_app_config(label).name.startswith("zetje.")
    ]


def branches() -> list[str]:
    """Apps whose migrations fork."""
    from django.db.migrations.loader import MigrationLoader

    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    leaves = Counter(label for label, _name in graph.leaf_nodes())
    return [f"{label}: {count} last migrations" for label, count in leaves.items() if count > 1]


def main() -> int:
    """Print what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "zetje.web.settings", "ZETJE_DATA": folder}
        django.setup()
        wrong = [
            *(f"no migration for {change}" for change in missing()),
            *(f"not one line: {branch}" for branch in branches()),
        ]
    print("\n".join(wrong) or "Every model has its migrations, in one line an app.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
