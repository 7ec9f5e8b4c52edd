"""A document of headings, paragraphs and tables, and how it is written down as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

# Signs that would make something of a name or a setting that it is not.
_MARKS: Final = re.compile(r"([\\`*_<>#|]|(?<=\])\()")


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are heads."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it: paragraphs, then points, then a table."""

    heading: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in one language."""

    key: str
    language: str
    title: str
    lead: str
    sections: Sequence[Section] = field(default_factory=tuple[Section, ...])


def as_markdown(document: Document) -> str:
    """The document as Markdown, one paragraph a line."""
    lines = [f"# {_plain(document.title)}", "", _plain(document.lead)]
    for section in document.sections:
        lines += ["", f"## {_plain(section.heading)}"]
        for paragraph in section.paragraphs:
            lines += ["", _plain(paragraph)]
        if section.points:
            lines += ["", *(f"- {_plain(point)}" for point in section.points)]
        if section.table is not None:
            lines += ["", *_table(section.table)]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    return [
        _line(table.heads),
        "|" + "---|" * len(table.heads),
        *(_line(row) for row in table.rows),
    ]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """One line in which no sign has a meaning."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
