"""Keeps the Dutch translations: extracts strings, checks that none is missing, compiles.

Usage: python scripts/messages.py update [capability …] | check | compile
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "zetje"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGE = "nl"
PASSING = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To)'
    r": .*\n",
    re.MULTILINE,
)
# Names in a translation must be those of the source, else the page would fail or show a hole.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def capabilities() -> list[Path]:
    """The folders that have strings of their own."""
    return sorted(path for path in SOURCE.iterdir() if (path / "locale").is_dir())


def catalogue_path(capability: Path) -> Path:
    """Where a capability keeps its Dutch."""
    return capability / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _sources(capability: Path) -> Iterator[tuple[str, BytesIO]]:
    for path in sorted(capability.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        name = path.relative_to(SOURCE).as_posix()
        if path.suffix == ".py":
            yield name, BytesIO(path.read_bytes())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield name, BytesIO(templatize(path.read_text(), origin=name).encode())


def extracted(capability: Path) -> Catalog:
    """The strings of a capability's code and templates."""
    catalogue = Catalog(locale=LANGUAGE, project="zetje", charset="utf-8")
    for name, source in _sources(capability):
        for _line, message, _comments, context in extract(
            "python", source, keywords=KEYWORDS, comment_tags=()
        ):
            if message and message != ("", ""):
                flags = ["python-format"] if "%(" in str(message) else []
                catalogue.add(message, locations=[(name, 0)], context=context, flags=flags)
    return catalogue


def load(path: Path) -> Catalog:
    """A catalogue from its file, or an empty one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(capability: Path) -> None:
    """Bring a capability's file up to date, keeping what was translated."""
    template, path = extracted(capability), catalogue_path(capability)
    if not len(template) and not path.exists():
        return
    kept = load(path)
    kept.update(template, no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.fuzzy, kept.project, kept.version = False, "zetje", ""
    kept.header_comment = "# Dutch for Zetje."
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=100, omit_header=False, include_lineno=False, sort_output=True)
    # Dates and people change with each run and say nothing that git does not.
    path.write_text(PASSING.sub("", path.read_text()))


def faults(capability: Path) -> Iterator[str]:
    """What is missing or wrong in a capability's Dutch."""
    yield from hidden(capability)
    known = load(catalogue_path(capability))
    for message in extracted(capability):
        if not message.id:
            continue
        found = known.get(message.id, message.context)
        texts = _texts(found.string) if found else []
        source = _texts(message.id)
        if not texts or not all(texts) or (found and found.fuzzy):
            yield f"{capability.name}: no Dutch for {source[0]!r}"
        elif not set(PLACEHOLDER.findall(" ".join(texts))) <= set(
            PLACEHOLDER.findall(" ".join(source))
        ):
            yield f"{capability.name}: other placeholders in the Dutch for {source[0]!r}"


def hidden(capability: Path) -> Iterator[str]:
    """Strings inside an f-string, which no extraction finds, so that they stay English."""
    for path in sorted(capability.rglob("*.py")):
        for outer in ast.walk(ast.parse(path.read_text())):
            inside = ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ()
            for call in inside:
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS:
                    name = path.relative_to(SOURCE).as_posix()
                    yield f"{name}:{call.lineno}: a translated string inside an f-string"


def _texts(string: object) -> list[str]:
    return list(string) if isinstance(string, (list, tuple)) else [str(string)] if string else []


def compile_all() -> None:
    """Write the binary files that gettext reads."""
    for capability in capabilities():
        path = catalogue_path(capability)
        if path.exists():
            target = path.with_suffix(".mo")
            with target.open("wb") as file:
                write_mo(file, load(path))


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    settings.configure(USE_I18N=True)
    django.setup()
    command, names = (arguments[0] if arguments else "check"), arguments[1:]
    chosen = [path for path in capabilities() if not names or path.name in names]
    if command == "update":
        for capability in chosen:
            update(capability)
    elif command == "compile":
        compile_all()
    else:
        found = [fault for capability in chosen for fault in faults(capability)]
        print("\n".join(found) or "Every string has its Dutch.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
