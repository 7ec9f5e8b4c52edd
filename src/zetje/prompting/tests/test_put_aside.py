"""A story that was put aside is on the page of later weeks, and can be chosen on there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest
from zetje.sharing import operations as sharing
from zetje.sharing.testing import kept, living_kind, make_share

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
NEXT_THURSDAY = datetime(2026, 9, 24, 7, tzinfo=UTC)
UNTIL = "you put this aside until Thursday 24 September, 09:00."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def aside(cast: Cast) -> Any:
    """A story of week 38 that Anna put aside until Thursday of week 39."""
    story = make_story(cast.organisation, title="De stille ketting")
    make_digest(cast.anna, [story], now=TUESDAY)
    with tenant(cast.organisation.pk):
        sharing.remind_later(member=cast.anna, story=story, at=NEXT_THURSDAY, now=TUESDAY)
    return story


@pytest.fixture
def path(cast: Cast, aside: Any) -> str:
    """The link of the mail of week 39, which brought another story."""
    monday = TUESDAY + timedelta(days=6)
    digest = make_digest(cast.anna, [make_story(cast.organisation, title="Nieuw")], now=monday)
    return digest_path(digest, now=monday)


@pytest.fixture
def anna(cast: Cast, path: str) -> Callable[[], Client]:
    """Signs Anna in, at the moment it is, with an English page."""

    def enter() -> Client:
        client = signed_in(Client(), cast.anna)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return enter


def page_of(client: Client, address: str = "/week/") -> str:
    return client.get(address).content.decode()


def test_it_waits_on_the_page_of_the_next_week(anna: Callable[[], Client], clock: Any) -> None:
    clock.move_to(NEXT_THURSDAY - timedelta(days=1))

    page = page_of(anna())

    assert "You put this aside." in page
    assert "Put aside until Thursday 24 September, 09:00." in page
    assert "Nieuw" in page


def test_it_is_there_to_choose_on_once_its_moment_came(
    anna: Callable[[], Client], aside: Any, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)

    page = page_of(anna())

    assert UNTIL in page
    assert f'action="/week/{aside.token}/copy/"' in page


def test_the_mails_link_of_any_week_shows_it_to_its_person_alone(
    anna: Callable[[], Client], cast: Cast, path: str, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)

    own = page_of(anna(), path)
    forwarded = [page_of(Client(), path), page_of(signed_in(Client(), cast.bram), path)]

    assert "je legde dit opzij tot donderdag 24 september, 09:00." in own
    assert not any("De stille ketting" in page for page in forwarded)


@pytest.mark.parametrize("entrance", ["signed in", "mail"])
def test_each_choice_works_on_it_and_can_be_undone(
    anna: Callable[[], Client], cast: Cast, aside: Any, path: str, clock: Any, entrance: str
) -> None:
    clock.move_to(NEXT_THURSDAY)
    client, base = anna(), "/week/" if entrance == "signed in" else path
    below = f"{base}{aside.token}/"

    client.post(f"{below}skip/")
    assert living_kind(cast.anna, aside) == "skip"
    client.post(f"{below}undo/")
    assert living_kind(cast.anna, aside) is None
    assert f'action="{below}copy/"' in page_of(client, base)

    assert client.get(f"{below}adapt/").status_code == 200
    client.post(f"{below}remind/", {"at": "2026-09-28T09:00"})
    assert living_kind(cast.anna, aside) == "remind"
    client.post(f"{below}undo/")

    answer = client.post(f"{below}copy/", {"network": "linkedin"}, follow=True)
    assert answer.redirect_chain == [(f"{below}post/", 302)]
    client.post(f"{below}confirm/")
    assert kept(cast.organisation.pk).confirmed == 1
    assert "De stille ketting" in page_of(client, base)


def test_undone_before_its_moment_it_is_open_and_names_no_moment(
    anna: Callable[[], Client], aside: Any, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)
    client = anna()
    client.post(f"/week/{aside.token}/remind/", {"at": "2026-09-28T09:00"})
    client.post(f"/week/{aside.token}/undo/")

    page = page_of(client)

    assert "you put this aside earlier." in page
    assert "28 September" not in page


def test_what_was_chosen_on_it_is_gone_the_week_after(
    anna: Callable[[], Client], aside: Any, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)
    anna().post(f"/week/{aside.token}/skip/")
    assert "Skipped. You know your people." in page_of(anna())

    clock.move_to(NEXT_THURSDAY + timedelta(days=4))

    assert "You put this aside." not in page_of(anna())


def test_after_four_weeks_it_is_not_offered_any_more(
    anna: Callable[[], Client], clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY + timedelta(days=27, hours=23))
    assert "De stille ketting" in page_of(anna())

    clock.shift(timedelta(hours=2))

    assert "De stille ketting" not in page_of(anna())


def test_a_story_that_ended_or_was_taken_back_is_not_offered_again(
    anna: Callable[[], Client], cast: Cast, aside: Any, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)
    with tenant(cast.organisation.pk):
        type(aside).objects.filter(pk=aside.pk).update(withdrawn_at=NEXT_THURSDAY)

    assert "De stille ketting" not in page_of(anna())


def test_what_somebody_else_put_aside_is_not_found(
    cast: Cast, aside: Any, path: str, clock: Any
) -> None:
    clock.move_to(NEXT_THURSDAY)

    answer = signed_in(Client(), cast.bram).post(f"/week/{aside.token}/skip/")

    assert answer.status_code == 404


def test_a_story_of_this_week_keeps_its_place(anna: Callable[[], Client], path: str) -> None:
    page = page_of(anna())

    assert "Put aside until Thursday 24 September, 09:00." in page
    assert "You put this aside." not in page


@pytest.mark.django_db(transaction=True)
def test_the_page_asks_at_most_fourteen_times_whatever_stands_on_it(
    anna: Callable[[], Client], cast: Cast, aside: Any, clock: Any
) -> None:
    more = [make_story(cast.organisation) for _ in range(2)]
    with tenant(cast.organisation.pk):
        for story in more:
            sharing.remind_later(member=cast.anna, story=story, at=NEXT_THURSDAY, now=TUESDAY)
    clock.move_to(NEXT_THURSDAY)
    make_share(cast.anna, more[0], now=NEXT_THURSDAY)
    client = anna()

    with CaptureQueriesContext(connection) as asked:
        page = page_of(client)

    assert "followed your link" in page
    assert UNTIL in page
    questions = [one["sql"] for one in asked.captured_queries]
    assert len(questions) - questions.count("BEGIN") - questions.count("COMMIT") <= 14
