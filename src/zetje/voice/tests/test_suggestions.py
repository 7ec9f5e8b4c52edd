"""Suggestions for a member and a story: in their language, their own, and learned from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member
from zetje.voice import operations, queries
from zetje.voice.models import SuggestionNote

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def suggested(cast: Cast, story: object, **given: object) -> tuple[queries.Suggestion, ...]:
    fields = {"member": cast.anna, "network": "linkedin", "language": "nl", "room": 2_000} | given
    with tenant(cast.organisation.pk):
        return queries.suggestions_for(story=story, **fields)  # type: ignore[arg-type]


def test_three_suggestions_with_their_words_of_introduction(
    cast: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    story = make_story(
        cast.organisation,
        title="Nieuwe hal",
        summary="Op 3 mei gaat de nieuwe hal open. Er passen 300 fietsen in.",
        variants=[{"text": "We zijn trots op de nieuwe hal. Op 3 mei gaat die open."}],
    )

    with translation.override("nl"), django_assert_max_num_queries(9):  # type: ignore[operator]
        found = suggested(cast, story)
    with translation.override("en"):
        english = suggested(cast, story)

    assert len(found) == 3
    assert len({one.key for one in found}) == 3
    assert [one.text for one in found] == [one.text for one in english]
    assert [one.label for one in found] != [one.label for one in english]
    assert all(one.method == "rules" and one.because for one in found)
    assert not any(one.label.startswith("Starts") for one in found)


def test_colleagues_get_other_lines_around_the_same_story(cast: Cast) -> None:
    story = make_story(cast.organisation, title="Nieuwe hal", summary="Die gaat op 3 mei open.")
    colleagues = [make_member(cast.organisation) for _ in range(6)]
    texts = [{one.text for one in suggested(cast, story, member=who)} for who in colleagues]

    assert len(set.union(*texts)) > 6


def test_what_is_taken_comes_first_until_it_is_reset(cast: Cast) -> None:
    stories = [
        make_story(cast.organisation, title=f"Hal {number} is open", summary="Kom je ook kijken?")
        for number in range(5)
    ]
    before = [one.key.rpartition("-")[0] for one in suggested(cast, stories[0])]
    for story in stories[1:]:
        for one in suggested(cast, story):
            kind = one.key.rpartition("-")[0]
            outcome = "taken" if kind == before[-1] else "discarded"
            with tenant(cast.organisation.pk):
                operations.note_suggestion(
                    member=cast.anna,
                    story_id=story.pk,
                    key=one.key,
                    method="rules",
                    outcome=outcome,
                    now=NOW,
                )

    learned = [one.key.rpartition("-")[0] for one in suggested(cast, stories[0])]
    with tenant(cast.organisation.pk):
        operations.reset_ranking(member=cast.anna)
    again = [one.key.rpartition("-")[0] for one in suggested(cast, stories[0])]

    assert learned[0] == before[-1]
    assert again == before


@pytest.mark.parametrize(
    ("key", "method", "outcome"),
    [("", "rules", "taken"), ("x-1", "magic", "taken"), ("x-1", "rules", "loved")],
)
def test_what_is_none_of_ours_is_not_noted(cast: Cast, key: str, method: str, outcome: str) -> None:
    story = make_story(cast.organisation)

    with tenant(cast.organisation.pk):
        operations.note_suggestion(
            member=cast.anna, story_id=story.pk, key=key, method=method, outcome=outcome, now=NOW
        )
        assert not SuggestionNote.objects.exists()


def test_nothing_is_noted_of_who_does_not_let_zetje_learn(cast: Cast) -> None:
    shy = make_member(cast.organisation, preferences={"learns": False})
    story = make_story(cast.organisation)

    with tenant(cast.organisation.pk):
        operations.note_suggestion(
            member=shy,
            story_id=story.pk,
            key="question-1",
            method="rules",
            outcome="taken",
            now=NOW,
        )
        assert not SuggestionNote.objects.exists()
