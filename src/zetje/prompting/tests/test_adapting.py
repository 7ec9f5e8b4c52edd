"""The editor of own words: ways of saying it, claims to settle, and words that wait."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from zetje.content import queries as content
from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.prompting.presenters import when
from zetje.prompting.presenters.ways import Piece, mark_of, pieces_of, read_used, used_way
from zetje.prompting.testing import make_digest
from zetje.sharing import queries as sharing
from zetje.sharing.testing import living_kind, make_share
from zetje.voice import operations as voice
from zetje.voice import queries as voices

TUESDAY = datetime(2026, 9, 15, 8, 2, tzinfo=UTC)
TEXT = (
    "Veertien maanden lang probeerden we onze nieuwe naaf kapot te krijgen. Na 60.000 km op de "
    "testbank haalden we hem uit elkaar. Het vet zat nog waar we het hadden aangebracht. Niemand "
    "van de testbank had dat verwacht."
)
database = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def story(cast: Cast) -> Any:
    return make_story(
        cast.organisation,
        title="De naaf die de fiets overleeft",
        summary="Na 60.000 km op de testbank was de naaf als nieuw.",
        variants=[{"text": TEXT}],
    )


@pytest.fixture
def anna(client: Client, cast: Cast, story: Any) -> Any:
    """Anna on her own browser, on a Tuesday morning with one story."""
    with time_machine.travel(TUESDAY, tick=False):
        make_digest(cast.anna, [story], now=TUESDAY)
        yield signed_in(client, cast.anna)


def ways_on(page: str) -> dict[str, str]:
    """The ways of saying it that a page offers, by their keys."""
    found = re.findall(r'name="words-([^"]+)" value="([^"]*)"', page)
    return {key: unescape(text) for key, text in found}


def words_in(page: str) -> str:
    """What stands in the editor."""
    found = re.search(r'<textarea id="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def form(page: str, **changed: str) -> dict[str, str]:
    """What the editor of a page would send."""
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    ways = {f"words-{key}": text for key, text in ways_on(page).items()}
    text = {"text": words_in(page), "network": "linkedin", "when": "now"}
    return {name: unescape(value) for name, value in hidden.items()} | ways | text | changed


@database
def test_a_way_of_saying_it_is_put_below_and_taken_back_and_voice_hears_what_came_of_it(
    anna: Client, cast: Cast, story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(
        voice, "note_suggestion", lambda **said: heard.append((said["key"], said["outcome"]))
    )
    editor = f"/week/{story.token}/adapt/"
    page = anna.get(editor).content.decode()
    ways = ways_on(page)
    assert len(ways) == 3
    begun = words_in(page)
    assert "(Ik werk bij Noordnaaf.)" in begun
    assert "<ins>" in page
    key, text = list(ways.items())[1]

    put = anna.post(f"/week/{story.token}/preview/", form(page, rewrite=key, put="1"))
    below = put.content.decode()
    back = anna.post(f"/week/{story.token}/preview/", form(below, back="1")).content.decode()
    others = anna.post(f"/week/{story.token}/preview/", form(below, more="3")).content.decode()

    assert words_in(below) == text
    assert words_in(back) == begun
    assert words_in(others) == text
    assert not set(ways_on(others)) & set(ways)
    assert re.search(r'name="rewrite" value="[^"]+" checked', others)
    name = key.partition(":")[2]
    assert sorted(heard) == sorted(
        (one.partition(":")[2], "discarded") for one in ways if one != key
    )
    heard.clear()
    assert anna.post(editor, form(below)).status_code == 302
    assert anna.post(editor, form(below, text=text + " Echt waar.")).status_code == 302
    assert heard == [(name, "taken"), (name, "edited")]


@database
def test_a_claim_that_the_story_does_not_make_is_asked_about_once(
    anna: Client, cast: Cast, story: Any
) -> None:
    editor, claim = f"/week/{story.token}/adapt/", TEXT + " Het is de beste naaf van de wereld."
    page = anna.get(editor).content.decode()

    seen = anna.post(f"/week/{story.token}/preview/", form(page, text=claim)).content.decode()
    held = anna.post(editor, form(page, text=claim))
    sure = anna.post(editor, form(page, text=claim, sure="1"))

    assert re.search(r"<q>[^<]*beste[^<]*</q>", seen)
    assert "Eerst nog één bewering" in seen
    assert held.status_code == 422
    assert words_in(held.content.decode()) == claim
    assert 'name="sure"' in held.content.decode()
    assert sure.status_code == 302


@database
@pytest.mark.parametrize(
    ("code", "asked", "status"),
    [
        ("blocked", 422, 422),
        ("confidential", 422, 422),
        ("comparison", 422, 302),
        ("name", 302, 302),
    ],
)
def test_nobody_can_insist_on_what_may_not_be_said(
    anna: Client, story: Any, monkeypatch: pytest.MonkeyPatch, code: str, asked: int, status: int
) -> None:
    problem = content.Problem(code, "beste", 4, 9, "Dat wil je organisatie niet.")
    monkeypatch.setattr(content, "problems_in", lambda **_given: (problem,))
    editor = f"/week/{story.token}/adapt/"
    page = anna.get(editor).content.decode()

    held = anna.post(editor, form(page, text="Het beste, ooit."))
    sure = anna.post(editor, form(page, text="Het beste, ooit.", sure="1"))

    assert held.status_code == asked
    assert ('name="sure"' in held.content.decode()) is (asked == 422 and status == 302)
    assert sure.status_code == status


@database
def test_what_is_advised_stands_where_the_claim_stood(
    anna: Client, cast: Cast, story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = content.Problem("superlative", "beste", 4, 9, "Dat is niet te bewijzen.", "taaiste")
    monkeypatch.setattr(content, "problems_in", lambda **_given: (problem,))
    page = anna.get(f"/week/{story.token}/adapt/").content.decode()
    preview = f"/week/{story.token}/preview/"

    mended = anna.post(preview, form(page, text="Het beste, ooit.", fix="1"))
    nothing = anna.post(preview, form(page, text="Het beste, ooit.", fix="7"))

    assert 'name="fix" value="1"' in page
    assert words_in(mended.content.decode()) == "Het taaiste, ooit."
    assert words_in(nothing.content.decode()) == "Het beste, ooit."


@database
def test_words_wait_at_their_story_until_they_are_posted(
    anna: Client, cast: Cast, story: Any
) -> None:
    editor = f"/week/{story.token}/adapt/"
    page = anna.get(editor).content.decode()
    sent = form(page, text="Mijn eigen versie.")

    assert anna.post(editor, sent | {"choice": "later"}).status_code == 302
    kept = anna.get(editor).content.decode()
    wrong = anna.post(editor, sent | {"when": "other", "at": "gisteren"})
    past = anna.post(editor, sent | {"when": "other", "at": "2026-09-14T09:00"})
    assert living_kind(cast.anna, story) is None
    best = anna.post(editor, sent | {"when": "best"}, follow=True)

    assert words_in(kept) == "Mijn eigen versie."
    assert [wrong.status_code, past.status_code] == [422, 422]
    assert words_in(past.content.decode()) == "Mijn eigen versie."
    assert "Bewaard. We herinneren je op" in best.content.decode()
    assert living_kind(cast.anna, story) == "remind"
    again = anna.post(f"/week/{story.token}/preview/", form(kept, again="1")).content.decode()
    assert words_in(again) == words_in(page)
    with tenant(cast.organisation.pk):
        assert sharing.kept_words(member=cast.anna, story_id=story.pk) is None


@database
def test_a_language_model_adds_its_ways_as_a_fragment_and_says_when_it_has_none(
    anna: Client, cast: Cast, story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ik sloopte een naaf, op verzoek. Na 60.000 km gaf hij het nog niet op."
    one = voices.Suggestion("m-1", "Droog", text, (voices.Span(0, 8),), "korter", "model")
    answers = iter([(one,), (), (one,)])
    monkeypatch.setattr(
        voice,
        "ask_model",
        lambda **_given: SimpleNamespace(suggestions=next(answers), sentence="Het model zweeg."),
    )
    monkeypatch.setattr(voices, "model_line", lambda _organisation: "Er staat een model aan.")
    page = anna.get(f"/week/{story.token}/adapt/").content.decode()
    ask = f"/week/{story.token}/ways/"

    fragment = anna.post(ask, form(page), headers={"HX-Request": "true"}).content.decode()
    silent = anna.post(ask, form(page), headers={"HX-Request": "true"}).content.decode()
    whole = anna.post(ask, form(page, text="Half af")).content.decode()

    assert "Er staat een model aan." in page
    # It comes by itself, and by a button where no script runs.
    assert f'formaction="{ask}#ways" formnovalidate hx-post="{ask}"' in page
    assert 'hx-trigger="load, click"' in page
    assert "<ins>Ik slo" in fragment
    assert "taalmodel" in fragment
    assert "<html" not in fragment
    assert "Het model zweeg." in silent
    assert len(ways_on(whole)) == 4
    assert words_in(whole) == "Half af"
    assert anna.post(ask, form(page, network="nergens")).status_code == 302


@database
def test_past_the_threshold_the_week_offers_words_of_ones_own_and_copies_those(
    anna: Client, cast: Cast, story: Any
) -> None:
    network = sharing.network("linkedin")
    for _ in range(network.sameness.adapt_from):
        make_share(make_member(cast.organisation), story, now=TUESDAY - timedelta(hours=1))

    page = anna.get("/week/").content.decode()
    key = re.search(r'name="wording" value="([^"]+)"', page)
    assert key
    shown = re.search(r'<textarea id="text-1"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert shown
    anna.post(f"/week/{story.token}/copy/", {"network": "linkedin", "wording": key[1]})

    with tenant(cast.organisation.pk):
        (share,) = sharing.shares_for(member=cast.anna, story_ids=[story.pk])[story.pk]
    assert share.text == unescape(shown[1])
    assert not share.own_words
    editor = anna.get(f"/week/{story.token}/adapt/").content.decode()
    assert words_in(editor) in ways_on(editor).values()


@database
def test_where_a_network_draws_the_line_only_own_words_are_left(
    client: Client, cast: Cast, story: Any
) -> None:
    mas = make_member(cast.organisation, preferences={"networks": ["x"]})
    for _ in range(3):
        make_share(make_member(cast.organisation), story, network="x", now=TUESDAY)
    # The guard holds up copies from the third on, so the rest said it nearly that way themselves.
    for _ in range(7):
        member = make_member(cast.organisation)
        make_share(member, story, network="x", text=TEXT + " Mooi.", now=TUESDAY)
    with time_machine.travel(TUESDAY + timedelta(minutes=1), tick=False):
        make_digest(mas, [story], now=TUESDAY)
        page = signed_in(client, mas).get("/week/").content.decode()

    assert 'name="wording"' not in page
    assert "Kopieer en post" not in page
    assert "Pas aan en deel" in page


def test_a_text_is_cut_at_what_is_not_the_storys() -> None:
    spans = (voices.Span(5, 9), voices.Span(0, 2), voices.Span(1, 3), voices.Span(8, 99))

    found = pieces_of("abcdefghij", spans)

    assert "".join(piece.text for piece in found) == "abcdefghij"
    assert [piece.text for piece in found if piece.changed] == ["ab", "c", "fghi", "j"]
    assert pieces_of("", spans) == []
    assert pieces_of("ab", ()) == [Piece("ab", changed=False)]


def test_a_form_remembers_which_way_was_put_below_and_nothing_else() -> None:
    used = read_used(used_way("rules:first-1", "Een regel. \r\nNog een."))

    assert used is not None
    assert (used.method, used.key) == ("rules", "first-1")
    assert used.is_still("Een regel.\nNog een.\n")
    assert not used.is_still("Een regel.\nNog twee.")
    for said in ("", "a:b:c", "rules::x", "rules:a:b:c", "model:a:"):
        assert read_used(said) is None
    assert used_way("nobody:x", "") == used_way("rules:", "") == ""
    assert len(mark_of("x")) == 16


@pytest.mark.parametrize(
    ("now", "slot", "at"),
    [
        # Tuesday at ten in Amsterdam; readers look on Thursdays at eight, or on Tuesdays at ten.
        ("2026-09-15T08:00", (3, 8), "2026-09-17T08:00"),
        ("2026-09-15T08:00", (1, 10), "2026-09-22T10:00"),
        ("2026-09-15T08:00", (5, 11), "2026-09-19T11:00"),
        # Too few clicks: the own hour, nine, on the next day of work.
        ("2026-09-15T08:00", None, "2026-09-16T09:00"),
        ("2026-09-18T08:00", None, "2026-09-21T09:00"),
        ("2026-09-15T05:59", None, "2026-09-15T09:00"),
    ],
)
def test_the_best_moment_is_when_readers_look_or_ones_own_hour(
    now: str, slot: tuple[int, int] | None, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "readers_hour", lambda **_given: slot)
    moment = SimpleNamespace(hour=9)
    monkeypatch.setattr(when.people, "digest_moment_of", lambda _member: moment)
    member: Any = SimpleNamespace(time_zone="Europe/Amsterdam")

    found = when.when_view(member=member, now=datetime.fromisoformat(now + "+00:00"), chosen="?")

    assert found.best_at == at
    assert found.chosen == "now"


@database
def test_no_words_take_longer_to_read_than_a_post(anna: Client, cast: Cast, story: Any) -> None:
    editor = f"/week/{story.token}/adapt/"
    page = anna.get(editor).content.decode()
    endless = form(page, text="Een dag.\0" * 100_000)

    seen = anna.post(f"/week/{story.token}/preview/", {**endless, "text": "Zo. " * 9_000})
    refused = anna.post(editor, endless)

    assert len(words_in(seen.content.decode())) <= 5_000
    assert refused.status_code == 422
    assert "Dat is meer dan er past. Hou de kern over." in refused.content.decode()
