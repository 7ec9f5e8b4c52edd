"""The wall, the form, one's own page and the page of managers, as each of them sees theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.recognition import operations
from zetje.recognition.models import Shoutout
from zetje.recognition.queries import proposals
from zetje.recognition.testing import make_ask, make_shoutout
from zetje.sharing.queries.noticed import NoticedPost

# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WORDS = 'Bleef na de open dag en ruimde op. <b onclick="x()">Dank</b> {{ 7*7 }}'


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def as_of(member: Any) -> Client:
    return signed_in(Client(), member)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def test_from_finding_a_colleague_to_the_wall_and_off_it_again(cast: Cast) -> None:
    bram, anna, femke = (as_of(who) for who in (cast.bram, cast.anna, cast.femke))
    found = text_of(bram.get("/shout-outs/new/?who=an"))
    (to,) = re.findall(r'/shout-outs/new/\?to=([^"]+)"', found)

    refused = bram.post("/shout-outs/new/", {"to": to, "text_nl": "Eindelijk!"})
    sent = bram.post("/shout-outs/new/", {"to": to, "text_nl": WORDS}, follow=True)
    before = text_of(femke.get("/shout-outs/"))
    own = text_of(anna.get("/me/shout-outs/"))
    (answer,) = re.findall(r'action="(/me/shout-outs/[^"]+)"', own)[:1]
    anna.post(answer, {"answer": "yes"})
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        shown = text_of(femke.get("/shout-outs/"))
        (thank,) = re.findall(r'action="(/shout-outs/[^"]+)"', shown)
        femke.post(thank)
        thanked = text_of(femke.get("/shout-outs/"))
        anna.post(answer, {"answer": "no"})
        after = text_of(femke.get("/shout-outs/"))
        gone = femke.post(thank)

    assert refused.status_code == 422
    assert "Eindelijk!" in text_of(refused)
    assert "Anna" in text_of(sent)
    assert "ruimde op" not in before
    assert "Bram Visser" in own
    for page in (own, shown):
        assert "Bleef na de open dag" in page
        assert '<b onclick="x()">' not in page
    # Bram agreed to nothing: below his words stands no name.
    assert "Bram" not in shown
    assert 'value="no"' in thanked
    assert "ruimde op" not in after
    assert gone.status_code == 404


def test_only_our_own_pages_are_gone_back_to(cast: Cast) -> None:
    made = make_shoutout(cast.anna, giver=cast.bram, now=NOW - timedelta(minutes=1))
    for back, leads in (
        ("https://evil.example/", "/shout-outs/"),
        ("//evil.example/", "/shout-outs/"),
        ("/recognise/", "/recognise/"),
    ):
        answer = as_of(cast.femke).post(f"/shout-outs/{made.token}/thanks/", {"next": back})
        assert answer.headers["Location"] == leads


def test_the_whole_staff_is_not_listed_and_nobody_s_joining_shows(cast: Cast) -> None:
    make_member(cast.organisation, given_name="Annelies", joined=False)
    browser = as_of(cast.bram)

    found = text_of(browser.get("/shout-outs/new/?who=ann"))

    assert {"Anna", "Annelies"} <= set(re.findall(r">(\w+) (?:de Vries|Jansen)<", found))
    assert "?to=" not in text_of(browser.get("/shout-outs/new/?who=a"))
    assert "Chaima" not in text_of(browser.get("/shout-outs/new/?who=chaima+el"))
    for name in ("who", "to", "proposal", "word"):
        assert browser.get(f"/shout-outs/new/?{name}=an%00na").status_code == 200


def test_an_expert_s_word_comes_on_the_wall_only_by_a_yes_of_its_person(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        ask = make_ask(cast.anna, now=NOW)
        word = operations.give_feedback(
            expert=cast.marijke, ask=ask, text="Je tweede zin doet het.", opening="", now=NOW
        )
        marijke = as_of(cast.marijke)
        address = f"/shout-outs/new/?word={word.token}"
        assert "Je tweede zin" not in text_of(marijke.get(address))

        operations.answer_word(member=cast.anna, token=word.token, answer="thank", said="", now=NOW)

        assert "Je tweede zin" in text_of(marijke.get(address))
        assert "Je tweede zin" not in text_of(as_of(cast.bram).get(address))
        assert address in text_of(marijke.get("/experts/"))
        marijke.post("/shout-outs/new/", {"word": word.token, "text_nl": "Je tweede zin doet het."})
        made = Shoutout.objects.get()
    assert (made.kind, made.member_id, made.agreed_at) == ("word", cast.anna.pk, None)


def test_managers_see_the_ways_that_are_theirs_and_shout_outs_can_be_off(cast: Cast) -> None:
    pages = {who: text_of(as_of(getattr(cast, who)).get("/recognise/")) for who in ("pim", "bram")}
    with tenant(cast.organisation.pk):
        operations.set_game_switches(
            organisation=cast.organisation, by=cast.ad, now=NOW, shoutouts=False
        )

    for page in pages.values():
        assert 'href="/shout-outs/new/"' in page
    assert 'href="/shout-outs/new/"' not in text_of(as_of(cast.pim).get("/recognise/"))
    for address in ("/shout-outs/", "/shout-outs/new/"):
        assert as_of(cast.anna).get(address).status_code == 404
    assert as_of(cast.anna).get("/me/shout-outs/").status_code == 200


def test_the_administrator_sees_a_complaint_without_the_words(cast: Cast) -> None:
    made = make_shoutout(cast.anna, giver=cast.bram, now=NOW, agreed=False)
    as_of(cast.anna).post(
        f"/me/shout-outs/{made.token}/", {"answer": "report", "said": "Dit was niet zo."}
    )

    page = text_of(as_of(cast.ad).get("/feedback/reports/"))

    assert "Dit was niet zo." in page
    assert "Bram Visser" in page
    assert made.text_nl not in page


def test_the_wall_asks_the_database_as_often_for_six_as_for_one(cast: Cast) -> None:
    def looks() -> int:
        with (
            time_machine.travel(NOW + timedelta(hours=1), tick=False),
            CaptureQueriesContext(connection) as asked,
        ):
            assert browser.get("/shout-outs/").status_code == 200
        return len(asked)

    browser = as_of(cast.femke)
    make_shoutout(cast.anna, giver=cast.bram, now=NOW)
    browser.get("/shout-outs/")
    one = looks()
    for number in range(5):
        member = make_member(cast.organisation)
        make_shoutout(member, giver=cast.bram, now=NOW, text=f"Dank. {number}")

    assert looks() == one


def test_a_proposal_is_sent_in_one_tap_and_pressed_twice_it_is_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant(cast.organisation.pk):
        people.set_switch(member=cast.anna, name="shoutouts", on=True, now=NOW)
    post = NoticedPost(token="p1", member_id=cast.anna.pk, title="De naaf", network="LinkedIn")
    monkeypatch.setattr(proposals, "posts_with_readers", lambda **_given: [post])
    pim = as_of(cast.pim)
    page = text_of(pim.get("/recognise/"))
    given = dict(re.findall(r'name="(proposal|next)" value="([^"]*)"', page))
    given |= {
        name: unescape(words)
        for name, words in re.findall(r'name="(text_..)"[^>]*>\s*([^<]*)</textarea>', page)
    }

    sent = pim.post("/shout-outs/new/", given, follow=True)
    again = pim.post("/shout-outs/new/", given, follow=True)
    late = as_of(cast.femke).post("/shout-outs/new/", given, follow=True)

    assert "De naaf" in page
    assert sent.redirect_chain[0][0] == "/recognise/"
    for answer in (sent, again):
        assert "Anna ziet het eerst." in text_of(answer)
    assert "net voor" in text_of(late)
    with tenant(cast.organisation.pk):
        (made,) = Shoutout.objects.all()
    assert (made.kind, made.subject, made.giver_id) == ("post", "post:p1", cast.pim.pk)
