"""The mail's links open the page with their choice at hand, and change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest
from zetje.recognition.operations import take_rest_week
from zetje.recognition.queries import chain_for
from zetje.recognition.testing import make_shared_weeks
from zetje.sharing.testing import kept

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    week_before = TUESDAY - timedelta(days=7)
    make_shared_weeks(cast.anna, make_story(cast.organisation), week_before)
    return cast


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def path(cast: Cast) -> str:
    stories = [make_story(cast.organisation) for _ in range(3)]
    return digest_path(make_digest(cast.anna, stories, now=TUESDAY), now=TUESDAY)


@pytest.fixture
def anna(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.anna)


def rests(cast: Cast) -> bool:
    with tenant(cast.organisation.pk):
        return chain_for(cast.anna, today=TUESDAY.date()).is_resting


def rest_part(page: str, path: str) -> str:
    """The part of the page that holds the rest week."""
    pattern = rf'<details class="keep"[^>]*>(?:(?!</details>).)*{path}rest/.*?</details>'
    (found,) = re.findall(pattern, page, re.DOTALL)
    return found


def test_the_rest_link_opens_its_part_and_one_tap_takes_it(
    anna: Client, cast: Cast, path: str
) -> None:
    closed = rest_part(anna.get(path).content.decode(), path)
    opened = rest_part(anna.get(f"{path}?choice=rest").content.decode(), path)

    assert not rests(cast)
    assert 'class="keep" open' in opened
    assert 'name="rest" value="yes" autofocus' in opened
    assert "open>" not in closed.partition("\n")[0]
    assert "autofocus" not in closed

    anna.post(f"{path}rest/", {"rest": "yes"})
    assert rests(cast)


def test_in_a_rest_week_the_link_does_not_put_taking_it_back_at_hand(
    anna: Client, cast: Cast, path: str
) -> None:
    take_rest_week(member=cast.anna, today=TUESDAY.date(), now=TUESDAY)

    part = rest_part(anna.get(f"{path}?choice=rest").content.decode(), path)

    assert 'value="no"' in part
    assert "autofocus" not in part
    assert "open>" not in part.partition("\n")[0]


@pytest.mark.parametrize(
    ("choice", "pattern"),
    [
        ("copy", r'<button class="push primary" autofocus>'),
        ("adapt", r'<a class="push half" href="[^"]+" autofocus>'),
        ("skip", r'<button class="push open soft" formaction="[^"]+" autofocus>'),
    ],
)
def test_each_choice_is_at_hand_at_its_story_and_not_made(
    anna: Client, cast: Cast, path: str, choice: str, pattern: str
) -> None:
    before = kept(cast.organisation.pk)

    page = anna.get(f"{path}?choice={choice}&story=2").content.decode()

    second = page[page.index('id="story-2"') : page.index('id="story-3"')]
    assert len(re.findall(pattern, second)) == page.count("autofocus") == 1
    assert kept(cast.organisation.pk) == before


@pytest.mark.parametrize(
    "query",
    ["choice=copy", "choice=post&story=1", "choice=rest&story=1", "story=2", "choice=&story="],
)
def test_a_link_that_names_no_choice_of_a_story_points_at_none(
    anna: Client, path: str, query: str
) -> None:
    page = anna.get(f"{path}?{query}").content.decode()

    assert "data-prepared" not in page


def test_a_strangers_browser_has_nothing_at_hand(client: Client, path: str) -> None:
    for query in ("choice=rest", "choice=skip&story=1"):
        assert "autofocus" not in client.get(f"{path}?{query}").content.decode()
