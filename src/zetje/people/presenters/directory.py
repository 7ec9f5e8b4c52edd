"""Puts an import into sentences and rows, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.people.models import ImportRun
from zetje.people.rules.csv_text import NAMES
from zetje.people.rules.report_lines import Line, line_of
from zetje.people.rules.sentences import file_sentence

PAGE_SIZE = 100
DELIMITERS = {";": ";", ",": ",", "\t": "tab", "|": "|"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a report: its name, how many are in it, and whether it is looked at."""

    kind: str
    label: str
    count: int
    current: bool


class ImportPage:
    """An import as its page shows it: what it would do, and what somebody must still say."""

    def __init__(self, run: ImportRun, *, show: str = "", page: str = "1") -> None:
        self.run = run
        self.report = run.report
        self.counts: Mapping[str, int] = self.report["counts"]
        filled = [kind for kind in _labels() if self.counts[kind]]
        self.show = show if show in filled else next(iter(filled), "")
        self.page = page

    @property
    def headline(self) -> str:
        """What the import does, as one sentence."""
        if self.run.applied_at:
            return _("Done. The directory is as the file says.")
        if self.run.started_at:
            return _("The directory is being changed.")
        if self.report["missing"]:
            return _("We need one more thing: which column is which?")
        if not self.parts:
            return _("Everything is as it was: this file changes nothing.")
        if not any(self.counts[kind] for kind in ("new", "changed", "returning", "leaver")):
            return _("Nothing would change, and some rows cannot be taken in.")
        return _("%(what)s. Nothing has changed yet.") % {"what": ", ".join(self._said())}

    @property
    def parts(self) -> list[Part]:
        """The parts that have rows, what needs an eye first."""
        return [
            Part(kind=kind, label=label, count=self.counts[kind], current=kind == self.show)
            for kind, label in _labels().items()
            if self.counts[kind]
        ]

    @cached_property
    def part_page(self) -> Page[dict[str, Any]]:
        """The page of the part that is looked at."""
        if self.show == "refused":
            rows: list[dict[str, Any]] = self.report["refused"]
        else:
            rows = [line for line in self.report["changes"] if line["kind"] == self.show]
        return Paginator(rows, PAGE_SIZE).get_page(self.page)

    @property
    def lines(self) -> list[Line]:
        """The rows of that page in sentences."""
        return [line_of(line) for line in self.part_page.object_list]

    @property
    def address(self) -> str:
        """What a link to another page of the part begins with."""
        return f"show={self.show}&"

    @property
    def failure(self) -> str:
        """What went wrong, if anything did."""
        return file_sentence(self.run.failure) if self.run.failure else ""

    @property
    def reading(self) -> str:
        """How the file was read."""
        return _("%(rows)s rows, read as %(encoding)s, with “%(delimiter)s” between the cells.") % {
            "rows": self.report["row_count"],
            "encoding": NAMES[self.report["encoding"]],
            "delimiter": DELIMITERS[self.report["delimiter"]],
        }

    @property
    def other_lines(self) -> str:
        """The lines that were written in another encoding than the rest."""
        return ", ".join(str(number) for number in self.report["other_lines"])

    @property
    def is_waiting(self) -> bool:
        """Whether somebody may still say yes or no."""
        return self.run.started_at is None and self.run.applied_at is None

    @property
    def may_apply(self) -> bool:
        """Whether there is something to do."""
        kinds = ("new", "changed", "returning", "leaver")
        return not self.report["missing"] and any(self.counts[kind] for kind in kinds)

    @property
    def left_out(self) -> str:
        """Which rows are left out, by number."""
        numbers = [str(line["row"]) for line in self.report["refused"]]
        return ", ".join(numbers[:40]) + (" …" if len(numbers) > 40 else "")

    def _said(self) -> list[str]:
        counts = self.counts
        said = [
            ngettext("%(n)s person is new", "%(n)s people are new", counts["new"]),
            ngettext("%(n)s changes", "%(n)s change", counts["changed"]),
            ngettext("%(n)s comes back", "%(n)s come back", counts["returning"]),
            ngettext("%(n)s leaves", "%(n)s leave", counts["leaver"]),
            ngettext("%(n)s row is refused", "%(n)s rows are refused", counts["refused"]),
        ]
        kinds = ("new", "changed", "returning", "leaver", "refused")
        return [
            text % {"n": counts[kind]}
            for text, kind in zip(said, kinds, strict=True)
            if counts[kind]
        ]


def _labels() -> dict[str, str]:
    return {
        "refused": _("Refused"),
        "leaver": _("Leavers"),
        "kept": _("Kept, though missing"),
        "returning": _("Back"),
        "changed": _("Changed"),
        "new": _("New"),
    }
