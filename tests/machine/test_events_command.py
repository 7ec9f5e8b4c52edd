"""`zetje events replay` and `zetje spool`, as somebody types them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.apps import apps

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.recognition import operations as recognition
from zetje.sharing.door.records import ClickRecord, pack
from zetje.sharing.door.spool import Spool
from zetje.sharing.models import Link, LinkCount
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.tests.clicking import BERT, click, figures, link_for
from zetje.web.cli.events import events, spool
from zetje.web.run.errors import PlainError

CHAIN_WEEKS: Any = apps.get_model("recognition", "ChainWeek")._default_manager
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def replay(*options: str) -> Result:
    return CliRunner().invoke(events, ["replay", *options])


def test_figures_that_follow_from_the_record_are_equal(cast: Cast) -> None:
    load_clicks([click(link_for(cast.anna)), click(link_for(cast.chaima))])

    result = replay("--check")

    assert result.exit_code == 0
    assert "Noordnaaf: clicks of links: equal" in result.output
    assert "Zuidas Fietsen: choices and shares of stories: equal" in result.output
    assert "Noordnaaf: chains: equal" in result.output
    assert "Noordnaaf: phases and habits: equal" in result.output


def test_a_figure_that_does_not_is_told_and_left_when_only_checked(cast: Cast) -> None:
    link = link_for(cast.anna)
    load_clicks([click(link), click(link, visitor=BERT)])
    with tenant(cast.organisation.pk):
        LinkCount.objects.update(counted=1)

    checked = replay("--check")
    assert isinstance(checked.exception, PlainError)
    assert "Noordnaaf: clicks of links: 1 different" in checked.output
    assert figures(link) == (2, 1, 0, 0)

    mended = replay()
    assert mended.exit_code == 0
    assert figures(link) == (2, 2, 0, 0)
    assert replay("--check").exit_code == 0


TWO_WEEKS_AGO = datetime.now(UTC) - timedelta(days=14)


def kept_chain(cast: Cast, *, at: datetime) -> list[tuple[str, str]]:
    """Anna's chain as it was kept at a moment, and how it stands now."""
    with tenant(cast.organisation.pk):
        recognition.rebuild_chain(
            organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=at
        )
    return chain_rows(cast)


def chain_rows(cast: Cast) -> list[tuple[str, str]]:
    with tenant(cast.organisation.pk):
        return list(CHAIN_WEEKS.order_by("iso_year", "iso_week").values_list("state", "reason"))


def test_weeks_that_are_not_judged_yet_are_no_fault_and_stay_as_they_are(cast: Cast) -> None:
    before = kept_chain(cast, at=TWO_WEEKS_AGO)

    result = replay("--check")

    assert result.exit_code == 0
    assert "Noordnaaf: chains: equal" in result.output
    assert chain_rows(cast) == before
    assert before[-1] == ("open", "open")


@pytest.mark.parametrize("change", ["other state", "gone", "one too many"])
def test_a_chain_that_differs_from_the_record_is_named_and_fails(cast: Cast, change: str) -> None:
    kept_chain(cast, at=TWO_WEEKS_AGO)
    with tenant(cast.organisation.pk):
        broken = CHAIN_WEEKS.order_by("iso_year", "iso_week")[2]
        name = f"chain of member:{cast.anna.pk} in {broken.iso_year}-W{broken.iso_week:02}"
        if change == "other state":
            CHAIN_WEEKS.filter(pk=broken.pk).update(state="shared", reason="shared")
        elif change == "gone":
            broken.delete()
        else:
            broken.pk, broken.iso_year = None, 2024
            name = f"chain of member:{cast.anna.pk} in 2024-W{broken.iso_week:02}"
            broken.save(force_insert=True)
    before = chain_rows(cast)

    checked = replay("--check")

    assert isinstance(checked.exception, PlainError)
    assert f"Noordnaaf: chains: 1 different\n  {name}\n" in checked.output
    assert chain_rows(cast) == before
    assert replay().exit_code == 0
    assert replay("--check").exit_code == 0


def stored(folder: Path, link: Link) -> None:
    door = Spool(folder / "spool", slots=8, spares=1)
    door.open()
    slot = pack(ClickRecord(link.organisation_id, link.pk, 10**15, 0, b"browser", b"a" * 12))
    assert door.append(slot, timeout_seconds=5)
    door.close()


def test_the_spool_is_emptied_into_the_database(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    link = link_for(cast.anna)
    stored(tmp_path, link)

    first = CliRunner().invoke(spool, ["--once"])
    second = CliRunner().invoke(spool, ["--once"])

    assert [first.output, second.output] == ["1 clicks read\n", "0 clicks read\n"]
    assert figures(link) == (1, 1, 0, 0)
