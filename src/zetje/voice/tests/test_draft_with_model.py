"""Drafts for editors: in every language, only what stands up to the story, never over their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from zetje.content import operations as content
from zetje.content.registry import Drafted
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.voice import operations
from zetje.voice.testing.model_server import KEY, MODEL, ModelServer

if TYPE_CHECKING:
    from zetje.content.models import Story

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DUTCH = "Onze naaf voor stadsfietsen hoor je niet. De eerste 40 rijden rond in Zwolle."
ENGLISH = "You cannot hear our hub for city bikes. The first forty are riding around in Zwolle."
INVENTED = "You cannot hear our hub for city bikes. The first 4,000 are riding around in Zwolle."


def write(**by_key: str) -> Any:
    def writer(_material: Mapping[str, Any]) -> str:
        rows = [{"key": key, "text": text} for key, text in by_key.items()]
        return json.dumps({"drafts": rows})

    return writer


@pytest.fixture
def server(settings: Any) -> Iterator[ModelServer]:
    with ModelServer() as running:
        settings.MODEL_HOSTS = frozenset({running.host})
        yield running


@pytest.fixture
def cast(server: ModelServer) -> Cast:
    made = make_cast()
    words = operations.ModelWords(
        address=server.address,
        model=MODEL,
        key=KEY,
        tokens_per_month=1_000_000,
        marks_every_post=False,
    )
    with tenant(made.organisation.pk):
        operations.set_up_model(by=made.ad, words=words, now=NOW)
    return made


@pytest.fixture
def story(cast: Cast) -> Story:
    return make_story(
        cast.organisation,
        title="Stille naaf voor stadsfietsen",
        summary="Noordnaaf maakt een naaf die je niet hoort. De eerste 40 rijden rond in Zwolle.",
        published_at=None,
        variants=[{"text": "Een eigen tekst van de redactie over de naaf.", "tone": "warm"}],
    )


def draft(cast: Cast, story: Story) -> Drafted:
    with tenant(cast.organisation.pk):
        return content.draft_by_model(story=story, by=cast.femke, now=NOW)


def written(story: Story) -> dict[str, str]:
    with tenant(story.organisation_id):
        return {
            f"{one.network or 'any'}_{one.language}_{one.tone}": one.text
            for one in story.variants.order_by("pk")
        }


def test_drafts_come_in_both_languages_and_never_over_an_editors_own(
    cast: Cast, story: Story, server: ModelServer
) -> None:
    before = written(story)
    server.model.writer = write(
        any_nl_plain=DUTCH, any_nl_warm=DUTCH, any_en_plain=ENGLISH, any_en_warm=INVENTED,
        x_en_plain=ENGLISH * 4, bluesky_en_plain=DUTCH, mastodon_nl_plain=DUTCH,
    )  # fmt: skip

    drafted = draft(cast, story)

    assert written(story) == before | {"any_nl_plain": DUTCH, "any_en_plain": ENGLISH}
    assert len(drafted.texts) == 2
    assert "left out" in drafted.sentence
    with tenant(cast.organisation.pk):
        assert story.variants.filter(is_drafted=True).count() == 2
        assert story.events.latest("pk").note == "AI: 2"
    [heard] = server.model.heard
    assert "any_nl_warm" not in heard.instructions
    assert cast.femke.given_name not in str(heard.body["messages"])
    assert not server.model.not_taken


@pytest.mark.parametrize("misdeed", ["refuses", "garbage", "hangs_up", "moved"])
def test_when_it_goes_wrong_the_story_stays_as_it_was_and_the_editor_is_told(
    misdeed: str, cast: Cast, story: Story, server: ModelServer
) -> None:
    server.model.misdeed = misdeed
    before = written(story)
    browser = signed_in(Client(), cast.femke)

    answer = browser.post(f"/hub/stories/{story.token}/drafts/model/", follow=True)

    assert answer.status_code == 200
    assert written(story) == before
    assert "Er is niets veranderd." in answer.content.decode()


def test_the_page_offers_drafts_only_where_a_model_is_on(
    cast: Cast, story: Story, server: ModelServer
) -> None:
    browser = signed_in(Client(), cast.femke)
    page = f"/hub/stories/{story.token}/"
    assert "drafts/model/" in browser.get(page).content.decode()

    with tenant(cast.organisation.pk):
        operations.turn_off_model(by=cast.ad, now=NOW)

    assert "zonder taalmodel wordt niets vertaald" in browser.get(page).content.decode()
    assert draft(cast, story).sentence == "No language model is switched on."
    assert not server.model.heard
