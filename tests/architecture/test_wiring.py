"""What is wired by name is really there."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from dataclasses import is_dataclass

import zetje
from tests.architecture.test_sizes import SOURCE, sources
from zetje.lib.jobs import app
from zetje.web.reactions import REACTIONS


def deferred_names() -> set[str]:
    """The first argument of every call of `defer`, `jobs.defer` or `defer_each`."""
    found: set[str] = set()
    for path in sources(".py"):
        if path.name == "jobs.py" and path.parent.name == "lib":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in {"defer", "jobs.defer", "defer_each"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_job_that_is_deferred_is_registered() -> None:
    app.perform_import_paths()

    assert deferred_names() <= set(app.tasks)


def event_classes() -> set[type]:
    found: set[type] = set()
    for module in pkgutil.walk_packages(zetje.__path__, "zetje."):
        parts = module.name.split(".")
        if "events" in parts[2:3] and "lib" not in parts and "cli" not in parts:
            loaded = importlib.import_module(module.name)
            found |= {
                kind
                for _, kind in inspect.getmembers(loaded, inspect.isclass)
                if kind.__module__ == module.name and is_dataclass(kind)
            }
    return found


def test_every_event_has_its_place_in_the_table_of_reactions() -> None:
    assert event_classes() == set(REACTIONS)


def test_every_event_is_a_frozen_value() -> None:
    assert all(kind.__dataclass_params__.frozen for kind in event_classes())


def test_nobody_speaks_to_the_database_from_a_page_without_its_tenant() -> None:
    """Views begin at `request.organisation` or a query, never at a model's manager."""
    guilty: list[str] = []
    for path in sources(".py"):
        if "views" not in path.relative_to(SOURCE).parts and path.stem != "views":
            continue
        if ".objects" in path.read_text():
            guilty.append(path.relative_to(SOURCE).as_posix())

    assert not guilty
