"""Why am I asked, or not: told in full to its person and nobody else, every no one tap away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from zetje.behaviour.availability import Reason
from zetje.content.testing import make_story
from zetje.delivery.registry import perform_action
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as people_queries
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.models import DecisionOutcome
from zetje.prompting.presenters.silences import SENTENCES
from zetje.prompting.queries.own_decisions import noes_of
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.testing import make_decision

pytestmark = pytest.mark.django_db
# Thursday, ten o'clock in Amsterdam.
SLOT = datetime(2026, 9, 17, 8, tzinfo=UTC)
NOW = SLOT + timedelta(hours=1)
NOES = ("kind", "time", "pause", "learning", "experiments")
HOUR = {"weekday": "3", "hour": "10"}
KEYS = [family.key for family in FAMILIES]
FITTED = ("neutral", "social_proof", "streak")


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def asked(cast: Cast) -> Any:
    """Anna's chain was at stake, and the lot said yes."""
    return make_decision(
        cast.anna,
        now=SLOT,
        arm="streak",
        eligible=sum(1 << KEYS.index(key) for key in FITTED),
        message_chances=[{"streak": 0.4, "neutral": 0.3}.get(key, 0.0) for key in KEYS],
        send_chance=0.62,
        send_policy="PartialPooling 12",
        message_policy="MainEffect 12",
        phase=2,
        seed=417,
        baseline=[1.0, 0.5],
        advantage=[1.0, 0.32],
        channel="mail",
        story=make_story(cast.organisation, title="De naaf"),
    )


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def test_a_prompt_is_told_with_its_chance_its_grounds_and_its_rules(cast: Cast, asked: Any) -> None:
    page = read(signed_in(Client(), cast.anna), f"/why/{asked.token}/")

    for told in (
        "Je bent gevraagd op donderdag 17 september, 10:00.",
        "62 op de 100",
        "Je ketting. Van de soorten die pasten had deze 40 op de 100.",
        "“De naaf”",
        "Toepassing",
        "32 van de 100",
        "je ketting, die die week nog langer kon worden",
        "minstens vijf collega’s",
        "(PartialPooling 12)",
        "(MainEffect 12)",
        "Getal 417 voor 2026-W38",
        "Je functie, je leidinggevende, je leeftijd",
    ):
        assert told.lower() in page.lower(), told
    assert "Niet van je geleerd" not in page
    with tenant(cast.organisation.pk):
        DecisionOutcome.objects.create(
            organisation=cast.organisation,
            decision=asked,
            shared=False,
            was_sent=False,
            price=0.0,
            learned_at=NOW,
            version=1,
        )
    page = read(signed_in(Client(), cast.anna), f"/why/{asked.token}/")
    assert "het is niet verstuurd" in page


def test_silence_is_told_with_its_reason_and_every_reason_has_its_sentence(cast: Cast) -> None:
    assert set(SENTENCES) == {reason.name for reason in Reason}
    anna = signed_in(Client(), cast.anna)
    assert "Er is nog niets over je beslist." in read(anna, "/me/decisions/")

    away = make_decision(
        cast.anna,
        now=SLOT - timedelta(days=7),
        arm="",
        reason=4,
        send_chance=0.0,
        message_chances=[],
    )
    luck = make_decision(cast.anna, now=SLOT, arm="", send_chance=0.25, person=-5)
    make_decision(cast.bram, now=SLOT, arm="streak")

    page = read(anna, f"/why/{away.token}/")
    assert "Die week ben je niet gevraagd." in page
    assert "Je was weg." in page
    assert "Dan wordt er verder nergens naar gekeken" in page
    assert "Getal" not in page
    page = read(anna, f"/why/{luck.token}/")
    assert "25 op de 100" in page
    assert "wat je met eerdere aansporingen deed, zoals je vroeg" in page
    listed = read(anna, "/me/decisions/")
    assert "Je bent nooit gevraagd." in listed
    assert listed.index("Week 38") < listed.index("Je was weg.")
    assert "De kans daarop was 75 op de 100." in listed
    assert "Je ketting" not in listed


