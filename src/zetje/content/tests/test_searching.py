"""Stories and pictures are found by what they say, in both languages, whatever is typed."""

from __future__ import annotations

import pytest

from zetje.content import queries
from zetje.content.models import Picture
from zetje.content.rules.searching import as_query, asked_words, folded
from zetje.content.testing import LONG_AGO, make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast


def test_accents_and_capitals_do_not_matter() -> None:
    assert folded("Café Łódź, coördinatie") == "cafe lodz, coordinatie"


def test_only_letters_and_digits_reach_the_database() -> None:
    assert asked_words("a'b & c:* | !(d) <-> \\ %s") == ("a", "b", "c", "d", "s")
    assert as_query(("a", "b")) == "'a':* & 'b':*"
    assert len(asked_words("woord " * 1_000)) == 8


@pytest.mark.django_db
def test_stories_are_found_by_stems_of_both_languages_beginnings_and_wordings() -> None:
    cast = make_cast()
    here = cast.organisation
    foundry = make_story(here, title="Vrijdag in de gieterij", summary="Wij gieten naven.")
    bikes = make_story(here, title="Fietsenmakers gezocht", topic="Vacatures", published_at=None)
    hubs = make_story(
        here,
        title="De naaf die blijft",
        variants=[{"language": "en", "text": "Our hubs are outliving the bikes, in a café too."}],
    )
    make_story(cast.other_organisation, title="Fietsen van een ander")

    def found(text: str) -> list[str] | None:
        with tenant(here.pk):
            ids = queries.found_story_ids(here.pk, text)
        titles = {story.pk: story.title for story in (foundry, bikes, hubs)}
        return None if ids is None else [titles[pk] for pk in ids]

    assert found("fiets") == ["Fietsenmakers gezocht"]
    assert found("vacature") == ["Fietsenmakers gezocht"]
    assert found("outlive") == ["De naaf die blijft"]
    assert found("BIKE cafe") == ["De naaf die blijft"]
    assert found("naven gezocht") == []
    assert found("naaf") == ["De naaf die blijft"]
    assert found("gieten") == ["Vrijdag in de gieterij"]
    # A part of a long Dutch word.
    assert found("makers gezocht") == ["Fietsenmakers gezocht"]
    assert found("terij") == ["Vrijdag in de gieterij"]
    assert found("olifant") == []
    assert found(" '); DROP TABLE content_story; -- ") == []
    assert found(" ':& ") is None

    with tenant(here.pk):
        assert queries.stories_found(here.pk, "fiets")[0].title == "Fietsenmakers gezocht"


@pytest.mark.django_db
def test_pictures_are_found_by_their_description() -> None:
    here = make_cast().organisation
    with tenant(here.pk):
        for number, words in enumerate(("Twee gieters bij de oven", "Een naaf op de bank", "")):
            Picture.objects.create(
                organisation=here,
                content=b"",
                content_type="image/png",
                width=1,
                height=1,
                digest=str(number),
                description=words,
                credit="Foto: Zoë",
                added_at=LONG_AGO,
            )

        assert [str(row) for row in queries.pictures_found(here.pk, "gieter")] == [
            "Twee gieters bij de oven"
        ]
        assert queries.pictures_found(here.pk, "zoe bank").count() == 1
        assert queries.pictures_found(here.pk, "").count() == 3
