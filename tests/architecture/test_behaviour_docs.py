"""What docs/behaviour.md names exists, and its pictures are drawn by the code that decides."""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "behaviour.md").read_text()


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "behaviour_pictures", ROOT / "scripts" / "behaviour_pictures.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_there(name: str) -> bool:
    """A dotted name is a module, or a public thing that a module holds."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        holder, _, last = name.rpartition(".")
        if last.startswith("_") or importlib.util.find_spec(holder) is None:
            return False
        return hasattr(importlib.import_module(holder), last)
    return True


def test_every_name_of_the_core_on_the_page_exists() -> None:
    named = set(re.findall(r"zetje\.behaviour[.\w]*\w", PAGE))

    assert len(named) > 15
    assert sorted(name for name in named if not is_there(name)) == []


def test_every_test_on_the_page_exists() -> None:
    named = set(re.findall(r"tests/[\w/]+\.py", PAGE))

    assert named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


def test_the_page_shows_each_picture_once_and_says_what_is_on_it(pictures: ModuleType) -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(pictures/([\w-]+)\.svg\)", PAGE)

    assert sorted(name for _, name in shown) == sorted(pictures.PICTURES)
    assert min(len(says) for says, _ in shown) > 60
    assert {path.stem for path in (DOCS / "pictures").glob("*.svg")} == set(pictures.PICTURES)


@pytest.mark.parametrize(
    "name",
    ["allocation", "fogg-map", "habit", "chain", "peeking", "two-segments", "shrinkage", "pooling"],
)
def test_a_picture_is_drawn_the_same_each_time(
    pictures: ModuleType, name: str, tmp_path: Path
) -> None:
    drawn = [pictures.draw(name=name, folder=tmp_path, draft=True).read_bytes() for _ in range(2)]

    assert drawn[0] == drawn[1]
    assert b"<dc:date>" not in drawn[0]
    texts = [
        one.text for one in ElementTree.fromstring(drawn[0]).iter() if one.tag.endswith("text")
    ]
    assert len(texts) > 8


def test_committed_pictures_are_drawings() -> None:
    for path in (DOCS / "pictures").glob("*.svg"):
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
