"""The editor sees beside a wording what it may not say, and can keep words out of posts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from zetje.content import operations, queries
from zetje.content.models import BlockedWords, SourcePage, Story
from zetje.content.operations.sources import keep_source_page
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(Client(), cast.femke)


@pytest.fixture
def story(cast: Cast) -> Story:
    return make_story(
        cast.organisation,
        title="Zestigduizend kilometer op één naaf",
        summary="Veertien maanden draaide hij.",
        language="nl",
    )


def look(editor: Client, story: Story) -> str:
    return editor.get(f"/hub/stories/{story.token}/?variant=linkedin.nl.plain").content.decode()


def write(editor: Client, story: Story, text: str, *, act: str = "", **more: str) -> None:
    answer = editor.post(
        f"/hub/stories/{story.token}/variant/{act}",
        {"network": "linkedin", "language": "nl", "tone": "plain", "text": text} | more,
    )
    assert answer.status_code == 302


def test_a_claim_that_nobody_made_stands_beside_the_wording_with_another_word(
    editor: Client, story: Story
) -> None:
    write(editor, story, "70.000 km op de beste naaf van Europa.")
    page = look(editor, story)

    assert "<q>70.000 km</q>" in page
    assert "<q>de beste naaf van Europa</q>" in page
    assert "een heel goede naaf" in page


def test_pressing_use_that_instead_keeps_all_that_was_typed(
    cast: Cast, editor: Client, story: Story
) -> None:
    text = "Dit is de beste naaf van Europa. En ik was erbij."
    start = text.index("de beste")
    end = text.index(". En")
    write(editor, story, text, act="fix/", fix=f"{start}-{end}")

    with tenant(cast.organisation.pk):
        kept = story.variants.get(network="linkedin").text
    assert kept == "Dit is een heel goede naaf. En ik was erbij."


def test_what_the_page_says_may_be_said_until_the_story_leads_elsewhere(
    cast: Cast, story: Story
) -> None:
    with tenant(cast.organisation.pk):
        SourcePage.objects.create(
            organisation=cast.organisation,
            story=story,
            address=story.url,
            text="De test kostte € 1,2 miljoen.",
            read_at=NOW,
        )
        found = {"text": "De test kostte € 1,2 miljoen.", "network": "", "language": "nl"}
        assert queries.problems_in_wording(story=story, **found) == ()
        story.url = "https://noordnaaf.example/elders"
        assert [one.code for one in queries.problems_in_wording(story=story, **found)] == ["figure"]


def test_words_are_kept_out_of_every_post_with_their_reason_until_allowed_again(
    cast: Cast, editor: Client, story: Story
) -> None:
    given = {"words": "goedkoop*", "reason": "Wij zeggen voordelig.", "instead": "voordelig"}
    assert editor.post("/hub/words/", given).status_code == 302
    assert "goedkoop*" in editor.get("/hub/words/").content.decode()
    write(editor, story, "Een goedkope, GOEDKOOPSTE naaf.")
    assert "Wij zeggen voordelig." in look(editor, story)

    with tenant(cast.organisation.pk):
        row = BlockedWords.objects.get()
        with connection.cursor() as cursor:
            cursor.execute("SELECT action, details FROM people_auditentry")
            assert cursor.fetchall() == [("blocked_words.added", '{"words": "goedkoop*"}')]
    editor.post(f"/hub/words/{row.token}/removal/")

    assert "Wij zeggen voordelig." not in look(editor, story)


def test_words_kept_out_of_one_story_may_stand_in_another(
    cast: Cast, editor: Client, story: Story
) -> None:
    other = make_story(cast.organisation, title="Iets anders", language="nl")
    editor.post(f"/hub/stories/{story.token}/words/", {"words": "Klant Jansen"})

    with tenant(cast.organisation.pk):
        asked = {"text": "klant  jansen", "network": "", "language": "nl"}
        assert [one.code for one in queries.problems_in(story=story, **asked)] == ["blocked"]
        assert queries.problems_in(story=other, **asked) == ()


def test_no_words_at_all_are_refused_and_nothing_typed_is_lost(
    editor: Client, story: Story
) -> None:
    answer = editor.post("/hub/words/", {"words": " * ", "reason": "Zomaar"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Zomaar" in page
    answer = editor.post(f"/hub/stories/{story.token}/words/", {"words": "*", "reason": "Daarom"})
    assert answer.status_code == 422
    assert "Daarom" in answer.content.decode()


def test_a_field_is_filled_in_as_plain_text_for_whoever_posts(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        text = "Ik ben [naam] van [team] bij [organisation]. {{7*7}} [city]"

        filled = queries.with_fields(text, member=cast.anna)

        story = make_story(cast.organisation, variants=[{"text": text, "language": "nl"}])
        offered = queries.variant_for(story, network="x", language="nl", author=cast.anna)

    assert filled.startswith(f"Ik ben {cast.anna.given_name} van ")
    assert filled.endswith("bij Noordnaaf. {{7*7}} [city]")
    assert offered.text == filled


def test_nobody_of_another_organisation_reaches_the_words(cast: Cast, editor: Client) -> None:
    with tenant(cast.other_organisation.pk):
        row = BlockedWords.objects.create(
            organisation=cast.other_organisation, words="van hen", added_at=NOW
        )

    assert editor.post(f"/hub/words/{row.token}/removal/").status_code == 404
    with tenant(cast.other_organisation.pk):
        assert BlockedWords.objects.count() == 1


def test_a_colleague_keeps_no_words_out(cast: Cast) -> None:
    with tenant(cast.organisation.pk), pytest.raises(Exception, match="editors"):
        operations.block_words(by=cast.anna, words="iets", now=NOW)


@pytest.mark.parametrize("run", ["1" * 6_000, "honderdduizend" * 1_000], ids=["digits", "a word"])
def test_a_page_with_signs_without_end_keeps_nobody_from_writing(
    cast: Cast, story: Story, run: str
) -> None:
    with tenant(cast.organisation.pk):
        keep_source_page(story=story, text=f"De test kostte {run} € 1,2 miljoen.", now=NOW)
        found = {"text": "Het kostte € 1,2 miljoen.", "network": "", "language": "nl"}
        assert queries.problems_in_wording(story=story, **found) == ()
