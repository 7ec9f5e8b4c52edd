"""Odd stories, little room and other languages: what is not certain is not made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import GivenWording, StoryFacts, rewrite
from zetje.voice.rules.rewriting.person import with_i
from zetje.voice.rules.rewriting.phrasing import Piece, ended, in_short_ones
from zetje.voice.rules.rewriting.sentences import cut
from zetje.voice.rules.signs import graphemes

JE = Profile(formality={"nl": "je"}, length=200, opening="question", basis=3)
FORMAL = Profile(formality={"nl": "u"}, length=300, emoji=0, hashtags=0, basis=3)


def said(facts: StoryFacts, profile: Profile = JE, **given: object) -> list[str]:
    language = str(given.pop("language", facts.language))
    variants = given.pop("variants", [])
    found = rewrite(variants, facts, profile, language=language, **given)  # type: ignore[arg-type]
    return [one.text for one in found]


def test_nothing_is_translated_the_other_language_is_quoted() -> None:
    facts = StoryFacts(
        title="Why our night shift picks its own music",
        summary="The night shift votes on one playlist a month. This month brass bands won.",
        language="en",
    )

    texts = said(facts, language="nl")

    assert len(texts) == 3
    for text in texts:
        assert "“Why our night shift picks its own music”" in text
        assert "Engels" in text


def test_a_disclosure_and_a_label_are_never_left_out() -> None:
    facts = StoryFacts(title="Nieuwe hal", organisation="Noordnaaf", language="nl")
    wording = GivenWording(
        text="De nieuwe hal is open. Er werken 40 mensen. Ik werk bij Noordnaaf. Kom kijken! "
        "Koffie is er. #advertentie",
        language="nl",
    )
    brief = Profile(formality={"nl": "je"}, length=60, hashtags=1, basis=2)

    texts = said(StoryFacts(title=facts.title, organisation="Noordnaaf"), brief, variants=[wording])

    own = [text for text in texts if "hal is open" in text or "Ik werk bij" in text]
    assert own
    for text in own:
        assert "Ik werk bij Noordnaaf." in text
        assert "#advertentie" in text


@pytest.mark.parametrize("room", [40, 80, 140, 280])
def test_a_text_never_takes_more_than_its_room(room: int) -> None:
    facts = StoryFacts(
        title="Glasvezel in Drenthe",
        summary="Vanaf mei leggen we glasvezel aan bij 2.300 huizen. Dat duurt elf weken.",
    )

    texts = said(facts, room=room)

    assert texts
    assert all(graphemes(text) <= room for text in texts)


def test_three_others_are_others_and_after_the_last_the_first_come_again() -> None:
    facts = StoryFacts(
        title="Nachttrein naar Wenen",
        summary="Vanaf 14 december rijdt de nachttrein elke vrijdag. Een ligplaats kost 89 euro.",
    )
    pages = [said(facts, skip=skip) for skip in range(0, 60, 3)]

    assert not set(pages[0]) & set(pages[1])
    assert all(pages)
    assert pages[0] in pages[1:]


def test_what_colleagues_posted_is_not_suggested_again() -> None:
    facts = StoryFacts(title="Open dag", summary="Op 12 maart is de hal open. Kom kijken.")
    first = said(facts, FORMAL)

    again = said(facts, FORMAL, avoid=first[:1])

    assert first[0] not in again


def test_what_a_feed_broke_off_or_only_reads_on_is_left_out() -> None:
    facts = StoryFacts(
        title="Storingsdienst verhuist",
        summary="De storingsdienst verhuist naar Assen. Daar is meer ruimte. Het pand is van [...]"
        "\n\nLees verder op onze site",
    )

    for text in said(facts, FORMAL):
        assert "[...]" not in text
        assert "Lees verder" not in text


def test_no_cheer_for_what_is_grave() -> None:
    warm = Profile(formality={"nl": "je"}, length=200, warmth=1.0, emoji=4, basis=4)
    facts = StoryFacts(
        title="In memoriam Henk", summary="Onze collega Henk is overleden. Hij werd 58."
    )

    for text in said(facts, warm):
        assert not set("!?🔥✨👀") & set(text)
        assert "blij" not in text
        assert "plezier" not in text


def test_a_title_that_shouts_is_lowered_only_where_each_word_is_known() -> None:
    formal = FORMAL
    known = said(StoryFacts(title="OPEN DAG IN DE HAL", summary="De hal van Jan is open."), formal)
    unknown = said(StoryFacts(title="OPEN DAG BIJ KLAASEN", summary="De hal is open."), formal)

    assert any(text.startswith("Open dag in de hal") for text in known)
    assert any("OPEN DAG BIJ KLAASEN" in text for text in unknown)


@pytest.mark.parametrize(
    ("we", "i", "language"),
    [
        ("We zijn trots op ons team.", "Ik ben trots op ons team.", "nl"),
        ("Daar zijn we trots op.", "Daar ben ik trots op.", "nl"),
        ("We're proud of our team.", "I'm proud of our team.", "en"),
        # What was done, and by whom, stays so.
        ("We zijn verkozen tot beste werkgever.", "We zijn verkozen tot beste werkgever.", "nl"),
        ("We zijn trots en bedanken iedereen.", "We zijn trots en bedanken iedereen.", "nl"),
        ("We are proud to have won.", "We are proud to have won.", "en"),
        ("We planted 300 trees.", "We planted 300 trees.", "en"),
        ("We zijn samen trots op dit werk.", "We zijn samen trots op dit werk.", "nl"),
    ],
)
def test_i_for_we_only_in_what_one_feels(we: str, i: str, language: str) -> None:
    assert with_i(we, language=language) == i


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("De hal is open tot laat in de avond, maar we sluiten op zondag wel de deur.", 1),
        ("De hal is open tot laat in de avond, maar we zijn er op zondag niet.", 2),
        ("Als het regent en de hal dicht is, maar we zijn er toch, bel dan even aan.", 1),
        ("De hal, die nieuw is, blijft open tot laat, maar we zijn er zondag niet.", 1),
    ],
)
def test_a_sentence_is_split_only_between_two_whole_ones(text: str, count: int) -> None:
    assert len(in_short_ones(Piece(text, text), language="nl")) == count


def test_sentences_end_where_people_end_them() -> None:
    text = (
        'Dhr. J. de Vries opent om 9.30 uur de hal o.a. voor gasten. "Het was zwaar. Maar mooi." '
        "Kom! 🎉 Wat je krijgt:\n- taart\n- koffie\n\n#hal #open"
    )

    found = cut(text)

    assert [one.text for one in found.sentences] == [
        "Dhr. J. de Vries opent om 9.30 uur de hal o.a. voor gasten.",
        '"Het was zwaar. Maar mooi."',
        "Kom! 🎉",
        "Wat je krijgt:",
        "- taart",
        "- koffie",
    ]
    assert found.tags == ("#hal", "#open")


def test_a_heading_gets_its_full_stop_and_an_address_none() -> None:
    closed = ["Open dag.", "Senior consultant m/v/x.", "Deltawerken 2.0.", "Ga je mee?", "Kom 🎉"]
    open_ = ["Open dag", "Senior consultant m/v/x", "Deltawerken 2.0", "Ga je mee?", "Kom 🎉"]

    assert [ended(one) for one in open_] == closed
    for address in ("Lees www.hal.example", "Mail a@hal.example", "Zie hal.example/x", "Bij #hal"):
        assert ended(address) == address


def test_the_storys_own_words_are_not_marked_as_changed() -> None:
    facts = StoryFacts(
        title="Open dag", summary="Op 12 maart is de hal open. Komt u kijken naar de lassers?"
    )
    found = rewrite([], facts, replace(JE, opening="statement"), language="nl")
    marked = {one.kind: [one.text[span.start : span.end] for span in one.changes] for one in found}

    assert marked["statement"] in ([], ["Kom je"])
    assert all("12 maart" not in " ".join(each) for each in marked.values())
    assert any(each for each in marked.values())