def test_only_its_person_opens_it_signed_in_or_on_a_browser_of_theirs(
    cast: Cast, asked: Any
) -> None:
    path = f"/why/{asked.token}/"
    for who in ("bram", "ad", "pim", "wil", "chaima"):
        other = signed_in(Client(), getattr(cast, who))
        assert other.get(path).status_code == 404
        assert other.post(f"{path}say/", {"what": "pause"}).status_code == 404
    stranger = Client()
    for token in (asked.token, "nothing"):
        answer = stranger.get(f"/why/{token}/")
        assert (answer.status_code, answer.headers["Location"]) == (
            302,
            f"/sign-in/?next=/why/{token}/",
        )
        assert stranger.post(f"/why/{token}/say/", {"what": "pause"}).status_code == 302

    with tenant(cast.organisation.pk):
        _, cookie = people.remember_device(
            member=cast.anna, cookie="", session_key="", name="Telefoon", now=NOW
        )
    known = Client()
    known.cookies[settings.DEVICE_COOKIE] = cookie
    assert "Je bent gevraagd op donderdag" in read(known, path)
    assert known.post(f"{path}say/", {"what": "time", "say": "no", **HOUR}).status_code == 302
    assert "Het schikt toch" in read(known, path)
    # It is a session for nothing else, and a press needs the token of its own page.
    assert known.get("/me/decisions/").status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.DEVICE_COOKIE] = cookie
    assert strict.post(f"{path}say/", {"what": "pause", "say": "no"}).status_code == 403
    with tenant(cast.organisation.pk):
        people.deactivate_member(member=cast.anna, by=None, now=NOW)
    assert known.get(path).status_code == 302


@pytest.mark.parametrize("below", ["why", "me"])
def test_each_no_is_one_tap_and_one_tap_back(cast: Cast, asked: Any, below: str) -> None:
    anna = signed_in(Client(), cast.anna)
    base = f"/why/{asked.token}/" if below == "why" else "/me/decisions/"
    given = {"kind": {"kind": "streak"}, "time": HOUR}

    def standing() -> Any:
        with tenant(cast.organisation.pk):
            member = people_queries.members_by_ids([cast.anna.pk])[cast.anna.pk]
            return noes_of(member=member, now=NOW)

    before = standing()
    assert anna.get(base).status_code == 200
    assert standing() == before
    for what in NOES:
        for _ in range(2):
            answer = anna.post(f"{base}say/", {"what": what, "say": "no", **given.get(what, {})})
            assert answer.status_code == 302
    said = standing()
    assert (said.arms, said.hours, said.is_paused, said.learns, said.experiments) == (
        {"streak"},
        [(3, 10)],
        True,
        False,
        False,
    )
    page = read(anna, base)
    assert page.count('value="back"') == len(NOES)
    for what in NOES:
        anna.post(f"{base}say/", {"what": what, "say": "back", **given.get(what, {})})
    assert standing() == before
    for what, wrong in (
        ("kind", {"kind": "neutral"}),
        ("kind", {"kind": "x"}),
        ("time", {"weekday": "x"}),
        ("time", {"weekday": "9", "hour": "9"}),
        ("all", {}),
    ):
        assert anna.post(f"{base}say/", {"what": what, "say": "no", **wrong}).status_code == 400
    assert standing() == before


def test_not_this_kind_works_in_a_chat_for_its_person_alone(cast: Cast, asked: Any) -> None:
    def tap(name: str, member: Any, value: str) -> Any:
        return perform_action(
            name=name,
            organisation_id=cast.organisation.pk,
            member_id=member.pk,
            value=value,
            now=NOW,
        )

    def arms() -> frozenset[str]:
        with tenant(cast.organisation.pk):
            return noes_of(member=cast.anna, now=NOW).arms

    plain = make_decision(cast.femke, now=SLOT)
    assert tap("fewer", cast.bram, asked.token).title == "Dit was voor iemand anders."
    assert tap("fewer", cast.femke, plain.token).title == "Dit was de gewone herinnering."
    assert arms() == frozenset()

    card = tap("fewer", cast.anna, asked.token)
    assert card == tap("fewer", cast.anna, asked.token)
    assert arms() == {"streak"}
    assert card.buttons[1].url == f"{settings.SITE_ADDRESS}/why/{asked.token}/"
    back = tap(card.buttons[0].action, cast.anna, card.buttons[0].value)
    assert back == tap(card.buttons[0].action, cast.anna, card.buttons[0].value)
    assert arms() == frozenset()
    assert tap(back.buttons[0].action, cast.anna, back.buttons[0].value) == card
