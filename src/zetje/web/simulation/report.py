"""Writes report.html: one file with its styles and plots inside, to be read by a sceptic."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from zetje.behaviour.habits import WEEKLY
from zetje.behaviour.worlds.advocacy import stated
from zetje.web.simulation import claim, findings, plots
from zetje.web.simulation.contenders import OURS, PLAIN
from zetje.web.simulation.grid import BASE, DIMENSIONS
from zetje.web.simulation.runner import RUN_IN
from zetje.web.simulation.sentences import findings_of
from zetje.web.simulation.study import WINDOW, Study
from zetje.web.simulation.table import COLUMNS, OF_A_RUN, OF_A_WEEK
from zetje.web.simulation.words import change, number, percent, points, share

_HERE = Path(__file__).parent
_STYLES = _HERE.parent / "static" / "css"
_GRIDS = {
    "small": "Three bases, and of the combinations of lowest and highest levels of the others a "
    "quarter, chosen so that any two assumptions meet in every combination equally often.",
    "full": "Every combination.",
}


def write_report(*, study: Study, path: Path) -> None:
    """Write what a study says as one page."""
    engine = Engine(dirs=[str(_HERE / "pages")])
    page = engine.get_template("report.html")
    path.write_text(page.render(Context(_context(study), use_l10n=False)), encoding="utf-8")


def _context(study: Study) -> dict[str, Any]:
    return {
        "style": page_style(),
        "size": study.size,
        "worlds": len(study.worlds),
        "worlds_of_a_base": len(study.worlds) // len(BASE.levels),
        "run_in": RUN_IN,
        "window": WINDOW,
        "threshold": number(WEEKLY.threshold),
        "small": study.grid == "small",
        "findings": findings_of(study),
        "ways": [
            {
                "name": one.name,
                "says": one.says,
                "dashes": " ".join(str(2 * dash) for dash in plots.DASHES[one.key]),
                "class": "ours" if one is OURS else "",
            }
            for one in PLAIN
        ],
        "courses": [
            {
                "base": level.name,
                "participation": _plot(
                    plots.by_week(study, measure="participation", base=level.name)
                ),
                "off": _plot(plots.by_week(study, measure="off", base=level.name)),
            }
            for level in BASE.levels
        ],
        "prices": _prices(study),
        **_duels(study),
        **_claims(study),
        "squares": _squares(study),
        **_assumptions(study),
    }


def page_style() -> SafeString:
    """The product's own paper and inks; letters are those of the reader's machine."""
    tokens = (_STYLES / "tokens.css").read_text(encoding="utf-8")
    start = tokens.index("@font-face")
    tokens = tokens[:start] + tokens[tokens.index("}", start) + 1 :]
    base = (_STYLES / "base.css").read_text(encoding="utf-8")
    own = (_HERE / "report.css").read_text(encoding="utf-8")
    return mark_safe(f"<style>\n{tokens}\n{base}\n{own}</style>")  # noqa: S308 (files of ours)


def _plot(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 (drawn by us, from numbers)


def _prices(study: Study) -> list[dict[str, str]]:
    return [
        {
            "name": one.contender.name,
            "participation": share(one.participation),
            "prompts": points(one.prompts, digits=1),
            "off": share(one.off),
            "habit": points(one.habit, digits=3),
        }
        for one in findings.prices(study)
    ]


def _duels(study: Study) -> dict[str, Any]:
    return {
        "rivals": [one.name.lower() for one in PLAIN[1:-1]],
        "duels": [
            {
                **{key: getattr(one, key) for key in ("above", "open", "below")},
                "name": one.other.name,
                "difference": points(one.difference.scaled(100), signed=True),
            }
            for one in findings.duels(study)
        ],
        "duel_plots": [
            {"name": one.name.lower(), "plot": _plot(plots.duel(study, other=one))}
            for one in PLAIN[1:-1]
        ],
        "levels": [
            {
                "dimension": one.dimension,
                "level": one.level,
                "differences": [points(d.scaled(100), signed=True) for d in one.differences],
            }
            for one in findings.duels_by_level(study)
        ],
    }


def _claims(study: Study) -> dict[str, Any]:
    way = claim.steps(study)
    return {
        "claim_plots": [
            {
                "base": one.base,
                "before": percent(one.before.mean),
                "plot": _plot(plots.claim(study, base=one.base)),
            }
            for one in way
        ],
        "claims": [
            {
                **{key: getattr(one, key) for key in ("base", "open", "missed", "reached")},
                "reached_before": one.reached_before,
                "name": one.contender.name,
                "lowest": change(one.lowest),
                "highest": change(one.highest),
            }
            for one in claim.claims(study)
        ],
        "steps": [
            {
                "base": one.base,
                "before": share(one.before),
                "way": [share(each) for each in one.participation],
                "change": change(one.factor),
                "digest": percent(one.digest_part, digits=0),
            }
            for one in way
        ],
        "luck": [
            {
                "base": one.base,
                "range": f"{number(one.low, digits=0, signed=True)}\u00a0% to "
                f"{number(one.high, digits=0, signed=True)}\u00a0%",
                "claims": percent(one.claims, digits=0),
                "library": percent(one.library_claims, digits=0),
                "empty": percent(one.empty, digits=0),
            }
            for one in claim.luck(study)
        ],
    }


def _squares(study: Study) -> list[dict[str, Any]]:
    return [
        {
            "how": "crowd out" if one.crowding == "yes" else "crowd nothing out",
            "worlds": one.worlds,
            "plot": _plot(plots.square(one)),
            "cells": [share(each) for each in one.cells],
            "prompts": points(one.prompts.scaled(100), signed=True),
            "games": points(one.games.scaled(100), signed=True),
            "together": points(one.together.scaled(100), signed=True),
        }
        for one in findings.squares(study)
    ]


def _assumptions(study: Study) -> dict[str, Any]:
    varied = {name for one in DIMENSIONS for level in one.levels for name in level.sets}
    used = {one.key: {world.levels[one.key] for world in study.worlds} for one in DIMENSIONS}
    size = study.size
    return {
        "grid_says": _GRIDS[study.grid],
        "dimensions": [
            {
                "says": one.says,
                "levels": [
                    {
                        "name": level.name,
                        "sets": ", ".join(f"{key} {value:g}" for key, value in level.sets.items()),
                    }
                    for level in one.levels
                    if level.name in used[one.key]
                ],
            }
            for one in DIMENSIONS
        ],
        "assumptions": [
            asdict(one) | {"value": f"{one.value:g}"} for one in stated() if one.name not in varied
        ],
        "gain": f"{WEEKLY.HGP:g}",
        "decay": f"{WEEKLY.HDP:g}",
        "command": f"zetje simulate --output FOLDER --people {size.people} --weeks {size.weeks} "
        f"--seeds {size.seeds} --grid {study.grid} --seed {size.seed}",
        "columns": COLUMNS.items(),
        "measures": (OF_A_WEEK | OF_A_RUN).items(),
    }
