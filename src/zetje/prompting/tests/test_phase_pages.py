"""What a phase gives on a person's own pages, and what these note. Nobody else sees any of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client, TestCase

from zetje.behaviour.phases import Phase
from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.models import Standing
from zetje.prompting.operations import place_members
from zetje.prompting.queries import standing_of
from zetje.prompting.testing import (
    digest_path,
    make_digest,
    make_past_shares,
    make_probe_weeks,
)
from zetje.sharing.testing import kept, make_share

pytestmark = pytest.mark.django_db
# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield make_cast()


@pytest.fixture
def anna(cast: Cast) -> Client:
    return signed_in(Client(), cast.anna)


def stand(cast: Cast, phase: Phase) -> None:
    with tenant(cast.organisation.pk):
        Standing.objects.update_or_create(
            organisation=cast.organisation,
            member=cast.anna,
            defaults={"phase": phase, "habit_strength": 0.1, "counted_at": NOW},
        )


def page_of(client: Client, address: str = "/week/") -> str:
    return client.get(address, headers={"Accept-Language": "nl"}).content.decode()


def kinds_of(cast: Cast) -> list[str]:
    with tenant(cast.organisation.pk):
        rows = Event.objects.filter(person_key=cast.anna.person_key).exclude(source="system")
        return list(rows.order_by("id").values_list("kind", flat=True))


def post(client: Client, address: str, /, **given: str) -> str:
    """Post as a browser does, let everybody react, and give where it leads."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(address, given)
    return answer.headers.get("Location", str(answer.status_code))


def test_information_asks_why_and_shows_what_it_brought_a_colleague(
    cast: Cast, anna: Client
) -> None:
    story = make_story(cast.organisation, kind="success_story", title="Twee klanten door één post")
    make_story(cast.organisation, kind="success_story", title="Elders", teams=[cast.other_team])
    example = make_story(cast.organisation, kind="expert_example", title="Zo doet Marijke het")
    digest = make_digest(cast.anna, [story], now=NOW)
    page = page_of(anna)
    assert "Waarom zou jij delen?" in page
    assert "Lees het" in page
    assert "Elders" not in page
    assert example.title not in page
    assert "Schrijf je eigen" not in page
    assert kinds_of(cast) == []

    mailed = Client(), digest_path(digest, now=NOW)
    assert "Waarom zou jij delen?" not in page_of(*mailed)
    post(mailed[0], f"{mailed[1]}seen/")
    assert kinds_of(cast) == []
    for _ in range(2):
        assert post(anna, "/week/seen/") == "200"
        assert post(anna, f"/week/{story.token}/read/").startswith("/s/")
    assert post(anna, "/week/nothing/read/") == "404"
    post(anna, "/week/why/", answer="money")
    assert "Kies er een van de vier" in page_of(anna)
    assert kinds_of(cast) == ["digest.opened", "story.read"]
    post(anna, "/week/why/", answer="craft", own_words="Omdat het <b>piept</b>.")
    page = page_of(anna)
    assert "Laten zien waar ik verstand van heb" in page
    assert "Omdat het &lt;b&gt;piept&lt;/b&gt;." in page
    assert "piept" not in page_of(signed_in(Client(), cast.bram))


def test_application_shows_examples_and_guides_a_first_share_and_only_that(
    cast: Cast, anna: Client
) -> None:
    stand(cast, Phase.APPLICATION)
    story = make_story(cast.organisation, variants=[{"text": "Woorden van het verhaal."}])
    example = make_story(
        cast.organisation,
        kind="expert_example",
        title="Zo doet Marijke het",
        variants=[{"text": "Ik stond op de markt en toen piepte het."}],
    )
    make_digest(cast.anna, [story], now=NOW)
    page = page_of(anna)
    assert 'aria-current="step"><span class="disc spot" aria-hidden="true">2</span>' in page
    assert "Kijk hoe" in page
    assert "Waarom zou jij delen?" not in page
    address = f"/week/{example.token}/example/"
    assert "Ik stond op de markt" in page_of(anna, address)
    assert "example.seen" not in kinds_of(cast)
    assert post(anna, address) == address
    assert post(anna, f"/week/{story.token}/example/") == f"/week/{story.token}/example/"
    assert kinds_of(cast) == ["example.seen"]

    editor = f"/week/{story.token}/adapt/"
    assert "in drie kleine stappen" in page_of(anna, editor)
    begun = page_of(anna, f"{editor}?network=linkedin&start=1")
    assert "Wat me hieraan opviel:\n\nWoorden van het verhaal." in begun
    make_share(cast.anna, story, now=NOW)
    assert "in drie kleine stappen" not in page_of(anna, editor)


