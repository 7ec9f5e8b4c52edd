"""This week: what its own person sees and does, and what everybody else does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
from zetje.recognition.operations import rebuild_chain
from zetje.sharing.testing import Kept, kept

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def tuesday():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def stories(cast: Cast):
    return [make_story(cast.organisation, title=f"Verhaal {place}") for place in (1, 2, 3)]


@pytest.fixture
def anna(client: Client, cast: Cast, stories) -> Client:
    make_digest(cast.anna, stories, now=TUESDAY)
    return in_english(signed_in(client, cast.anna))


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def living(cast: Cast) -> list[tuple[str, int]]:
    return kept(cast.organisation.pk).choices


def test_the_page_greets_its_person_in_their_language(client: Client, cast: Cast, stories) -> None:
    make_digest(cast.anna, stories, now=TUESDAY)

    page = signed_in(client, cast.anna).get("/week/").content.decode()

    assert "Goedemorgen, Anna." in page
    assert [f"Verhaal {place}" in page for place in (1, 2, 3)] == [True] * 3
    assert "Kopieer en post" in page


def test_reading_the_page_changes_nothing(anna: Client, cast: Cast) -> None:
    for _ in range(3):
        anna.get("/week/")
        anna.head("/week/")
        anna.options("/week/")

    assert kept(cast.organisation.pk) == Kept(choices=[], shares=0, confirmed=0, codes=[])


def test_the_text_on_the_page_is_the_text_that_is_shared(anna: Client, cast: Cast, stories) -> None:
    page = anna.get("/week/").content.decode()

    anna.post(f"/week/{stories[0].token}/copy/", {"network": "linkedin"})

    (code,) = kept(cast.organisation.pk).codes
    assert f"/l/{code}" in page


def test_copying_leads_to_the_text_and_the_question(anna: Client, stories) -> None:
    answer = anna.post(f"/week/{stories[0].token}/copy/", {"network": "linkedin"}, follow=True)

    assert answer.redirect_chain == [(f"/week/{stories[0].token}/post/", 302)]
    assert "Did you post it?" in answer.content.decode()


def test_confirming_seats_the_week(
    anna: Client, cast: Cast, stories, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(f"/week/{stories[0].token}/copy/", {"network": "linkedin"})
        anna.post(f"/week/{stories[0].token}/confirm/")

    page = anna.get("/week/").content.decode()

    assert "That is one, Anna." in page
    assert "now seated" in page


def test_pressing_twice_is_one_share(anna: Client, cast: Cast, stories) -> None:
    for _ in range(2):
        anna.post(f"/week/{stories[0].token}/copy/", {"network": "linkedin"})
        anna.post(f"/week/{stories[0].token}/confirm/")

    assert kept(cast.organisation.pk).confirmed == 1


def test_skipping_is_a_good_answer_and_can_be_explained_and_undone(
    anna: Client, cast: Cast, stories
) -> None:
    anna.post(f"/week/{stories[1].token}/skip/")
    page = anna.get("/week/").content.decode()
    assert "Skipped. You know your people." in page

    anna.post(f"/week/{stories[1].token}/reason/", {"reason": "subject"})
    assert "You told us: Not my subject" in anna.get("/week/").content.decode()

    anna.post(f"/week/{stories[1].token}/undo/")
    assert living(cast) == []


def test_undo_ends_after_ten_minutes(anna: Client, cast: Cast, stories, tuesday) -> None:
    anna.post(f"/week/{stories[1].token}/skip/")
    tuesday.shift(timedelta(minutes=11))

    anna.post(f"/week/{stories[1].token}/undo/")

    assert living(cast) == [("skip", stories[1].pk)]


def test_a_story_can_be_put_aside_until_a_moment(anna: Client, stories, tuesday) -> None:
    anna.post(f"/week/{stories[2].token}/remind/", {"at": "2026-09-17T09:00"})
    assert "Put aside until Thursday 17 September, 09:00" in anna.get("/week/").content.decode()

    tuesday.move_to(datetime(2026, 9, 17, 8, tzinfo=UTC))
    assert "Put aside" not in anna.get("/week/").content.decode()


def test_own_words_that_are_too_long_are_kept_and_explained(anna: Client, stories) -> None:
    words = "Een heel lang verhaal over naven. " * 20

    answer = anna.post(f"/week/{stories[0].token}/adapt/", {"network": "x", "text": words})

    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()


def test_own_words_are_counted_and_previewed_without_being_kept(
    anna: Client, cast: Cast, stories
) -> None:
    answer = anna.post(
        f"/week/{stories[0].token}/preview/",
        {"network": "linkedin", "text": "Mijn eigen woorden."},
        headers={"hx-request": "true"},
    )

    assert "Mijn eigen woorden." in answer.content.decode()
    assert kept(cast.organisation.pk).shares == 0


def test_the_mails_link_shows_stories_but_no_person_on_an_unknown_browser(
    client: Client, cast: Cast, stories
) -> None:
    path = digest_path(make_digest(cast.anna, stories, now=TUESDAY), now=TUESDAY)

    page = client.get(path).content.decode()

    assert "Verhaal 1" in page
    assert "Anna" not in page
    assert "/l/" not in page
    assert "week in a row" not in page


def test_a_forwarded_mail_changes_nothing(client: Client, cast: Cast, stories) -> None:
    path = digest_path(make_digest(cast.anna, stories, now=TUESDAY), now=TUESDAY)

    for act in ("copy", "skip", "confirm", "remind", "undo", "reason", "deny"):
        client.post(f"{path}{stories[0].token}/{act}/", {"network": "linkedin"})
    client.post(f"{path}rest/")

    assert living(cast) == []


def test_a_colleague_who_is_signed_in_cannot_act_on_it_either(
    client: Client, cast: Cast, stories
) -> None:
    path = digest_path(make_digest(cast.anna, stories, now=TUESDAY), now=TUESDAY)

    signed_in(client, cast.bram).post(f"{path}{stories[0].token}/skip/")

    assert living(cast) == []


@pytest.mark.parametrize("fault", ["expired", "cut", "flipped", "purpose", "nonsense", "gone"])
def test_every_fault_of_a_mailed_link_gets_the_same_page(
    client: Client, cast: Cast, stories, fault: str, tuesday
) -> None:
    digest = make_digest(cast.anna, stories, now=TUESDAY)
    path = digest_path(digest, now=TUESDAY)
    token = path.split("/")[2]
    if fault == "expired":
        tuesday.shift(timedelta(days=15))
    if fault == "gone":
        with tenant(cast.organisation.pk):
            digest.delete()
    from zetje.lib.tokens import sign

    other = sign("unsubscribe", {"o": 1, "d": 1}, expires_at=TUESDAY + timedelta(days=1))
    paths = {
        "expired": path,
        "gone": path,
        "cut": f"/w/{token[:-3]}/",
        "flipped": f"/w/{'A' if token[0] != 'A' else 'B'}{token[1:]}/",
        "purpose": f"/w/{other}/",
        "nonsense": "/w/nonsense/",
    }

    answer = client.get(paths[fault], headers={"accept-language": "en"})

    assert answer.status_code == 404
    assert "This link has had its time." in answer.content.decode()


def test_an_act_from_another_site_is_refused(cast: Cast, stories) -> None:
    make_digest(cast.anna, stories, now=TUESDAY)
    strict = signed_in(Client(enforce_csrf_checks=True), cast.anna)

    answer = strict.post(f"/week/{stories[0].token}/skip/")

    assert answer.status_code == 403
    assert living(cast) == []


def test_a_story_of_another_week_or_organisation_is_not_found(anna: Client, cast: Cast) -> None:
    foreign = make_story(cast.other_organisation)
    unoffered = make_story(cast.organisation)

    for story in (foreign, unoffered):
        assert anna.post(f"/week/{story.token}/skip/").status_code == 404


def test_a_week_without_stories_says_that_it_is_fine(client: Client, cast: Cast) -> None:
    page = in_english(signed_in(client, cast.anna)).get("/week/").content.decode()

    assert "No stories this week." in page


@pytest.mark.django_db(transaction=True)
def test_the_page_asks_the_database_at_most_twelve_times(anna: Client, cast: Cast) -> None:
    rebuild_chain(organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=TUESDAY)

    # What is remembered for a minute is asked for beforehand.
    anna.get("/week/")
    with CaptureQueriesContext(connection) as captured:
        anna.get("/week/")

    # Opening and closing the transaction asks nothing.
    asked = [each["sql"] for each in captured if each["sql"] not in ("BEGIN", "COMMIT")]
    assert len(asked) <= 12
