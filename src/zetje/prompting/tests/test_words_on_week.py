"""Asking for an expert's word on This week, and reading one there and on the own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest
from zetje.recognition import operations
from zetje.recognition.queries import share_asks
from zetje.sharing.testing import make_share

# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WORDS = "Je tweede zin doet het. </textarea><script>alert(1)</script>"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


def expert(cast: Cast) -> Client:
    return signed_in(Client(), cast.marijke)


def text_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def week(cast: Cast) -> Any:
    """Anna's week, in which she posted the first story in her own words."""
    story = make_story(cast.organisation)
    digest = make_digest(cast.anna, [story, make_story(cast.organisation)], now=NOW)
    share = make_share(cast.anna, story, text="Vrijdag ruikt de gieterij naar ijzer.", now=NOW)
    return story, share, digest_path(digest, now=NOW)


@pytest.mark.parametrize("by_mail", [False, True])
def test_asking_takes_one_tap_on_this_week_and_so_does_thinking_better(
    cast: Cast, week: Any, by_mail: bool
) -> None:
    story, share, mailed = week
    client, base = signed_in(Client(), cast.anna), mailed if by_mail else "/week/"
    act = f"{base}{story.token}/feedback/"
    page = text_of(client.get(base))
    assert f'action="{act}"' in page
    assert f'name="share" value="{share.token}"' in page
    assert "Vraag een expert om een reactie op je bericht op LinkedIn" in page

    asked = text_of(client.post(act, {"share": share.token, "ask": "yes"}, follow=True))
    assert "Je vroeg een expert om een reactie op je bericht op LinkedIn." in asked
    assert "Anna" in text_of(expert(cast).get("/experts/"))
    back = text_of(client.post(act, {"share": share.token, "ask": "no"}, follow=True))
    assert "Teruggenomen." in back
    assert "Niemand wacht nu" in text_of(expert(cast).get("/experts/"))
    client.post(act, {"share": "somebody's", "ask": "yes"})
    with tenant(cast.organisation.pk):
        (ask,) = share_asks(member=cast.anna, shares=[share]).values()
        assert ask.state == "none"


def seen_events(cast: Cast) -> int:
    with tenant(cast.organisation.pk):
        return Event.objects.filter(kind="feedback.seen").count()


@pytest.mark.parametrize("page", ["/week/", "/me/feedback/"])
def test_a_word_is_folded_until_it_is_read_and_looking_changes_nothing(
    cast: Cast, week: Any, page: str
) -> None:
    _, share, mailed = week
    with tenant(cast.organisation.pk):
        ask = operations.ask_feedback(member=cast.anna, share=share, now=NOW)
        word = operations.give_feedback(
            expert=cast.marijke, ask=ask, text=WORDS, opening="", now=NOW
        )
    client = signed_in(Client(), cast.anna)
    act = f"/week/word/{word.token}/" if page == "/week/" else f"/me/feedback/{word.token}/"

    for _ in range(2):
        folded = text_of(client.get(page))
        assert "Een reactie van Marijke" in folded
        assert "Je tweede zin doet het." not in folded
    assert client.get(act).status_code == 405
    assert seen_events(cast) == 0
    # Whoever has the forwarded mail sees that there are stories, and nothing of the word.
    assert "Marijke" not in text_of(Client().get(mailed))
    assert Client().post(f"{mailed}word/{word.token}/").status_code == 302
    assert seen_events(cast) == 0

    read = text_of(client.post(act, follow=True))
    assert "Je tweede zin doet het. &lt;/textarea&gt;" in read
    assert "<script>alert" not in read
    assert seen_events(cast) == 1
    thanked = text_of(client.post(act, {"answer": "thank"}, follow=True))
    assert "Je zei bedankt." in thanked
    assert "Zegt bedankt" in text_of(expert(cast).get("/experts/"))
    reported = client.post(act, {"answer": "report", "said": "<i>Toch niet</i>"}, follow=True)
    assert "Je tweede zin" not in text_of(reported)
    assert signed_in(Client(), cast.bram).post(act).status_code == 404
