"""The documents for the works council and the data protection officer say what is set."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.operations import set_game_switches
from zetje.web.cli.privacy import privacy
from zetje.web.privacy.example import example_documents

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
DOCS = Path(__file__).parents[4] / "docs" / "privacy"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def client_of(member: Any, language: str = "en") -> Client:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def text_of(client: Client, page: str) -> str:
    return client.get(f"/privacy/{page}/text/").content.decode()


def test_the_documents_in_docs_are_the_ones_that_are_drawn_up() -> None:
    for name, text in example_documents():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "see web/privacy/example.py"


def test_what_is_switched_off_is_said_to_be_off(cast: Cast) -> None:
    wil = client_of(cast.wil, "en")
    before = text_of(wil, "report")
    with tenant(cast.organisation.pk):
        set_game_switches(organisation=cast.organisation, by=cast.ad, now=NOW, rewards=False)

    after = text_of(wil, "report")

    assert "Off:" not in before
    assert "Off: small rewards with a budget" in after


def test_a_name_makes_nothing_of_the_text_that_it_is_not(cast: Cast) -> None:
    cast.organisation.name = "A | B *C* <script>"
    cast.organisation.save()
    pim = client_of(cast.pim, "en")

    assert r"A \| B \*C\* \<script\>" in text_of(pim, "assessment")
    assert "<script>" not in pim.get("/privacy/assessment/").content.decode()


def test_the_page_reads_in_both_languages_and_leads_to_the_other_document(cast: Cast) -> None:
    dutch = client_of(cast.wil, "nl").get("/privacy/report/").content.decode()
    english = client_of(cast.wil, "en").get("/privacy/report/").content.decode()

    assert "verklaring voor de ondernemingsraad" in dutch
    assert "statement for the works council" in english
    assert '"/privacy/assessment/"' in english


def test_the_command_writes_both_in_both_languages(cast: Cast, tmp_path: Path) -> None:
    slug = cast.organisation.slug
    done = CliRunner().invoke(
        privacy, ["report", "--organisation", slug, "--folder", str(tmp_path)]
    )

    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{slug}-{key}.{language}.md"
        for key in ("dpia", "works-council")
        for language in ("en", "nl")
    ]


def test_nobody_without_a_part_in_it_is_led_there(cast: Cast) -> None:
    def leads(member: Any) -> bool:
        page = client_of(member).get("/about/data/").content.decode()
        return "/privacy/report/" in page

    assert [leads(member) for member in (cast.anna, cast.femke, cast.wil)] == [False, False, True]
