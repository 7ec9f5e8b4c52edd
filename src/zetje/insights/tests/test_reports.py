"""The report of a month is of frozen rows only, and comes once to who asked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from zetje.behaviour.weeks import monday_of
from zetje.delivery import operations as outbox
from zetje.delivery.registry import Drop, Mail, OutboxRow
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek, ReportWish
from zetje.insights.operations.reporting import ask_for_report, render_reports, send_reports
from zetje.insights.queries.reports import wants_report
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.months import Month, due_month, month_named, month_of_number
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def test_a_week_is_of_the_month_of_its_thursday() -> None:
    for year in range(2024, 2031):
        for month in range(1, 13):
            found = Month(year, month)
            first, last = found.weeks
            assert last + 1 == found.after.weeks[0]
            assert monday_of(first).replace(day=1) <= found.first
            assert found.told_on.weekday() == 1
            # Its last week is over on the Sunday before.
            assert monday_of(last + 1) < found.told_on


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 2), None),
        (date(2026, 11, 3), OCTOBER),
        (date(2026, 11, 16), OCTOBER),
        (date(2026, 11, 17), None),
        (date(2026, 12, 1), Month(2026, 11)),
        (date(2027, 1, 5), Month(2026, 12)),
    ],
)
def test_a_report_is_due_from_the_first_tuesday_after_its_month(today: date, due: Any) -> None:
    assert due_month(today) == due


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-1", "2026-13", "1026-10", "2026-00", "٢٠٢٦-١٠", "2026-010", "x-10"]
)
def test_what_is_no_month_is_none(name: str) -> None:
    assert month_named(name) is None
    assert month_named("2026-10") == month_of_number(202610) == OCTOBER


@pytest.fixture
def cast(db: None) -> Cast:
    """Seven frozen weeks up to the end of October, sixteen of sixty sharing in the last ones."""
    cast = make_cast()
    last = OCTOBER.weeks[1]
    with tenant(cast.organisation.pk):
        for week in range(last - 6, last + 1):
            freeze(cast.organisation, week, 16)
    return cast


def freeze(organisation: Any, week: int, sharers: int) -> None:
    here = {"organisation": organisation, "week": week}
    FrozenWeek.objects.create(**here, minimum=5, people=60, frozen_at=NOW)
    BlockWeek.objects.create(**here, block=1, team=1, team_name="Workshop", people=60)
    for figure in (Figure.SHARED, Figure.SHARED_MONTH):
        FigureCell.objects.create(
            **here, figure=figure, number=0, people=60, count=sharers, total=sharers, blocks=[1]
        )


def asked(cast: Cast, *names: str) -> None:
    with tenant(cast.organisation.pk):
        for name in names:
            ask_for_report(member=getattr(cast, name), wants=True, now=NOW)


def test_who_asked_gets_it_once(cast: Cast) -> None:
    asked(cast, "pim", "wil")
    here = cast.organisation.pk

    assert send_reports(organisation_id=here, now=NOW) == 2
    assert send_reports(organisation_id=here, now=NOW.replace(day=10)) == 0
    assert send_reports(organisation_id=cast.other_organisation.pk, now=NOW) == 0


def test_nobody_gets_it_who_may_not_read_it_or_before_it_is_due(cast: Cast) -> None:
    asked(cast, "anna", "pim")
    here = cast.organisation.pk

    assert send_reports(organisation_id=here, now=NOW.replace(day=2)) == 0
    assert send_reports(organisation_id=here, now=NOW) == 1


def test_before_its_last_week_is_frozen_nothing_is_sent(cast: Cast) -> None:
    asked(cast, "pim")

    assert (
        send_reports(organisation_id=cast.organisation.pk, now=datetime(2026, 12, 1, 9, tzinfo=UTC))
        == 0
    )


def row_for(member: Any) -> OutboxRow:
    return OutboxRow(
        id=member.pk,
        organisation_id=member.organisation_id,
        member_id=member.pk,
        kind="insight_report",
        subject_id=OCTOBER.number,
        dedupe_key="x",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url="https://zetje.example/stop/",
    )


def rendered(row: OutboxRow) -> Any:
    with tenant(row.organisation_id):
        return render_reports([row], NOW)[row.id]


def test_the_mail_says_the_headline_in_its_readers_language(cast: Cast) -> None:
    asked(cast, "pim", "wil")
    cast.wil.language = "en"
    with tenant(cast.organisation.pk):
        cast.wil.save(update_fields=["language"])

    dutch, english = rendered(row_for(cast.pim)), rendered(row_for(cast.wil))

    assert isinstance(dutch, Mail)
    assert "16 van de 60 collega’s" in dutch.html
    assert "16 of 60 colleagues shared in the last four weeks of October." in english.text
    assert f"{settings.SITE_ADDRESS}/insight/report/2026-10/" in english.text
    assert "https://zetje.example/stop/" in english.text
    assert english.subject == "Your programme in October"


def test_a_mail_that_waits_is_dropped_when_its_reader_may_not_read_it(cast: Cast) -> None:
    asked(cast, "pim")
    row = row_for(cast.pim)
    with tenant(cast.organisation.pk):
        ask_for_report(member=cast.pim, wants=False, now=NOW)
    assert isinstance(rendered(row), Drop)
    asked(cast, "pim")
    assert isinstance(rendered(row), Mail)
    assert isinstance(rendered(replace(row, subject_id=202613)), Drop)
    with tenant(cast.organisation.pk):
        cast.pim.role_grants.update(revoked_at=NOW)
    assert isinstance(rendered(row), Drop)


def page(member: Any, path: str) -> Any:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(path)


def test_the_page_and_the_paper_say_the_same(cast: Cast) -> None:
    shown = page(cast.wil, "/insight/report/2026-10/")
    report = shown.context["report"]
    paper = page(cast.wil, "/insight/report/2026-10/pdf/")
    printed = " ".join(
        " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.content)).pages).split()
    )

    assert "Workshop: 16 of 60" in shown.content.decode()
    assert report.headline in printed
    for part in report.printed:
        for sentence in part.sentences:
            assert " ".join(sentence.split()) in printed


def test_it_speaks_of_its_month_and_says_nothing_twice(cast: Cast) -> None:
    report = page(cast.pim, "/insight/report/2026-10/").context["report"]
    said = [sentence for part in report.printed for sentence in part.sentences]

    assert report.headline == "16 of 60 colleagues shared in the last week of October."
    assert report.course.says in said
    assert report.course.says not in [each for part in report.parts for each in part.sentences]
    assert len(said) == len(set(said))


def test_a_report_says_what_it_said_whatever_comes_after(cast: Cast) -> None:
    before = page(cast.pim, "/insight/report/2026-10/").context["report"]
    with tenant(cast.organisation.pk):
        freeze(cast.organisation, OCTOBER.weeks[1] + 1, 40)

    assert page(cast.pim, "/insight/report/2026-10/").context["report"] == before


def test_a_month_without_a_report_says_so(cast: Cast) -> None:
    missing = page(cast.pim, "/insight/report/2026-11/")

    assert missing.context["report"] is None
    assert "There is no report of November 2026." in missing.content.decode()
    assert page(cast.pim, "/insight/report/2026-11/pdf/").status_code == 302


def test_the_switch_is_off_until_somebody_turns_it_on(cast: Cast) -> None:
    wil = signed_in(Client(), cast.wil)
    with tenant(cast.organisation.pk):
        assert not wants_report(cast.wil.pk)
    for _ in range(2):
        wil.post("/insight/report/wish/", {"report": "on"})
    with tenant(cast.organisation.pk):
        assert wants_report(cast.wil.pk)
        assert ReportWish.objects.count() == 1
    wil.post("/insight/report/wish/", {})
    with tenant(cast.organisation.pk):
        assert not wants_report(cast.wil.pk)


@pytest.mark.django_db(transaction=True)
def test_who_stops_it_in_a_mail_finds_the_switch_off() -> None:
    cast = make_cast()
    asked(cast, "pim")
    pim = {"organisation_id": cast.organisation.pk, "member_id": cast.pim.pk}

    outbox.unsubscribe(**pim, kind="insight_report", via="one click", now=NOW)
    with tenant(cast.organisation.pk):
        assert not wants_report(cast.pim.pk)
    outbox.subscribe_again(**pim, kind="insight_report", now=NOW)
    with tenant(cast.organisation.pk):
        assert wants_report(cast.pim.pk)
