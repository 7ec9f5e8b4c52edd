"""What the page Insight opens with: where groups stand, who shares, and where it stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.insights import queries
from zetje.insights.presenters.course import Course, change_of, course_of
from zetje.insights.presenters.fogg import FoggPicture, fogg_picture
from zetje.insights.presenters.headline import headline_of, lead_of, month_of
from zetje.insights.presenters.holding import holds_back
from zetje.insights.queries import Cell, Period, Result
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.studies import ENOUGH_PEOPLE

if TYPE_CHECKING:
    from zetje.people.models import Organisation

# Before so many weeks a line is no more than two dots.
ENOUGH: Final = 4
# As far back as the page looks.
_LOOKS_BACK: Final = 26
_FUNNEL: Final = (
    Figure.GOT_DIGEST,
    Figure.OPENED_DIGEST,
    Figure.CHOSE,
    Figure.STARTED,
    Figure.SHARED,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a figure: a name, and a number of a number or words; `x` places its disc."""

    name: str
    said: str
    x: str = ""


@dataclass(frozen=True, slots=True)
class InsightPage:
    """Everything the page shows.

    Attributes:
        map: where groups stand; None where `no_map` says why not.
        weeks_to_come: so many weeks are still to be frozen before there is a line.
        stops: what holds the programme back; empty where it cannot be told.
    """

    headline: str
    lead: str
    map: FoggPicture | None
    no_map: str
    weeks_to_come: int
    course: Course | None
    teams: Sequence[Row]
    funnel: Sequence[Row]
    stops: str
    week: str
    minimum: int


def insight_page(
    organisation: Organisation,
    *,
    weeks: Sequence[Period],
    spread: Result | None,
    is_advised: bool = False,
    is_past: bool = False,
) -> InsightPage:
    """The page of an organisation, from the weeks that were frozen; its tenant must be open.

    Args:
        organisation: whose.
        weeks: the frozen ones, the newest first.
        spread: the newest result of the study `fogg`.
        is_advised: whether what to do next is said beside it.
        is_past: whether it is told afterwards, of a month that is over: without advice.
    """
    organisation_id, weeks = organisation.pk, weeks[:_LOOKS_BACK]
    minimum = queries.minimum_of(organisation_id)
    if not weeks:
        return _nothing_yet(minimum)
    latest = weeks[0]
    told = queries.figures(organisation_id=organisation_id, names=_FUNNEL, period=weeks)
    course = told[Figure.SHARED]
    teams = queries.figure(
        organisation_id=organisation_id, name=Figure.SHARED_MONTH, period=latest, by="team"
    )
    funnel = {
        name: next((cell for cell in told[name] if cell.period == latest), None) for name in _FUNNEL
    }
    places = queries.fogg_map(organisation_id, weeks, known=spread)
    stops = holds_back(funnel)
    return InsightPage(
        headline=headline_of(places, is_past=is_past)
        if places
        else _headline(funnel[Figure.SHARED], latest, is_past=is_past),
        lead=lead_of(
            places,
            change=change_of(course),
            stops=stops,
            is_advised=is_advised or is_past,
            is_past=is_past,
        )
        if places
        else " ".join(part for part in (change_of(course) or _lead(course), stops) if part),
        map=fogg_picture(places, minimum=minimum) if places else None,
        no_map="" if places else _no_map(latest),
        weeks_to_come=max(0, ENOUGH - len(weeks)),
        course=course_of(course) if len(weeks) >= ENOUGH else None,
        teams=[_row(cell.label or _("Other teams together"), cell) for cell in teams],
        funnel=[_row(label, funnel[name]) for name, label in _steps().items()],
        stops=stops,
        week=_week(latest),
        minimum=minimum,
    )


def _nothing_yet(minimum: int) -> InsightPage:
    return InsightPage(
        headline=_("The first week is still being counted."),
        lead=_("Figures are frozen on Tuesday night, for the week that is over. Come back then."),
        map=None,
        no_map="",
        weeks_to_come=ENOUGH,
        course=None,
        teams=(),
        funnel=(),
        stops="",
        week="",
        minimum=minimum,
    )


def _no_map(latest: Period) -> str:
    if latest.people < ENOUGH_PEOPLE:
        return _("It needs fifty colleagues who are counted; here are %(people)s.") % {
            "people": latest.people
        }
    return _("It needs more stories that were looked at and shared. It comes by itself.")


def _headline(shared: Cell | None, latest: Period, *, is_past: bool) -> str:
    if shared is None or shared.value is None:
        if is_past:
            return _("Few shared in the last week of %(month)s.") % {"month": month_of(latest)}
        return _("Few shared last week.")
    values = {"value": shared.value, "of": shared.of, "month": month_of(latest)}
    if is_past:
        return _("%(value)s of %(of)s colleagues shared in the last week of %(month)s.") % values
    return _("%(value)s of %(of)s colleagues shared last week.") % values


def _lead(course: Sequence[Cell]) -> str:
    """The last four weeks beside the four before, where both can be told."""
    told = [cell.value / cell.of for cell in course if cell.value is not None and cell.of]
    if len(told) < 2 * ENOUGH:
        return _("Figures of everybody together, of the weeks that are frozen.")
    now, before = (round(100 * sum(part) / ENOUGH) for part in (told[:ENOUGH], told[ENOUGH:8]))
    values = {"now": now, "before": before}
    if now == before:
        return _("Of 100 colleagues %(now)s share in a week, as in the four weeks before.") % (
            values
        )
    return (
        _("Of 100 colleagues %(now)s share in a week; in the four weeks before %(before)s did.")
        % values
    )


def _row(name: str, cell: Cell | None) -> Row:
    if cell is None:
        return Row(name, _("not counted"))
    if cell.value is None or not cell.of:
        return Row(name, cell.words)
    said = _("%(value)s of %(of)s") % {"value": cell.value, "of": cell.of}
    return Row(name, said, f"{100 * cell.value / cell.of:.1f}%")


def _steps() -> Mapping[Figure, str]:
    return {
        Figure.GOT_DIGEST: _("Got their three stories"),
        Figure.OPENED_DIGEST: _("Looked at them"),
        Figure.CHOSE: _("Chose something, skipping included"),
        Figure.STARTED: _("Took a text to a network"),
        Figure.SHARED: _("Said they posted it"),
    }


def _week(period: Period) -> str:
    return _("Week %(week)s, %(first)s to %(last)s") % {
        "week": period.iso[1],
        "first": date_format(period.first, "j F"),
        "last": date_format(period.last, "j F Y"),
    }
