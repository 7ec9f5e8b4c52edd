"""The pages of wordings: what there is, a proof first, what presses is named, who and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.prompting.queries.prompt_wordings import own_wordings
from zetje.prompting.testing import make_decision, make_wording

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 7, tzinfo=UTC)
FILLED = {
    "arm": "social_proof",
    "language": "nl",
    "subject": "{colleagues} mensen van hier",
    "lead": "Zij deelden “{story}”.",
    "title": "",
    "text": "",
}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def femke(cast: Cast) -> Any:
    return signed_in(Client(), cast.femke)


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_list_shows_each_kind_in_a_language_with_who_wrote_what_and_how_often(
    cast: Cast, femke: Client
) -> None:
    make_wording(cast.femke, now=NOW)
    for number in range(5):
        member = make_member(cast.organisation, email=f"m{number}@noordnaaf.example")
        make_decision(member, now=NOW, wording="neutral.1")

    page = femke.get("/wordings/?language=nl")
    words = told(page)

    assert page.content.decode().count('<section class="section" id="') == 9
    assert "Een verhaal voor als je even hebt" in words
    assert "Van Zetje zelf; 5 keer gebruikt." in words
    assert "Uit de werkplaats" in words
    assert f"Geschreven door {cast.femke.full_name} op 15 september 2026" in words
    assert "A story for when you have a minute" not in words
    assert "A story for when you have a minute" in told(femke.get("/wordings/?language=en"))
    assert femke.get("/wordings/?language=fr").status_code == 200


def test_looking_shows_a_mail_and_a_chat_and_keeps_nothing(cast: Cast, femke: Client) -> None:
    page = femke.post("/wordings/new/", FILLED | {"act": "look"})
    words = told(page)

    assert page.status_code == 200
    assert words.count("Zeven mensen van hier") == 3  # the mail's subject and head, and the chat
    assert words.count("Zij deelden “De naaf die de fiets overleeft”.") == 2
    assert words.count("Kopieer en post") == 2
    with tenant(cast.organisation.pk):
        assert not own_wordings(cast.organisation.pk).exists()


def test_what_is_kept_stands_in_the_list_and_can_be_retired(cast: Cast, femke: Client) -> None:
    kept = femke.post("/wordings/new/", FILLED | {"act": "keep"}, follow=True)
    assert kept.redirect_chain == [("/wordings/?language=nl#social_proof", 302)]
    assert "wordt vanaf het volgende bericht gebruikt" in told(kept)

    with tenant(cast.organisation.pk):
        (own,) = own_wordings(cast.organisation.pk)
    assert own.written_by == cast.femke
    again = femke.post("/wordings/new/", FILLED | {"act": "keep"})
    assert again.status_code == 422
    assert "Deze woorden zijn er al" in told(again)

    gone = femke.post(f"/wordings/{own.token}/retirement/", follow=True)
    assert "Niet meer in gebruik" in told(gone)
    assert f"/wordings/{own.token}/retirement/" not in gone.content.decode()
    assert femke.post("/wordings/nothing/retirement/").status_code == 404


@pytest.mark.parametrize("act", ["look", "keep"])
def test_words_that_press_are_named_with_the_reason_and_what_was_typed_stays(
    cast: Cast, femke: Client, act: str
) -> None:
    pressing = {"subject": "Laatste kans", "lead": "Dit kost je 2 minuten, {naam}", "act": act}

    page = femke.post("/wordings/new/", FILLED | pressing)
    words = told(page)

    assert page.status_code == 422
    assert "“Laatste kans”: Dit maakt iets schaars wat het niet is." in words
    assert "“2”: Een getal komt uit wat er is vastgelegd" in words
    assert "“{naam}”: Zo'n gegeven is er niet." in words.replace("&#x27;", "'")
    assert 'value="Laatste kans"' in page.content.decode()
    with tenant(cast.organisation.pk):
        assert not own_wordings(cast.organisation.pk).exists()


def test_what_is_needed_is_asked_for(femke: Client) -> None:
    page = femke.post("/wordings/new/", FILLED | {"subject": " ", "act": "look"})

    assert page.status_code == 422
    assert "Onderwerp: Dit is nodig: zonder valt er niets te sturen." in told(page)


def test_markup_in_words_is_shown_as_it_was_typed(cast: Cast, femke: Client) -> None:
    make_wording(cast.femke, now=NOW, subject="<b>vet</b>")

    page = femke.get("/wordings/?language=nl").content.decode()

    assert "&lt;b&gt;vet" in page
    assert "<b>vet" not in page


def test_the_list_asks_as_many_questions_however_many_wordings_there_are(
    cast: Cast, femke: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        make_wording(cast.femke, now=NOW, subject=f"Nummer {number}")
    with django_assert_max_num_queries(14) as seen:
        femke.get("/wordings/?language=nl")
    assert len([one for one in seen.captured_queries if "ownwording" in one["sql"]]) == 1
