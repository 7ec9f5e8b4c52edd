"""What other programs may ask: one declaration that checks what is asked and describes it.

The document of the interface is made from these declarations, so it cannot promise what is refused
(see `presenters.openapi`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from zetje.behaviour.weeks import week_number
from zetje.insights.rules.figures import Figure

VERSION: Final = "1.0"
PLACE: Final = "/api/v1"
# A year and a week at most: what is more is taken along as a file.
MOST_WEEKS: Final = 53
USUAL_WEEKS: Final = 13
WEEK_PATTERN: Final = r"^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$"
STUDY_PATTERN: Final = r"^[a-z][a-z0-9_]{0,39}$"


class BadQuestionError(ValueError):
    """Raised when a parameter is missing, unknown, given twice, or no value of its kind."""

    def __init__(self, parameter: str, fault: str) -> None:
        super().__init__(f"{parameter}: {fault}")
        self.parameter, self.fault = parameter, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a question.

    Attributes:
        name: as it stands in the address.
        meaning: what it says, for the document.
        kind: one of some words, a whole number, an ISO week, or a name.
        place: in the query or in the path.
        choices: of words.
        least, most: of a whole number.
        default: where it is left out; None for nothing.
    """

    name: str
    meaning: str
    kind: Literal["word", "whole", "week", "name"]
    place: Literal["query", "path"] = "query"
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = MOST_WEEKS
    default: int | None = None
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """What it may be, as JSON schema."""
        if self.kind == "whole":
            found: dict[str, Any] = {
                "type": "integer",
                "minimum": self.least,
                "maximum": self.most,
            }
            return found if self.default is None else {**found, "default": self.default}
        if self.kind == "word":
            return {"type": "string", "enum": list(self.choices)}
        pattern = WEEK_PATTERN if self.kind == "week" else STUDY_PATTERN
        return {"type": "string", "pattern": pattern}

    def read(self, given: str) -> str | int:
        """The value of a text.

        Raises:
            BadQuestionError: when it is none.
        """
        if self.kind == "whole":
            # Only digits of ours, and few of them: int() would take much more.
            if not re.fullmatch(r"[0-9]{1,6}", given, re.ASCII):
                raise BadQuestionError(self.name, "not a whole number")
            if not self.least <= int(given) <= self.most:
                raise BadQuestionError(self.name, f"not from {self.least} to {self.most}")
            return int(given)
        if self.kind == "word":
            if given not in self.choices:
                raise BadQuestionError(self.name, f"not one of {', '.join(self.choices)}")
            return given
        if self.kind == "week":
            return _week_of(self.name, given)
        if not re.fullmatch(STUDY_PATTERN, given, re.ASCII):
            raise BadQuestionError(self.name, "not a name")
        return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One address of the interface: where it is, what it takes, and the schema of its answer."""

    name: str
    path: str
    summary: str
    answer: str
    parameters: tuple[Parameter, ...] = ()

    def read(
        self, given: Mapping[str, Sequence[str]], *, in_path: Mapping[str, str]
    ) -> dict[str, Any]:
        """The values of what was given, with defaults.

        Args:
            given: each name of the query with its values, as they stand in the address.
            in_path: each name of the path with its value.

        Raises:
            BadQuestionError: see there.
        """
        known = {each.name: each for each in self.parameters if each.place == "query"}
        for name, values in given.items():
            if name not in known:
                raise BadQuestionError(name[:40], "not a parameter here")
            if len(values) != 1:
                raise BadQuestionError(name, "given more than once")
        found: dict[str, Any] = {
            each.name: each.read(in_path[each.name])
            for each in self.parameters
            if each.place == "path"
        }
        for name, each in known.items():
            if name in given:
                found[name] = each.read(given[name][0])
            elif each.required:
                raise BadQuestionError(name, "missing")
            else:
                found[name] = each.default
        return found


_WEEKS: Final = Parameter(
    name="weeks",
    kind="whole",
    default=USUAL_WEEKS,
    meaning="How many weeks back, the newest first.",
)
_UNTIL: Final = Parameter(
    name="until",
    kind="week",
    meaning="The last week, such as 2026-W38; left out: the newest that was frozen.",
)
PERIODS: Final = Question(
    name="periods",
    path="/periods",
    summary="The weeks that were frozen, the newest first, and how many people a count needs.",
    answer="Periods",
)
FIGURES: Final = Question(
    name="figures",
    path="/figures",
    summary="One figure in some weeks, of everybody together or by one way of grouping them.",
    answer="Figures",
    parameters=(
        Parameter(
            name="name",
            kind="word",
            choices=tuple(Figure),
            required=True,
            meaning="Which figure.",
        ),
        Parameter(
            name="by",
            kind="word",
            choices=("team", "country", "language", "tenure"),
            meaning="How people are grouped; left out: everybody together.",
        ),
        _WEEKS,
        _UNTIL,
    ),
)
STUDIES: Final = Question(
    name="studies",
    path="/studies",
    summary="The studies of the whole organisation that have a result, with its newest week.",
    answer="Studies",
)
STUDY: Final = Question(
    name="study",
    path="/studies/{study}",
    summary="What a study found in some weeks, the newest first.",
    answer="Study",
    parameters=(
        Parameter(
            name="study", place="path", kind="name", required=True, meaning="The study's name."
        ),
        _WEEKS,
        _UNTIL,
    ),
)
SUGGESTIONS: Final = Question(
    name="suggestions",
    path="/suggestions",
    summary="What to do next by the newest week that has suggestions, with what it rests on.",
    answer="Suggestions",
)
QUESTIONS: Final = (PERIODS, FIGURES, STUDIES, STUDY, SUGGESTIONS)


def _week_of(name: str, given: str) -> int:
    if not re.fullmatch(WEEK_PATTERN, given, re.ASCII):
        raise BadQuestionError(name, "not a week such as 2026-W38")
    try:
        monday = date.fromisocalendar(int(given[:4]), int(given[6:]), 1)
    except (ValueError, OverflowError):
        raise BadQuestionError(name, "no such week") from None
    return week_number(monday)
