"""Tells what an import would do or did, for readers without a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zetje.people.models import ImportRun
from zetje.people.rules.csv_text import NAMES
from zetje.people.rules.report_lines import line_of
from zetje.people.rules.sentences import file_sentence


@dataclass(frozen=True, kw_only=True)
class ImportSummary:
    """An import in figures and lines."""

    encoding: str
    rows: int
    counts: Mapping[str, int]
    lines: Sequence[str]
    held: bool
    problem: str


def import_summary(run: ImportRun) -> ImportSummary:
    """What a run would do or did: refused rows first, then everybody who changes."""
    report: dict[str, Any] = run.report
    lines = [_text(line, "refused") for line in report["refused"]]
    lines += [_text(line, line["kind"]) for line in report["changes"]]
    missing: list[str] = report["missing"]
    problem = file_sentence(f"column_missing_{missing[0]}") if missing else ""
    return ImportSummary(
        encoding=NAMES[report["encoding"]],
        rows=report["row_count"],
        counts=report["counts"],
        lines=lines,
        held=report["held"],
        problem=problem or (file_sentence(run.failure) if run.failure else ""),
    )


def import_refusal(code: str, params: Mapping[str, str | int]) -> str:
    """Why an import cannot go on, in one sentence."""
    return file_sentence(code, params)


def _text(line: Mapping[str, Any], kind: str) -> str:
    said = line_of(line)
    place = f"row {said.row}: " if said.row else ""
    return f"{kind:>9}  {place}{said.name}  {' '.join(said.sentences)}".rstrip()
