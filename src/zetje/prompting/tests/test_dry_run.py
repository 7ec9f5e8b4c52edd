"""The page of the prompts: rules for whoever answers for them, a dry run in frozen groups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.prompting.models import Decision, HoldOutDraw, PromptSettings
from zetje.prompting.operations.foreseeing import foresee_week
from zetje.prompting.operations.prompt_settings import (
    SettingsRefusedError,
    Wanted,
    set_prompting_settings,
    switch_prompts,
)
from zetje.prompting.queries.foresight import FORESEEN, foresight_of
from zetje.prompting.testing import make_decision, make_digest

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 9, 14, 7, tzinfo=UTC)
FIVE_MORE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def cast() -> Cast:
    """Seven who take part, eighteen beside them with a digest, and six who do not take part."""
    cast = make_cast()
    here = cast.organisation
    story = make_story(here)
    for number in range(18):
        preferences = {"experiments": number >= 7}
        make_digest(make_member(here, preferences=preferences), [story], now=MONDAY)
    for _ in range(6):
        make_member(here, joined=False)
    return cast


def read(client: Client, path: str = "/prompts/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def wanted(**given: Any) -> Wanted:
    return Wanted(
        **{
            "is_enabled": True,
            "hold_out_share": None,
            "learning_until": None,
            "learning_chance": 0.5,
        }
        | given
    )


def test_the_dry_run_tells_whom_how_and_why_in_groups_and_decides_nothing(cast: Cast) -> None:
    pim = signed_in(Client(), cast.pim)
    assert "Probeer deze week uit" in read(pim)

    assert pim.post("/prompts/dry-run/").status_code == 302
    page = read(pim)

    with tenant(cast.organisation.pk):
        found = foresight_of(organisation=cast.organisation, now=MONDAY)
        assert found is not None
        # Eleven get a lot drawn; seven want nothing tried out; seven get their stories later.
        assert (found.people, found.drawn, found.asked) == (25, 10, 5)
        assert dict(found.reasons.shown) == {"EXPERIMENTS_REFUSED": 5, "STORIES_LATER": 5}
        assert found.reasons.rest == 0
        assert (found.chance, found.policy) == (0.5, "Calendar 0")
        assert dict(found.phases.shown) == {"INFORMATION": 10}
        assert dict(found.channels.shown) == {"mail": 10}
        assert sum(found.kinds.shown.values()) + found.kinds.rest <= found.asked
        assert not Decision.objects.exists()
        assert not HoldOutDraw.objects.exists()
    for told in (
        "Ongeveer 5 van de 25 mensen zouden deze week worden gevraagd.",
        "50 op de 100",
        "Willen niet dat er iets met hen wordt uitgeprobeerd",
        "Krijgen hun verhalen later deze week",
        "E-mail",
        "Informatie",
    ):
        assert told in page, told
    for row in ("Lid", "@", "Anna"):
        assert row not in page.replace("Pim", ""), row


def test_whatever_one_person_does_the_dry_run_of_the_week_stays_as_it_was(
    cast: Cast, monday: Any
) -> None:
    pim = signed_in(Client(), cast.pim)
    pim.post("/prompts/dry-run/")
    before = read(pim)

    monday.shift(timedelta(days=2))
    with tenant(cast.organisation.pk):
        people.set_switch(
            member=cast.anna, name="experiments", on=False, now=MONDAY + timedelta(days=2)
        )
    make_decision(cast.bram, now=MONDAY + timedelta(days=2), arm="")
    pim.post("/prompts/dry-run/")

    assert read(pim).split("<main")[1].split("csrf")[0] == before.split("<main")[1].split("csrf")[0]
    assert before.count("<table") == read(pim).count("<table")
    with tenant(cast.organisation.pk):
        assert Event.objects.filter(kind=FORESEEN).count() == 1
    # The week after it begins anew, and what is decided already counts as it was decided.
    monday.shift(timedelta(days=7))
    make_decision(cast.bram, now=MONDAY + timedelta(days=9), arm="", reason=3, send_chance=0)
    assert "Probeer deze week uit" in read(pim)


def test_too_few_to_show_show_nothing(monday: Any) -> None:
    small = make_cast()
    pim = signed_in(Client(), small.pim)

    def told() -> str:
        pim.post("/prompts/dry-run/")
        page = read(pim)
        assert "<table" not in page
        with tenant(small.organisation.pk):
            assert foresight_of(organisation=small.organisation, now=MONDAY) is None
        return page

    assert "te weinig niet, om groepen te tonen" in told()
    for _ in range(6):
        make_member(small.organisation, joined=False)
    assert "De meeste verhalen zijn nog niet gekozen." in told()
    with tenant(small.organisation.pk):
        switch_prompts(organisation_id=small.organisation.pk, by=small.pim, on=False, now=MONDAY)
    assert "er is niemand over wie te beslissen valt" in told()
    story = make_story(small.organisation)
    with tenant(small.organisation.pk):
        switch_prompts(organisation_id=small.organisation.pk, by=small.pim, on=True, now=MONDAY)
        # Seven take part, and neither those who may be asked nor the others are five.
        for one in (small.anna, small.bram, small.femke, small.pim):
            make_digest(one, [story], now=MONDAY)
        found = foresee_week(organisation=small.organisation, now=MONDAY)
        assert (found.drawn, found.asked, dict(found.reasons.shown)) == (0, 0, {})
    assert "Te weinig mensen om te tonen" in read(pim)


def test_the_works_council_reads_the_rules_and_no_group(cast: Cast) -> None:
    signed_in(Client(), cast.pim).post("/prompts/dry-run/")

    for who in (cast.wil, cast.ad):
        reader = signed_in(Client(), who)
        page = read(reader)
        assert "Na drie zonder antwoord is het vier weken stil." in page
        assert "<table" not in page
        assert "<form" not in page.split("<main")[1].split("</main")[0]
        assert "25 mensen" not in page
        for act in ("dry-run", "settings", "switch"):
            assert reader.post(f"/prompts/{act}/").status_code == 403
    assert 'href="/sending/"' in read(signed_in(Client(), cast.ad)).split("<main")[1]
    assert signed_in(Client(), cast.anna).get("/prompts/").status_code == 403


def test_hold_out_and_learning_are_set_stopped_and_written_down(cast: Cast) -> None:
    pim = signed_in(Client(), cast.pim)
    given = {"hold_out": "10", "learning_chance": "30", "learning_until": "2026-12-01"}
    assert pim.post("/prompts/dry-run/").status_code == 302

    for _ in range(2):
        assert pim.post("/prompts/settings/", given).status_code == 302
    page = read(pim)
    assert "10 op de 100 mensen" in page
    assert "30 op de 100 keer" in page
    assert "Minder dan vijf mensen zouden deze week worden gevraagd." in read(pim)
    pim.post("/prompts/settings/", given | {"learning_chance": "90"})
    assert "Ongeveer 5 van de 25 mensen" in read(pim)
    pim.post("/prompts/settings/", given)
    assert "Niet vóór 1 december 2026." in page
    wrong = pim.post("/prompts/settings/", {"hold_out": "60", "learning_chance": "95"})
    assert wrong.status_code == 422
    assert "Tussen 10 en 90" in unescape(wrong.content.decode())

    assert pim.post("/prompts/switch/", {"on": "no"}).status_code == 302
    assert "Niemand wordt gevraagd: aansporingen staan uit." in read(pim)
    assert pim.post("/prompts/switch/", {"on": "yes"}).status_code == 302

    with tenant(cast.organisation.pk), connection.cursor() as cursor:
        rows = PromptSettings.objects.order_by("pk")
        assert [(one.is_enabled, one.hold_out_share, one.replaced_at is None) for one in rows] == [
            (True, 0.1, False),
            (True, 0.1, False),
            (True, 0.1, False),
            (False, 0.1, False),
            (True, 0.1, True),
        ]
        cursor.execute(
            "SELECT count(*) FROM people_auditentry WHERE action = 'prompts.settings_changed'"
        )
        assert cursor.fetchone() == (5,)
        of = {"organisation_id": cast.organisation.pk, "by": cast.pim, "now": MONDAY}
        for refused in ({"hold_out_share": 0.6}, {"learning_chance": 0.95}):
            with pytest.raises(SettingsRefusedError):
                set_prompting_settings(**of, wanted=wanted(**refused))
        assert switch_prompts(**of, on=True).pk == rows.last().pk
