"""The report of a month: what the page said when the month was over, in words to read or print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zetje.insights import queries
from zetje.insights.presenters.course import Course
from zetje.insights.presenters.experiment_report import Part
from zetje.insights.presenters.figure_words import not_shown
from zetje.insights.presenters.insight import InsightPage, Row, insight_page
from zetje.insights.presenters.programme import STUDIES, Programme, programme_of
from zetje.insights.queries.reports import months_told, results_until, wants_report, weeks_until
from zetje.insights.rules.months import Month

if TYPE_CHECKING:
    from zetje.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a month.

    Attributes:
        as_of: the last week that is in it.
        course: the line of weeks up to then; None while there are too few.
        parts: its parts in their order, below the line.
    """

    month: Month
    title: str
    headline: str
    lead: str
    as_of: str
    course: Course | None
    parts: Sequence[Part]

    @property
    def printed(self) -> Sequence[Part]:
        """The parts on paper."""
        if self.course is None:
            return self.parts
        return [Part(_("Who shares, week by week"), [self.course.says]), *self.parts]


@dataclass(frozen=True, slots=True)
class Out:
    """What the section about taking figures along knows of its reader.

    Attributes:
        newest: the newest month that has a report; None for none.
        pictures: name and title of each figure that can be had as a picture.
        papers: what they can be drawn on.
    """

    wants_report: bool
    newest: Month | None
    newest_name: str
    may_make_keys: bool
    pictures: Sequence[tuple[str, str]]
    papers: Sequence[tuple[str, str]]


def out_of(*, organisation_id: int, member_id: int, roles: frozenset[str]) -> Out:
    """The section about taking figures along, for somebody; the tenant's block must be open."""
    newest = next(iter(months_told(organisation_id)), None)
    return Out(
        wants_report=wants_report(member_id),
        newest=newest,
        newest_name=month_name(newest) if newest else "",
        may_make_keys="administrator" in roles,
        pictures=[
            ("course", _("Who shares, week by week")),
            ("stops", _("Where it stops")),
            ("teams", _("By team")),
        ],
        papers=[("light", _("Light")), ("dark", _("Dark"))],
    )


def month_name(month: Month) -> str:
    """A month with its year: October 2026."""
    return f"{MONTHS[month.month]} {month.year}"


def report_of(organisation: Organisation, month: Month) -> Report | None:
    """The report of a month, from what was frozen up to its end; its tenant must be open.

    Returns:
        None where no week of the month was frozen, or it is not over.
    """
    weeks = weeks_until(organisation.pk, month)
    if not weeks:
        return None
    studies = results_until(organisation.pk, ["fogg", *STUDIES], weeks[0].week)
    page = insight_page(organisation, weeks=weeks, spread=studies.get("fogg"), is_past=True)
    programme = programme_of(organisation, weeks=weeks, studies=studies, may_assume=False)
    return Report(
        month=month,
        title=_("%(organisation)s in %(month)s")
        % {"organisation": organisation.name, "month": month_name(month)},
        headline=page.headline,
        lead=page.lead,
        as_of=page.week,
        course=page.course,
        parts=_parts(page, programme, queries.minimum_of(organisation.pk)),
    )


def _parts(page: InsightPage, programme: Programme | None, minimum: int) -> list[Part]:
    stops = [page.stops] if page.stops else []
    found = [
        Part(_("Where it stops"), [*stops, *_lines(page.funnel)]),
        Part(_("By team"), [_by_team_of(), *_lines(page.teams)]),
    ]
    if programme:
        found += _studied(programme)
    found.append(Part(_("What is not shown, and why"), not_shown(minimum)))
    return [part for part in found if part.sentences]


def _studied(programme: Programme) -> list[Part]:
    """What was worked out of everybody together, in words."""
    return [
        Part(_("What changed on the way to a post"), programme.falls),
        Part(_("With prompts and without"), programme.without.says, [programme.without.title]),
        Part(_("Who moved on"), _moved(programme)),
        Part(_("Who stays"), [programme.halftone.says] if programme.halftone else []),
        Part(_("Content that works"), [programme.content.says] if programme.content else []),
    ]


def _moved(programme: Programme) -> list[str]:
    if programme.flow is None:
        return []
    return [
        _("%(name)s: %(said)s") % {"name": row.name, "said": row.said}
        for row in programme.flow.rows
    ]


def _lines(rows: Sequence[Row]) -> list[str]:
    return [
        _("%(name)s: %(said)s") % {"name": capfirst(row.name), "said": row.said} for row in rows
    ]


def _by_team_of() -> str:
    return _("Who shared at least once in the last four weeks, of all colleagues of the team.")
