"""Past the threshold a person gets a wording of their own, and what they write can wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.sharing import operations, queries
from zetje.sharing.models import Click, KeptText
from zetje.sharing.testing import NOW, living_kind, make_share

pytestmark = pytest.mark.django_db
TEXT = (
    "Zestigduizend kilometer. Dat is anderhalf keer de wereld rond, op één naaf. We hebben de N9 "
    "veertien maanden dag en nacht laten draaien. Daarna haalden we hem uit elkaar. Het vet zat "
    "nog precies waar we het hadden gedaan."
)


@pytest.fixture(autouse=True)
def here(cast: Cast) -> Iterator[None]:
    with tenant(cast.organisation.pk):
        yield


def test_past_the_threshold_a_wording_of_ones_own_is_under_it_and_can_be_copied(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[{"text": TEXT}])
    network = queries.network("linkedin")
    for _ in range(network.sameness.adapt_from):
        make_share(make_member(cast.organisation), story)
    with pytest.raises(operations.AdaptFirstError):
        make_share(cast.anna, story)
    wanted = queries.Wanted("1", story, network, "nl")

    own = queries.own_wordings(member=cast.anna, wanted=[wanted], now=NOW)["1"]
    share = operations.copy_story(
        member=cast.anna, story=story, network_key="linkedin", wording_key=own.key, now=NOW
    )
    again = operations.copy_story(
        member=cast.anna, story=story, network_key="linkedin", wording_key=own.key, now=NOW
    )

    assert share.text == own.text
    assert (share.own_words, again.pk) == (False, share.pk)
    assert living_kind(cast.anna, story) == "copy"


def test_a_wording_that_is_no_longer_offered_leads_to_adapting(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[{"text": TEXT}])

    with pytest.raises(operations.AdaptFirstError):
        operations.copy_story(
            member=cast.anna, story=story, network_key="x", wording_key="gone-0", now=NOW
        )


def test_kept_words_wait_for_their_member_and_go_once_they_are_posted(cast: Cast) -> None:
    story = make_story(cast.organisation, variants=[{"text": TEXT}])
    keep = {"member": cast.anna, "story": story, "network_key": "linkedin", "now": NOW}
    operations.keep_words(**keep, text="Eerste versie.")
    at = NOW + timedelta(days=2)

    operations.keep_words(**keep, text="Tweede versie.\0", at=at)

    kept = queries.kept_words(member=cast.anna, story_id=story.pk)
    assert kept is not None
    assert (kept.text, kept.network) == ("Tweede versie.", "linkedin")
    assert str(story.pk) in str(kept)
    assert living_kind(cast.anna, story) == "remind"
    assert queries.kept_words(member=cast.bram, story_id=story.pk) is None
    make_share(cast.anna, story, text="Tweede versie, en nu echt.")
    assert not KeptText.objects.exists()


@pytest.mark.parametrize(
    ("text", "network", "days"),
    [
        ("  \0 ", "linkedin", 0),
        ("x" * 20_001, "linkedin", 0),
        ("Ja.", "nergens", 0),
        ("Ja.", "x", -1),
    ],
)
def test_what_cannot_be_kept_is_refused_and_keeps_nothing(
    cast: Cast, text: str, network: str, days: int
) -> None:
    story = make_story(cast.organisation, variants=[{"text": TEXT}])
    at = NOW + timedelta(days=days) if days else None

    with pytest.raises(operations.ChoiceRefusedError):
        operations.keep_words(
            member=cast.anna, story=story, network_key=network, text=text, at=at, now=NOW
        )

    assert not KeptText.objects.exists()


def test_the_readers_hour_is_that_of_most_clicks_once_there_are_enough(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation))

    def click(count: int, *, hours: int, counted: bool = True) -> None:
        Click.objects.bulk_create(
            Click(
                organisation=cast.organisation,
                link_id=share.link_id or 0,
                clicked_at=NOW + timedelta(hours=hours),
                label="human",
                reason="",
                counted=counted,
                spool_id=f"{hours}.{counted}.{number}",
            )
            for number in range(count)
        )

    later = NOW + timedelta(days=10)
    click(19, hours=49)
    click(40, hours=1, counted=False)
    assert queries.readers_hour(member=cast.anna, now=later) is None

    click(1, hours=24)

    # A Tuesday at ten in Amsterdam, and 49 hours on.
    assert queries.readers_hour(member=cast.anna, now=later) == (3, 11)
    assert queries.readers_hour(member=cast.anna, now=later + timedelta(days=200)) is None
