"""The pages of experts, of the person, and of the administrator, as each of them sees theirs."""

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

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.recognition import operations, queries
from zetje.recognition.models import Feedback
from zetje.recognition.testing import make_ask
from zetje.sharing.testing import make_share

# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
POST = 'Vrijdag ruikt naar <b onclick="x()">ijzer</b> {{ 7*7 }} #naaf'
WORDS = "Je tweede zin doet het. </textarea><script>alert(1)</script>"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def expert(cast: Cast, **given: Any) -> Client:
    return signed_in(Client(**given), cast.marijke)


def second_expert(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        people.grant_role(member=cast.femke, role="expert", by=cast.ad, now=NOW)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def box_in(page: str) -> str:
    (box,) = re.findall(
        r'<textarea id="text-[^>]*name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL
    )
    return unescape(box)


def test_an_expert_sees_who_asked_and_the_post_and_no_more(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW - timedelta(days=2), text=POST)
    second_expert(cast)
    make_ask(cast.marijke, now=NOW)

    page = text_of(expert(cast).get("/experts/"))

    assert "1 bericht wacht op een reactie." in page
    assert "Anna de Vries" in page
    assert "LinkedIn" in page
    assert "13 september" in page
    assert '<b onclick="x()">' not in page
    assert "Vrijdag ruikt naar &lt;b onclick" in page
    assert '<span class="tag">#naaf</span>' in page
    assert f"/experts/{ask.token}/word/" in page
    # Nothing of the phase, the chain or the figures; no number of a row.
    main = page[page.index("<main") :].lower()
    for unseen in ("fase", "ketting", "klik", "punten", "gewoonte", "phase", "streak"):
        assert unseen not in main


def test_the_queue_is_fair_and_short_and_asks_the_database_as_often_for_five_as_for_one(
    cast: Cast,
) -> None:
    client = expert(cast)
    make_ask(cast.anna, now=NOW - timedelta(days=9))
    client.get("/experts/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/experts/")
    for number in range(6):
        make_ask(cast.anna, now=NOW - timedelta(days=8 - number))
    make_ask(cast.bram, now=NOW)

    with CaptureQueriesContext(connection) as for_five:
        page = text_of(client.get("/experts/"))

    assert len(for_five) == len(for_one)
    names = re.findall(r'<h2 id="ask-[^>]*>([^<]*)</h2>', page)
    assert names == ["Anna de Vries", "Bram Visser", *["Anna de Vries"] * 3]
    assert "Er komen er nog 3 na deze." in page


def test_three_openings_fill_the_box_in_the_language_of_the_reader(cast: Cast) -> None:
    english = make_member(cast.organisation, given_name="Grace", language="en")
    ask = make_ask(english, now=NOW)
    make_ask(cast.anna, now=NOW - timedelta(days=1))
    opening = f"/experts/{ask.token}/opening/"

    whole = expert(cast).post(opening, {"opening": "tip", "text": "Shorter.", "begun": ""})
    again = expert(cast).post(
        opening,
        {"opening": "compliment", "text": box_in(text_of(whole).split("<article")[1])},
        headers={"HX-Request": "true"},
    )

    # Who asked stands first, in a page that is Dutch for the expert.
    first = text_of(whole).split("<article")[1]
    assert "Grace" in first
    assert box_in(first) == "Something to try in your next post: Shorter."
    assert "Schrijf" not in box_in(first)
    assert "in het Engels" in first
    fragment = text_of(again)
    assert "<html" not in fragment
    assert box_in(fragment) == "Well said, Grace. I can hear you in it. Shorter."
    assert 'name="begun" value="compliment"' in fragment
    nothing = expert(cast).post(opening, {"opening": "<b>", "text": WORDS})
    assert box_in(text_of(nothing).split("<article")[1]) == WORDS
    with tenant(cast.organisation.pk):
        assert not Feedback.objects.exists()


def test_a_word_is_sent_or_what_is_missing_is_said_beside_it(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW)
    send = f"/experts/{ask.token}/word/"

    empty = expert(cast).post(send, {"text": " ", "begun": "tip"})
    long = expert(cast).post(send, {"text": WORDS + "x" * 1000, "begun": "tip"})
    sent = expert(cast).post(send, {"text": WORDS, "begun": "tip"}, follow=True)
    again = expert(cast).post(send, {"text": "Nog eens.", "begun": ""}, follow=True)

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Er staat nog niets in." in text_of(empty)
    assert box_in(text_of(long)) == WORDS + "x" * 1000
    assert "Verstuurd naar Anna." in text_of(sent)
    assert "<script>alert" not in text_of(sent)
    assert "&lt;script&gt;alert(1)" in text_of(sent)
    assert "Niemand wacht nu op een reactie." in text_of(again)
    with tenant(cast.organisation.pk):
        (word,) = Feedback.objects.all()
        assert (word.text, word.opening, word.expert_id) == (WORDS, "tip", cast.marijke.pk)


def test_an_idea_without_a_story_gets_its_word_too(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW, text="Een idee van mijzelf.", is_idea=True)
    page = text_of(expert(cast).get("/experts/"))
    assert "Een eigen idee." in page
    assert "Het verhaal is" not in page

    expert(cast).post(f"/experts/{ask.token}/word/", {"text": WORDS})

    own = text_of(signed_in(Client(), cast.anna).get("/me/feedback/"))
    assert "Over je bericht op LinkedIn." in own
    assert "Een idee van mijzelf." in own


def test_who_is_second_keeps_what_they_typed(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW)
    second_expert(cast)
    with tenant(cast.organisation.pk):
        operations.give_feedback(expert=cast.femke, ask=ask, text="Eerst.", opening="", now=NOW)

    for path in ("word", "opening"):
        late = expert(cast).post(f"/experts/{ask.token}/{path}/", {"text": WORDS, "opening": "tip"})
        page = text_of(late)
        assert late.status_code == 409
        assert unescape(re.findall(r"readonly[^>]*>(.*?)</textarea>", page, re.DOTALL)[0]) == WORDS
        assert "Anna" not in page[page.index("<main") :]
        assert "Eerst." not in page
    assert "Een andere expert was je net voor" in text_of(
        expert(cast).post(f"/experts/{ask.token}/word/", {"text": WORDS})
    )


def test_nobody_answers_their_own_or_what_is_not_there(cast: Cast) -> None:
    second_expert(cast)
    own = make_ask(cast.marijke, now=NOW)
    for token in (own.token, "nothing", "\u202e"):
        for path in ("word", "opening"):
            assert expert(cast).post(f"/experts/{token}/{path}/", {"text": "x"}).status_code == 404


def test_the_administrator_sees_who_and_what_they_say_and_not_the_word(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        word = operations.give_feedback(
            expert=cast.marijke,
            ask=make_ask(cast.anna, now=NOW, text="Mijn post."),
            text="Iets naars.",
            opening="",
            now=NOW,
        )
        operations.report_feedback(
            member=cast.anna, token=word.token, said="<i>Zo niet.</i>", now=NOW
        )
        (report,) = queries.reports_of(organisation_id=cast.organisation.pk)
    administrator = signed_in(Client(), cast.ad)

    page = text_of(administrator.get("/feedback/reports/"))
    after = text_of(administrator.post(f"/feedback/reports/{report.token}/", follow=True))

    assert "Anna de Vries meldde een reactie van Marijke van den Berg." in page
    assert "&lt;i&gt;Zo niet.&lt;/i&gt;" in page
    for private in ("Iets naars.", "Mijn post."):
        assert private not in page
    assert "afgehandeld op 15 september" in after
    assert administrator.post("/feedback/reports/nothing/").status_code == 404


def test_the_own_page_asks_about_posts_in_own_words_and_says_what_comes(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), text="Van mij.", now=NOW)
    make_share(cast.anna, make_story(cast.organisation), network="mastodon", now=NOW)
    client = signed_in(Client(), cast.anna)
    act = f"/me/feedback/posts/{share.token}/"

    first = text_of(client.get("/me/feedback/"))
    asked = text_of(client.post(act, {"ask": "yes"}, follow=True))
    back = text_of(client.post(act, {"ask": "no"}, follow=True))

    assert "Nog geen reacties." in first
    assert first.count("/me/feedback/posts/") == 1
    assert "Laat maar" in asked
    assert "Vraag erom" in back
    assert signed_in(Client(), cast.bram).post(act).status_code == 404
    nobody = text_of(signed_in(Client(), cast.chaima).get("/me/feedback/"))
    assert "Er is hier nog geen expert" in nobody


def test_the_menu_shows_each_page_to_who_may_open_it(cast: Cast) -> None:
    for who, experts, reports in ((cast.marijke, 1, 0), (cast.ad, 0, 1), (cast.anna, 0, 0)):
        page = text_of(signed_in(Client(), who).get("/me/"))
        assert page.count('href="/experts/"') == experts
        assert page.count('href="/feedback/reports/"') == reports
