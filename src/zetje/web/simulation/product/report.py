"""Writes what the seasons showed: product.html to read, product.csv to go on with."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from zetje.web.simulation.product.grid import Setting
from zetje.web.simulation.product.judging import Verdict
from zetje.web.simulation.product.running import Size
from zetje.web.simulation.report import page_style
from zetje.web.simulation.statistics import Estimate
from zetje.web.simulation.words import NONE, number, percent, points

_PAGES = Path(__file__).parent.parent / "pages"
Judged = Sequence[tuple[Setting, Verdict]]


def write_product_report(judged: Judged, *, size: Size, folder: Path) -> tuple[Path, Path]:
    """Write both files and give where they are."""
    page, table = folder / "product.html", folder / "product.csv"
    template = Engine(dirs=[str(_PAGES)]).get_template("product.html")
    page.write_text(template.render(Context(_context(judged, size), use_l10n=False)), "utf-8")
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["world", "measure", "value", "low", "high"])
        for setting, verdict in judged:
            writer.writerows(_rows(setting, verdict))
    return page, table


def _rows(setting: Setting, verdict: Verdict) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for one in fields(Verdict):
        value = getattr(verdict, one.name)
        ends = [value.low, value.high] if isinstance(value, Estimate) else ["", ""]
        value = value.mean if isinstance(value, Estimate) else value
        rows.append([setting.key, one.name, "" if value is None else value, *ends])
    return rows


def _context(judged: Judged, size: Size) -> dict[str, Any]:
    more = [setting.name for setting, one in judged if one.difference.low > 0]
    less = [setting.name for setting, one in judged if one.difference.high < 0]
    known = [one.effect_holds for _, one in judged if one.effect_holds is not None]
    return {
        "style": page_style(),
        "size": size,
        "count": len(judged),
        "more": more,
        "less": less,
        "open": len(judged) - len(more) - len(less),
        "known": len(known),
        "held": sum(known),
        "rows": [_shown(setting, verdict) for setting, verdict in judged],
        "caps_hold": all(max(one.most_prompts, one.most_digests) <= 1 for _, one in judged),
        "held_out": sum(one.held_out for _, one in judged),
        "held_out_prompts": sum(one.held_out_prompts for _, one in judged),
    }


def _shown(setting: Setting, one: Verdict) -> dict[str, str]:
    verdicts = {True: "yes", False: "no", None: "not enough data"}
    return {
        "name": setting.name,
        "says": setting.says,
        "participation": percent(one.participation),
        "calendar": percent(one.calendar),
        "difference": points(_hundredfold(one.difference), signed=True),
        "prompts": number(one.prompts, digits=1),
        "calendar_prompts": number(one.calendar_prompts, digits=1),
        "off": percent(one.off),
        "calendar_off": percent(one.calendar_off),
        "effect": points(_hundredfold(one.effect), signed=True) if one.effect else NONE,
        "truth": number(100 * one.truth, digits=2, signed=True),
        "holds": verdicts[one.effect_holds],
        "decisions": number(one.decisions, digits=0),
        "outside": percent(one.outside),
    }


def _hundredfold(one: Estimate) -> Estimate:
    return one.scaled(100)
