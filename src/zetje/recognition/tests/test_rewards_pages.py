"""The pages of rewards: who reads a code, who reads a name, and what the forms say."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zetje.content.testing import make_story, make_tip
from zetje.lib.tenancy import tenant
from zetje.people.operations import export_person
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.models import Award
from zetje.recognition.operations import rewards
from zetje.recognition.operations.settings import set_game_switches
from zetje.recognition.tests.rewarding import (
    LATER,
    SEPTEMBER,
    awards,
    drawn_round,
    make_rule,
    make_sharers,
    make_vouchers,
    share,
)

pytestmark = pytest.mark.django_db
Preferences: Any = apps.get_model("people", "Preferences")
CODES = ["GEHEIM-1", "GEHEIM-2"]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def _later() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


def awarded(cast: Cast, **given: Any) -> Award:
    """Anna was drawn for a voucher, and Ad said yes."""
    make_rule(cast, batch=make_vouchers(cast, CODES), **given)
    share(cast.anna, at=SEPTEMBER)
    drawn = drawn_round(cast)
    with tenant(cast.organisation.pk):
        rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER)
    (award,) = awards(cast)
    return award


def test_a_code_stands_on_the_page_of_its_person_and_nowhere_else(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    award = awarded(cast)
    anna, ad = signed_in(Client(), cast.anna), signed_in(Client(), cast.ad)
    page = f"/rewards/{award.token}/"

    before = anna.get(page).content.decode()
    for _ in range(2):
        assert anna.post(page, {"answer": "yes"}).status_code == 302
    after = anna.get(page).content.decode()

    assert "GEHEIM" not in before
    assert re.findall(r"GEHEIM-\d", after) == ["GEHEIM-1"]
    assert ad.get(page).status_code == 404
    others = ["/rewards/ledger/", "/rewards/vouchers/", "/rewards/rules/", "/audit/", "/rewards/"]
    read = [ad.get(address).content.decode() for address in others]
    read.append(ad.post("/rewards/ledger/export/").content.decode())
    assert cast.anna.full_name in read[-1]
    with tenant(cast.organisation.pk):
        read.append(export_person(member=cast.anna, now=LATER).decode("latin-1"))
    read += [caplog.text, anna.get("/rewards/").content.decode()]
    assert [text for text in read if "GEHEIM" in text] == []


def test_another_code_follows_one_that_did_not_work(cast: Cast) -> None:
    award = awarded(cast)
    anna, ad = signed_in(Client(), cast.anna), signed_in(Client(), cast.ad)
    page = f"/rewards/{award.token}/"
    anna.post(page, {"answer": "yes"})

    answer = ad.post(f"/rewards/ledger/{award.token}/", follow=True).content.decode()

    assert "GEHEIM" not in answer
    assert re.findall(r"GEHEIM-\d", anna.get(page).content.decode()) == ["GEHEIM-2"]


def test_leaving_it_tells_nobody_and_it_cannot_be_taken_afterwards(cast: Cast) -> None:
    award = awarded(cast)
    anna = signed_in(Client(), cast.anna)
    page = f"/rewards/{award.token}/"

    anna.post(page, {"answer": "no"})
    anna.post(page, {"answer": "yes"})

    assert "GEHEIM" not in anna.get(page).content.decode()
    ledger = signed_in(Client(), cast.ad).get("/rewards/ledger/").content.decode()
    assert cast.anna.family_name not in ledger


@pytest.mark.parametrize("agrees", [False, True])
def test_who_approves_reads_a_name_only_of_who_agreed_to_be_named(cast: Cast, agrees: bool) -> None:
    with tenant(cast.organisation.pk):
        Preferences.objects.filter(member=cast.anna).update(shoutouts=agrees)
    rule = make_rule(cast)
    share(cast.anna, at=SEPTEMBER)
    drawn = drawn_round(cast)

    page = signed_in(Client(), cast.ad).get(f"/rewards/rules/{rule.token}/").content.decode()

    assert f"/rewards/rounds/{drawn.token}/" in page
    assert (cast.anna.full_name in page) == agrees
    assert "minder dan 5" in page


def test_a_rule_that_pays_for_each_share_is_proposed_only_past_the_evidence(cast: Cast) -> None:
    pim = signed_in(Client(), cast.pim)
    make_sharers(cast, 7)
    given = {
        "kind": "draw",
        "per_share": "on",
        "period": "month",
        "prize_nl": "Lunch",
        "prize_en": "Lunch",
        "value": "12,50",
        "budget": "100",
        "winners": "1",
        "rest_rounds": "0",
        "act": "look",
    }

    looked = pim.post("/rewards/rules/new/", given).content.decode()
    unread = pim.post("/rewards/rules/new/", given | {"act": "propose"})
    kept = pim.post("/rewards/rules/new/", given | {"act": "propose", "read_evidence": "on"})

    assert "Deci" in looked
    assert "5 of meer" in looked
    assert unread.status_code == 422
    assert kept.status_code == 302
    assert "€\N{NO-BREAK SPACE}12,50" in pim.get(kept.headers["Location"]).content.decode()
    plain = {name: value for name, value in given.items() if name != "per_share"}
    assert "Deci" not in pim.post("/rewards/rules/new/", plain).content.decode()


def test_codes_that_are_refused_are_not_written_into_the_page(cast: Cast) -> None:
    ad = signed_in(Client(), cast.ad)
    given = {"name": "Bonnen", "value": "10"}

    typed = ad.post("/rewards/vouchers/", given | {"codes": "GEHEIM-1\nGEHEIM-1"})
    file = SimpleUploadedFile("c.csv", b"code\nGEHEIM-1\nGEHEIM-2\n")
    kept = ad.post("/rewards/vouchers/", given | {"file": file})

    assert typed.status_code == 422
    assert "GEHEIM" not in typed.content.decode()
    assert "regel 2" in typed.content.decode()
    assert kept.status_code == 302


def test_a_team_lead_thanks_their_own_team_and_nobody_else(cast: Cast) -> None:
    pot = make_rule(cast, kind="thanks", period="")
    bram = signed_in(Client(), cast.bram)
    given = {"pot": pot.token, "reason": "helped", "words": "Voor de soep.", "press": "p1"}

    for to in (cast.femke, cast.anna, cast.anna):
        bram.post("/rewards/thanks/", given | {"to": to.token})
    refused = bram.post(
        "/rewards/thanks/", given | {"to": cast.anna.token, "words": "Mooie post!", "press": "p2"}
    )

    assert [award.member_id for award in awards(cast)] == [cast.anna.pk]
    assert refused.status_code == 422
    found = bram.get("/rewards/thanks/", {"who": "Femke"}).content.decode()
    assert cast.femke.full_name not in found
    own = signed_in(Client(), cast.anna).get("/rewards/").content.decode()
    assert "Bram" in own


def test_the_bon_stands_on_recognition_and_names_only_who_agreed(cast: Cast) -> None:
    make_rule(cast, kind="passed_on", note_nl="Café De Wissel")
    story = make_story(cast.organisation)
    make_tip(cast.bram, taken_at=SEPTEMBER, story=story)
    for one in make_sharers(cast, 7, at=LATER):
        share(one, story, at=LATER)
    anna = signed_in(Client(), cast.anna)

    silent = anna.get("/recognition/").content.decode()
    with tenant(cast.organisation.pk):
        Preferences.objects.filter(member=cast.bram).update(shoutouts=True)
    named = anna.get("/recognition/").content.decode()
    with tenant(cast.organisation.pk):
        set_game_switches(organisation=cast.organisation, by=cast.ad, now=LATER, rewards=False)
    off = anna.get("/recognition/").content.decode()

    assert "Lunch voor twee" in silent
    assert "Bram" not in silent
    assert "Bram staat voor: 5 collega’s of meer" in named
    assert "Lunch voor twee" not in off
    assert anna.get("/rewards/").status_code == 404


def test_the_draw_can_be_checked_on_the_page_and_names_nobody_who_did_not_agree(
    cast: Cast,
) -> None:
    award = awarded(cast)
    anna = signed_in(Client(), cast.anna)
    anna.post(f"/rewards/{award.token}/", {"answer": "yes"})

    page = signed_in(Client(), cast.bram).get("/rewards/").content.decode().replace("<wbr>", "")

    drawn = drawn_round(cast)
    assert drawn.seed in page
    assert drawn.seed_hash in page
    assert award.ticket in page
    assert "Anna" not in page
