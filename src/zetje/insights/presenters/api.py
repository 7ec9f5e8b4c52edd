"""The answers that other programs get: the same cells and results as the page, as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zetje.insights import queries
from zetje.insights.presenters.figure_words import words_of
from zetje.insights.presenters.tables import week_name
from zetje.insights.queries import Cell, Period
from zetje.insights.queries.steps import steps_told
from zetje.insights.queries.taken import studies_of
from zetje.insights.rules.figures import Figure

Answer = dict[str, Any]
Asked = Mapping[str, Any]


def periods_answer(organisation_id: int, asked: Asked) -> Answer:
    """The weeks that were frozen; the tenant's block must be open."""
    return {
        "minimum": queries.minimum_of(organisation_id),
        "periods": [
            {
                "week": week_name(each.week),
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "people": each.people,
            }
            for each in queries.periods(organisation_id)
        ],
    }


def figures_answer(organisation_id: int, asked: Asked) -> Answer:
    """One figure in the weeks that were asked for; the tenant's block must be open."""
    name = Figure(asked["name"])
    weeks = _weeks(organisation_id, asked)
    cells = queries.figure(organisation_id=organisation_id, name=name, period=weeks, by=asked["by"])
    words = words_of(name)
    return {
        "name": str(name),
        "title": words.name,
        "meaning": words.meaning,
        "by": asked["by"],
        "cells": [_cell(cell) for cell in cells],
    }


def studies_answer(organisation_id: int, asked: Asked) -> Answer:
    """The studies that have a result; the tenant's block must be open."""
    found = studies_of(organisation_id)
    return {"studies": [{"study": name, "week": week_name(week)} for name, week in found.items()]}


def study_answer(organisation_id: int, asked: Asked) -> Answer | None:
    """What a study found; None where there is none of that name. The tenant must be open."""
    if asked["study"] not in studies_of(organisation_id):
        return None
    weeks = {each.week for each in _weeks(organisation_id, asked)}
    results = queries.results_of(organisation_id, asked["study"], since=min(weeks)) if weeks else ()
    return {
        "study": asked["study"],
        "results": [
            {"week": week_name(each.week), "people": each.people, "details": each.details}
            for each in reversed(results)
            if each.week in weeks
        ],
    }


def suggestions_answer(organisation_id: int, asked: Asked) -> Answer:
    """What to do next, as it was written down with its week; the tenant's block must be open."""
    return {
        "suggestions": [
            {
                "week": week_name(each.step.week),
                "rule": each.step.rule,
                "groups": each.step.names,
                "gain": each.step.gain,
                "lower": each.step.lower,
                "upper": each.step.upper,
                "unit": each.step.unit,
                "evidence": each.step.evidence,
                "taken": each.act is not None,
            }
            for each in steps_told(organisation_id).now
        ]
    }


def _weeks(organisation_id: int, asked: Asked) -> tuple[Period, ...]:
    until = asked["until"]
    held = queries.periods(organisation_id)
    return tuple(each for each in held if until is None or each.week <= until)[: asked["weeks"]]


def _cell(cell: Cell) -> Answer:
    return {
        "week": week_name(cell.period.week),
        "group": cell.label,
        "value": cell.value,
        "people": cell.of,
        "words": cell.words,
    }