def test_an_idea_of_ones_own_goes_from_a_starter_to_a_counted_share(
    cast: Cast, anna: Client
) -> None:
    stand(cast, Phase.CONFIRMATION)
    assert "Schrijf je eigen" in page_of(anna)
    assert "Deze week leerde ik dat" in page_of(anna, "/own/?start=1")
    words = {"text": "Wat ik leerde: smeer de ketting.", "network": "linkedin"}
    page = anna.post("/week/own/preview/", words | {"address": "example.org/ketting"})
    assert "smeer de ketting" in page.content.decode()
    assert kinds_of(cast) == []

    refused = anna.post("/own/", {"text": " ", "network": "linkedin"})
    assert refused.status_code == 422
    where = post(anna, "/own/", **words, address="example.org/ketting")
    (link,) = kept(cast.organisation.pk).codes
    shown = page_of(anna, where)
    assert f"/l/{link}" in shown
    assert "Noordnaaf" in shown
    assert "Heb je het geplaatst?" in page_of(anna)
    assert signed_in(Client(), cast.bram).get(where).status_code == 404
    assert post(anna, f"{where}confirm/") == "/week/"
    assert kinds_of(cast)[:2] == ["idea.started", "idea.shared"]
    assert kept(cast.organisation.pk).confirmed == 1
    page = page_of(anna)
    assert "Van jou, en het telt mee voor deze week." in page
    assert "Toch niet geplaatst" in page
    post(anna, f"{where}deny/")
    assert kept(cast.organisation.pk).confirmed == 0

    story = make_story(cast.organisation)
    where = post(
        anna,
        "/own/",
        text="Over dit verhaal, maar dan anders.",
        network="linkedin",
        story=story.token,
    )
    post(anna, f"{where}confirm/")
    assert kept(cast.organisation.pk).choices == [("adapt", story.pk)]


def test_who_would_like_a_word_of_an_expert_is_told_what_that_asks_for_at_once(
    cast: Cast, anna: Client
) -> None:
    story = make_story(cast.organisation)
    make_past_shares(cast.anna, story, [NOW - timedelta(hours=back) for back in range(5)])
    own = {"organisation_id": cast.organisation.pk}
    place_members(**own, now=NOW)

    def phase() -> int:
        with tenant(cast.organisation.pk):
            return int(standing_of(**own, member_ids=[cast.anna.pk], now=NOW).phase[0])

    assert phase() == Phase.CONSOLIDATION
    post(anna, "/me/privacy/", learns="on", experiments="on", chain_shown="on", feedback="on")
    assert phase() == Phase.APPLICATION


def test_a_probe_week_is_announced_and_asks_nothing_and_changes_are_told_without_blame(
    cast: Cast, anna: Client
) -> None:
    stand(cast, Phase.CONSOLIDATION)
    make_probe_weeks(cast.anna, [(2026, 39)], now=NOW)
    assert "Volgende week houden we ons stil." in page_of(anna)
    with time_machine.travel(NOW + timedelta(weeks=1), tick=False):
        page = page_of(signed_in(Client(), cast.anna))
        assert "Een week zonder zetje." in page
        assert "Schrijf je eigen" in page
        assert "Geen verhalen deze week." not in page

    for before, after, words in [
        (Phase.CONSOLIDATION, Phase.VERIFIED, "Het is nu van jou."),
        (Phase.VERIFIED, Phase.CONSOLIDATION, "Een nieuw begin."),
    ]:
        stand(cast, after)
        with tenant(cast.organisation.pk):
            Event.objects.create(
                organisation=cast.organisation,
                kind="phase.changed",
                at=NOW,
                source="system",
                person_key=cast.anna.person_key,
                details={"before": before, "after": after},
            )
        assert words in page_of(anna)
        with time_machine.travel(NOW + timedelta(weeks=9), tick=False):
            assert words not in page_of(signed_in(Client(), cast.anna))
