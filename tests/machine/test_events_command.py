"""`zetje events replay` and `zetje spool`, as somebody types them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.sharing.door.records import ClickRecord, pack
from zetje.sharing.door.spool import Spool
from zetje.sharing.models import Link, LinkCount
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.tests.clicking import BERT, click, figures, link_for
from zetje.web.cli.events import events, spool
from zetje.web.run.errors import PlainError

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
    assert "Noordnaaf: chains: " in result.output


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
