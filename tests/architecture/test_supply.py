"""What the product is built from: each package pinned, with the hashes of its files."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
MAKEFILE = HERE / "Makefile"
LOCKS = sorted(HERE.glob("requirements*.lock"))
VENDORED = HERE / "src" / "zetje" / "web" / "static" / "vendor"
# What has no package for Python, as it was published: uPlot 1.6.32.
VENDORED_HASHES = {
    "uplot/LICENSE": "8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd",
    "uplot/uPlot.iife.min.js": "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f",
    "uplot/uPlot.min.css": "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04",
}
# A name, maybe with extras, and one exact version.
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[^\]]+\])?==[^\s;]+( ; .+)?$")


def entries(lock: Path) -> list[str]:
    """Each package of a lock on one line, without remarks."""
    joined = re.sub(r"\s*\\\n\s*", " ", lock.read_text())
    return [
        line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_package_is_pinned_with_its_hashes(lock: Path) -> None:
    found = entries(lock)

    assert found
    for entry in found:
        name, *hashes = re.split(r"\s+--hash=", entry)
        assert PINNED.match(name.strip()), name
        assert hashes, name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one.strip()) for one in hashes), name


def test_each_file_of_others_is_as_it_was_published() -> None:
    found = {
        path.relative_to(VENDORED).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.rglob("*")
        if path.is_file()
    }

    assert found == VENDORED_HASHES


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place_a_package_comes_from(lock: Path) -> None:
    assert not re.search(r"https?://|--index-url|--extra-index-url|git\+|file:", lock.read_text())


def test_what_is_installed_is_what_the_locks_say() -> None:
    for path in (HERE / "scripts" / "setup", MAKEFILE):
        for line in path.read_text().splitlines():
            if re.search(r"\bpip3? install\b|\buv pip (install|sync)\b", line):
                assert "--require-hashes" in line or "--no-deps" in line, (path.name, line)


def test_the_list_of_parts_holds_each_package_with_its_hashes(tmp_path: Path) -> None:
    target = tmp_path / "sbom.json"
    recipe = re.search(r"^sbom:.*?cyclonedx-py (.+?)$", MAKEFILE.read_text(), re.M | re.S)
    assert recipe
    arguments = recipe[1].replace("sbom.json", str(target)).split()

    subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", *arguments], cwd=HERE, check=True, timeout=60
    )

    parts = json.loads(target.read_text())["components"]
    locked = {entry.split("==")[0].split("[")[0] for entry in entries(HERE / "requirements.lock")}
    assert {part["name"] for part in parts} == locked
    for part in parts:
        assert any(
            one["hashes"] for one in part["externalReferences"] if one["type"] == "distribution"
        ), part["name"]
