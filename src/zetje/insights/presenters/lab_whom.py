"""For whom prompts help: discs by phase, by tenure and by size of team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.behaviour.verdicts import Verdict
from zetje.insights.presenters.lab_words import (
    PHASES,
    SIZES,
    TENURES,
    interval_words,
    verdict_words,
)

_ANY: Final = ""
_DRAWN: Final = (Verdict.WORKS, Verdict.HARMS)
# The names of phases with the places where a narrow column may break them.
_COLUMNS: Final = {
    "1": gettext_lazy("Infor\u00admation"),
    "2": gettext_lazy("Appli\u00adcation"),
    "3": gettext_lazy("Confir\u00admation"),
    "4": gettext_lazy("Consoli\u00addation"),
    "5": gettext_lazy("Veri\u00adfied"),
}
# The radius of the largest effect; of the others the area follows the effect, on one scale.
_LARGEST: Final = 26
_SPECK: Final = "3"


@dataclass(frozen=True, slots=True)
class Disc:
    """One cell: `tone` is "helps", "best", "not" or "nil", empty for none; `said` in words."""

    tone: str
    radius: str
    said: str


@dataclass(frozen=True, slots=True)
class WhomRow:
    """One row of discs."""

    label: str
    discs: Sequence[Disc]


@dataclass(frozen=True, slots=True)
class Whom:
    """A table of discs with a heading for its first column."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[WhomRow]


def whom_by_phase(found: Mapping[str, Any], labels: Mapping[str, str]) -> Whom | None:
    """Any prompt and each kind by phase, those of which something is told; None without any.

    Args:
        found: what the study of moderators says.
        labels: the names of the kinds.
    """
    results: dict[tuple[str, str], Mapping[str, Any]] = {
        (_ANY, row["key"]): row for row in found["phases"]
    }
    for row in found["cells"]:
        kind, phase = str(row["key"]).split(":", 1)
        results[kind, phase] = row
    told = {key for key, row in results.items() if row["estimate"] is not None}
    shown = [phase for phase in PHASES if any(of == phase for _kind, of in told)]
    kinds = [kind for kind in (_ANY, *labels) if any(of == kind for of, _phase in told)]
    if not shown:
        return None
    best = {phase: _best(results, phase) for phase in shown}
    largest = _largest(found)
    return Whom(
        heading=_("Message"),
        columns=[str(_COLUMNS[phase]) for phase in shown],
        rows=[
            WhomRow(
                label=labels.get(kind) or _("Any message"),
                discs=[
                    _disc(results.get((kind, phase)), largest, is_best=best[phase] == kind)
                    for phase in shown
                ],
            )
            for kind in kinds
        ],
    )


def whom_by_people(found: Mapping[str, Any]) -> list[Whom]:
    """Any prompt by tenure and by size of team, one row each."""
    tables: tuple[tuple[str, Mapping[str, str | Promise]], ...] = (
        ("tenures", TENURES),
        ("sizes", SIZES),
    )
    shown: list[Whom] = []
    largest = _largest(found)
    for name, labels in tables:
        results = {str(row["key"]): row for row in found[name]}
        if any(row["estimate"] is not None for row in results.values()):
            columns = [key for key in labels if key in results]
            shown.append(
                Whom(
                    heading=_("By time here") if name == "tenures" else _("By size of team"),
                    columns=[str(labels[key]) for key in columns],
                    rows=[
                        WhomRow(
                            label=_("Any message"),
                            discs=[_disc(results[key], largest, is_best=False) for key in columns],
                        )
                    ],
                )
            )
    return shown


def whom_says(found: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """What the discs say in a sentence: the best message where one is found."""
    told = [row for row in found["cells"] if row["verdict"] == Verdict.WORKS]
    if told:
        top = max(told, key=lambda row: float(row["estimate"]))
        kind, phase = str(top["key"]).split(":", 1)
        return _("“%(message)s” helps people in the phase %(phase)s: %(numbers)s.") % {
            "message": labels.get(kind, kind),
            "phase": PHASES[phase],
            "numbers": interval_words(top),
        }
    if any(row["estimate"] is not None for row in [*found["cells"], *found["phases"]]):
        return _("Between phases nothing can be told apart yet. A message is for all of them.")
    return _("There are too few people in each phase to tell them apart.")


def _best(results: Mapping[tuple[str, str], Mapping[str, Any]], phase: str) -> str | None:
    """The kind that does most of those that help in a phase."""
    helping = {
        kind: float(row["estimate"])
        for (kind, of), row in results.items()
        if of == phase and kind and row["verdict"] == Verdict.WORKS
    }
    return max(helping, key=lambda kind: helping[kind]) if helping else None


def tones_of(drawn: Sequence[Whom]) -> frozenset[str]:
    """How the discs of some tables are drawn."""
    return frozenset(
        disc.tone for whom in drawn for row in whom.rows for disc in row.discs if disc.tone
    )


def whom_lacks(whom: Whom | None) -> str:
    """Why phases are not drawn; empty where all of them are."""
    if whom is None or len(whom.columns) == len(PHASES):
        return ""
    return _("Phases that are not drawn have too few people or shares to say anything of them.")


def _largest(found: Mapping[str, Any]) -> float:
    """The largest effect that is drawn anywhere, for the one scale of all discs."""
    rows = [row for name in ("cells", "phases", "tenures", "sizes") for row in found[name]]
    drawn = [abs(float(row["estimate"])) for row in rows if row["verdict"] in _DRAWN]
    return max(drawn, default=1.0)


def _disc(row: Mapping[str, Any] | None, largest: float, *, is_best: bool) -> Disc:
    if row is None:
        return Disc("", "", _("not drawn here"))
    said = verdict_words(row)[0]
    if row["estimate"] is None:
        return Disc("", "", said)
    numbers = f"{said}: {interval_words(row)}"
    tones = {Verdict.WORKS: "best" if is_best else "helps", Verdict.HARMS: "not"}
    tone = tones.get(row["verdict"], "nil")
    size = _LARGEST * (abs(float(row["estimate"])) / largest) ** 0.5
    return Disc(tone, _SPECK if tone == "nil" else f"{size:.1f}", numbers)
