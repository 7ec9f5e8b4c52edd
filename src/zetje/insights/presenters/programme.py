"""The sections of Insight about the programme as a whole, from what was frozen of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zetje.insights.presenters.content import Content, content_of
from zetje.insights.presenters.moves import Flow, flow_of, weeks_of_flow
from zetje.insights.presenters.participation import (
    NAMES,
    Participation,
    counted_of,
    participation_of,
    what_fell,
)
from zetje.insights.presenters.stayers import Halftone, halftone_of
from zetje.insights.presenters.without import Without, without_of
from zetje.insights.presenters.worth import Worth, worth_of
from zetje.insights.queries import Period, Result
from zetje.insights.queries.assumptions import assumptions_of
from zetje.insights.queries.places import places_of
from zetje.insights.queries.totals import totals
from zetje.insights.rules.stopping import BEFORE_WEEKS, NOW_WEEKS

if TYPE_CHECKING:
    from zetje.insights.models import Assumptions
    from zetje.people.models import Organisation

# The studies that the sections are made of.
STUDIES: Final = ("hold_out", "prompts", "moves", "stayers", "content", "starts")


@dataclass(frozen=True, slots=True)
class Programme:
    """The sections, each for its template.

    Attributes:
        counted: who is counted, in a sentence.
        falls: what changed on the way to a post, in sentences.
        assumed: what readers are assumed to be worth, for the form that changes it.
    """

    counted: str
    participation: Participation
    falls: Sequence[str]
    without: Without
    flow: Flow | None
    halftone: Halftone | None
    content: Content | None
    worth: Worth
    assumed: Assumptions | None


def programme_of(
    organisation: Organisation,
    *,
    weeks: Sequence[Period],
    studies: Mapping[str, Result],
    may_assume: bool,
) -> Programme | None:
    """The sections, in three queries; its tenant must be open.

    Args:
        organisation: whose.
        weeks: the frozen ones, the newest first.
        studies: the newest results of `STUDIES`.
        may_assume: whether the reader may change what readers are worth.

    Returns:
        None before the first week was frozen.
    """
    own = organisation.pk
    shown = [period.week for period in weeks[: NOW_WEEKS + BEFORE_WEEKS]]
    if not shown:
        return None
    newest, held = shown[0], assumptions_of(own)
    found = totals(own, names=NAMES, weeks=shown)
    told: Mapping[str, Any] = {study: result.details for study, result in studies.items()}
    places = places_of(own, [newest, *weeks_of_flow(newest)])
    moves = told.get("moves")
    is_newest = moves is not None and moves["last"] == weeks_of_flow(newest)[1]
    return Programme(
        counted=counted_of(found, newest),
        participation=participation_of(found, shown, told.get("starts")),
        falls=what_fell(found, shown),
        without=without_of(told.get("hold_out"), told.get("prompts")),
        flow=flow_of(
            newest=newest, places=places, steps=moves["steps"] if moves and is_newest else None
        ),
        halftone=halftone_of(told.get("stayers")),
        content=content_of(told.get("content")),
        worth=worth_of(found, shown, held, may_assume=may_assume),
        assumed=held,
    )
