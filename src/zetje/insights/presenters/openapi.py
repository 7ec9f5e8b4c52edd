"""The document of the interface for other programs, made from what checks their questions."""

from __future__ import annotations

from typing import Any, Final

from zetje.insights.rules.api import PLACE, QUESTIONS, VERSION, WEEK_PATTERN, Parameter, Question

Schema = dict[str, Any]
_WEEK: Final[Schema] = {"type": "string", "pattern": WEEK_PATTERN}
_TEXT: Final[Schema] = {"type": "string"}
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_WHOLE: Final[Schema] = {"type": "integer", "minimum": 0}
_FAULTS: Final = {
    "400": "A parameter is missing, unknown, given twice, or no value of its kind.",
    "401": "There is no key, or it does not open (any more).",
    "404": "There is nothing of that name.",
    "429": "Too many questions; Retry-After says when to come back.",
}


def document() -> Schema:
    """The interface as an OpenAPI 3.1 document, in English."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zetje, figures of the programme",
            "version": VERSION,
            "summary": "What the page Insight shows, for other programs; nothing of one person.",
        },
        "servers": [{"url": PLACE}],
        "security": [{"key": []}],
        "paths": {question.path: {"get": _operation(question)} for question in QUESTIONS},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _operation(question: Question) -> Schema:
    faults = {
        status: {"description": said, "content": {"application/problem+json": _ref("Problem")}}
        for status, said in _FAULTS.items()
        if status != "404" or any(each.place == "path" for each in question.parameters)
    }
    return {
        "operationId": question.name,
        "summary": question.summary,
        "parameters": [_parameter(each) for each in question.parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {"ETag": {"schema": _TEXT}},
                "content": {"application/json": _ref(question.answer)},
            },
            "304": {"description": "Nothing changed since the ETag in If-None-Match."},
            **faults,
        },
    }


def _parameter(each: Parameter) -> Schema:
    return {
        "name": each.name,
        "in": each.place,
        "required": each.required,
        "description": each.meaning,
        "schema": each.schema(),
    }


def _ref(name: str) -> Schema:
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _schemas() -> dict[str, Schema]:
    cell = _object(
        week=_WEEK,
        group={**_TEXT, "description": "Empty for everybody, or for several groups together."},
        value={"type": ["integer", "null"], "description": "Null where words say why not."},
        people={"type": ["integer", "null"], "description": "Of how many people it is."},
        words={**_TEXT, "description": "Empty beside a value; else what can be said instead."},
    )
    result = _object(week=_WEEK, people=_WHOLE, details={"type": "object"})
    number: Schema = {"type": ["number", "null"]}
    suggestion = _object(
        week=_WEEK,
        rule=_TEXT,
        groups=_list(_TEXT),
        gain={**number, "description": "What is expected of it, in its unit."},
        lower=number,
        upper=number,
        unit=_TEXT,
        evidence={"type": "object"},
        taken={"type": "boolean"},
    )
    return {
        "Periods": _object(
            minimum=_WHOLE,
            periods=_list(_object(week=_WEEK, first=_DAY, last=_DAY, people=_WHOLE)),
        ),
        "Figures": _object(
            name=_TEXT,
            title=_TEXT,
            meaning=_TEXT,
            by={"type": ["string", "null"]},
            cells=_list(cell),
        ),
        "Studies": _object(studies=_list(_object(study=_TEXT, week=_WEEK))),
        "Study": _object(study=_TEXT, results=_list(result)),
        "Suggestions": _object(suggestions=_list(suggestion)),
        "Problem": _object(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
    }
