"""Insights learns of single people through its door only, and nothing shows what stands behind."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

import zetje.insights

HERE = Path(zetje.insights.__file__).parent
# Where rows of single people may be read: the door, and the seats it is kept for.
BEHIND = {"door", "migrations", "tests", "testing"}
MODULES = sorted(
    path for path in HERE.rglob("*.py") if path.relative_to(HERE).parts[0] not in BEHIND
)
# Tables of other capabilities, in which people stand by themselves.
TABLES = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(?!insights_)(?:"
    + "|".join(sorted({config.label for config in apps.get_app_configs()} - {"insights"}))
    + r")_\w+"
)
SEATS = {"Seat", "Circle"}
# They keep who is counted with whom; everything else is shown from what was frozen.
KEEPERS = {"operations/seats.py", "models/__init__.py"}


def texts_of(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_module_but_the_door_asks_tables_of_people(path) -> None:
    assert not [text for text in texts_of(path) if TABLES.search(text)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_module_but_the_keepers_knows_who_is_counted_with_whom(path) -> None:
    if str(path.relative_to(HERE)) in KEEPERS or path.parent.name == "models":
        return
    names = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not names & SEATS


def test_the_search_for_tables_would_find_one() -> None:
    assert TABLES.search("SELECT member_id FROM sharing_share WHERE organisation_id = %s")
    assert TABLES.search("JOIN record_event e ON true")
    assert not TABLES.search("SELECT week FROM insights_frozenweek")


def test_what_was_frozen_leads_to_nobody() -> None:
    for name in ("FrozenWeek", "BlockWeek", "FigureCell", "StudyResult"):
        fields = apps.get_model("insights", name)._meta.get_fields()
        assert {field.name for field in fields if field.is_relation} == {"organisation"}
