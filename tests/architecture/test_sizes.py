"""Files and functions stay of a size that can be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "zetje"
# Each entry is a debt with its reason; the list may only shrink.
LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS: dict[str, int] = {}


def sources(*endings: str) -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        passing = {"migrations", "vendor", "__pycache__", "tests", "locale"} & set(path.parts)
        if path.suffix in endings and not passing:
            yield path


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("ending", "most"), [(".py", 300), (".css", 300), (".js", 100), (".html", 100)]
)
def test_a_file_is_not_longer_than_can_be_read(ending: str, most: int) -> None:
    too_long = {
        name_of(path): lines_of(path)
        for path in sources(ending)
        if lines_of(path) > LONGER_FILES.get(name_of(path), most)
    }

    assert not too_long


def test_a_function_is_not_longer_than_can_be_read() -> None:
    too_long = {
        f"{name_of(path)}:{node.name}": length
        for path in sources(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1)
        > LONGER_FUNCTIONS.get(f"{name_of(path)}:{node.name}", 60)
    }

    assert not too_long


def test_every_public_function_says_what_it_is_for() -> None:
    silent = [
        f"{name_of(path)}:{node.name}"
        for path in sources(".py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and path.name != "apps.py"
        and not ast.get_docstring(node)
        and not {"overload"} & {ast.unparse(each) for each in node.decorator_list}
    ]

    assert not silent
