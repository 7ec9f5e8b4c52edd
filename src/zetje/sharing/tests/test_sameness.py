"""Texts that are one in the eyes of a reader are found in any disguise, and found fast."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules.alike import part_score, score, sentences_of, words_of
from zetje.sharing.rules.sameness import (
    THRESHOLDS,
    Likeness,
    Wording,
    likeness,
    pairs_of,
    sketch,
    wording_number,
)

LEAVING_OUT = ["Ik werk bij Noordnaaf.", "I work at Noordnaaf."]
CASES = Path(__file__).parent / "cases" / "sameness.toml"
STORIES: list[dict[str, Any]] = tomllib.loads(CASES.read_text())["story"]
# The networks that look most and least strictly at posts.
STRICT, MILD = THRESHOLDS["x"].alike_from, THRESHOLDS["linkedin"].alike_from
ORIGINAL = STORIES[0]["post"] + " Ik werk bij Noordnaaf. https://a.nl/l/x"


def alike(text: str, other: str) -> float:
    """How alike two texts are to the guard."""
    return likeness(
        text, [Wording(other)], threshold=THRESHOLDS["x"], leaving_out=LEAVING_OUT
    ).score


def copies() -> Iterator[tuple[str, str, str]]:
    """Pairs of which a reader says: that is one post. What was done, and both texts."""
    for story in STORIES:
        for disguise in ("synonyms", "reordered"):
            for text in story[disguise]:
                yield disguise, text, story["post"]
        for text, other in permutations(story["synonyms"] + story["reordered"], 2):
            yield "both", text, other


def different() -> Iterator[tuple[str, str]]:
    """Pairs of which a reader says: two people about one thing."""
    for story in STORIES:
        yield from permutations([story["post"], *story["own"]], 2)


def figures(alike_from: float) -> tuple[float, float]:
    """Precision and recall of the guard on the labelled pairs."""
    caught = [alike(text, other) >= alike_from for _how, text, other in copies()]
    alarms = [alike(text, other) >= alike_from for text, other in different()]
    return sum(caught) / (sum(caught) + sum(alarms)), sum(caught) / len(caught)


def test_copies_in_disguise_are_caught_and_own_words_are_not() -> None:
    assert len(list(copies())) >= 90
    assert len(list(different())) >= 180
    for alike_from, least in ((STRICT, 0.95), (MILD, 0.9)):
        precision, recall = figures(alike_from)
        assert precision == 1.0
        assert recall >= least


def test_every_copy_of_the_post_itself_is_caught_on_every_network() -> None:
    for how, text, other in copies():
        assert how == "both" or alike(text, other) >= MILD


def test_own_words_stay_far_from_the_strictest_threshold() -> None:
    assert max(alike(text, other) for text, other in different()) < STRICT - 0.06


def _noisy(text: str, rng: Random) -> str:
    words = [word + rng.choice(["", "", " 🚲", " ✨🔥", "!!", " 👉"]) for word in text.split()]
    return "🧵 " + " ".join(words).upper() + "\n\n" + "👇" * 5


def _lookalike(text: str, _rng: Random) -> str:
    return text.translate(str.maketrans("aeopcyxiHMTBK", "аеорсухіНМТВК"))


def _other_alphabet(text: str, _rng: Random) -> str:
    """Bold letters, a space without width after each third sign, and figures for letters."""
    bold = "".join(chr(0x1D41A + ord(sign) - 97) if "a" <= sign <= "z" else sign for sign in text)
    return regex.sub(r"(\S{3})", "\\1\u200b", bold)


def _digits(text: str, _rng: Random) -> str:
    return regex.sub(r"(?<=[a-z])[oe](?=[a-z])", lambda m: {"o": "0", "e": "3"}[m[0]], text)


def _shuffled(text: str, rng: Random) -> str:
    sentences = regex.findall(r"[^.!?]+[.!?]+", text)
    rng.shuffle(sentences)
    return " ".join(sentence.strip() for sentence in sentences)


def _padded(text: str, rng: Random) -> str:
    return rng.choice(["Trots! ", "So proud: ", "Kijk nou. "]) + text + " Wat een werk. #trots"


@pytest.mark.parametrize(
    "disguise", [_noisy, _lookalike, _other_alphabet, _digits, _shuffled, _padded]
)
def test_a_machine_s_disguise_is_seen_through(disguise: Callable[[str, Random], str]) -> None:
    rng = Random(5)
    for story in STORIES:
        assert alike(disguise(story["post"], rng), story["post"]) >= 0.85


def test_a_disguise_upon_synonyms_is_seen_through() -> None:
    rng = Random(7)
    found = [
        alike(_noisy(_lookalike(_shuffled(text, rng), rng), rng), story["post"])
        for story in STORIES
        for text in story["synonyms"]
    ]

    assert sum(at >= STRICT for at in found) >= 0.85 * len(found)


def test_each_part_of_a_thread_is_the_post_that_it_was_cut_from() -> None:
    for story in STORIES:
        words = story["post"].split()
        for number in range(3):
            part = " ".join(words[number * len(words) // 3 : (number + 1) * len(words) // 3])
            assert alike(f"{number + 1}/3 {part} 🧵", story["post"]) >= MILD


def test_quoting_a_line_among_own_words_is_no_copy() -> None:
    held = 0
    for story in STORIES:
        line = regex.findall(r"[^.!?]+[.!?]+", story["post"])[-1]
        held += alike(f"{story['own'][0]} {line}", story["post"]) >= MILD

    # One of these posts tells half of the story already before it quotes it.
    assert held <= 1


@pytest.mark.parametrize(
    ("text", "other", "least", "most"),
    [
        (ORIGINAL, ORIGINAL.replace("/l/x", "/l/y").replace("Ik werk bij Noordnaaf. ", ""), 1, 1),
        (ORIGINAL, ORIGINAL.upper().replace("É", "E"), 1, 1),
        ("Iets.", "Iets anders over remmen en bellen.", 0, 0.4),
        ("", "", 0, 0),
        ("", ORIGINAL, 0, 0),
        ("🚲 🚲", "🔥", 0, 0),
    ],
)
def test_what_makes_no_text_does_not_count(
    text: str, other: str, least: float, most: float
) -> None:
    assert least <= alike(text, other) <= most


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1/4 Op één naaf (2/4)", "op een naaf"),
        ("In v e e r t i e n maanden", "in veertien maanden"),
        ("Na 60.000 km of 60,000 km of 60’000 km", "na 60000 km of 60000 km of 60000 km"),
        ("Ｎａａｆ & 𝗳𝗶𝗲𝘁𝘀", "naaf fiets"),
        ("Kijk: https://a.nl/l/x #naaf", "kijk naaf"),
    ],
)
def test_what_only_looks_different_is_one_wording(text: str, other: str) -> None:
    assert words_of(text) == words_of(other)


def test_likeness_counts_colleagues_without_naming_any() -> None:
    others = [
        Wording(ORIGINAL, 6),
        Wording(ORIGINAL),
        Wording(ORIGINAL.replace("Dat is", "Da's"), 2),
        Wording("Iets."),
    ]

    found = likeness(ORIGINAL, others, threshold=THRESHOLDS["x"], leaving_out=LEAVING_OUT)

    assert found == Likeness(score=1.0, most_alike_count=9, compared=4)


def test_likeness_of_the_first_to_post_is_nothing() -> None:
    assert likeness(ORIGINAL, [], threshold=THRESHOLDS["x"]) == Likeness(0.0, 0, 0)


@pytest.mark.parametrize(
    ("network", "count", "level"),
    [
        ("x", 2, "fine"),
        ("x", 3, "adapt_first"),
        ("x", 9, "adapt_first"),
        ("x", 10, "never"),
        ("linkedin", 9, "fine"),
        ("linkedin", 10, "adapt_first"),
        ("linkedin", 1000, "adapt_first"),
        ("mastodon", 10, "never"),
        ("whatsapp", 99, "fine"),
    ],
)
def test_level_follows_the_threshold_of_the_network(network: str, count: int, level: str) -> None:
    found = Likeness(score=1.0, most_alike_count=count, compared=1)

    assert found.level(THRESHOLDS[network]) == level


def test_a_copy_finds_what_it_was_made_from_by_its_pairs() -> None:
    for _how, text, other in copies():
        assert set(pairs_of(words_of(text))) & set(sketch(words_of(other)))


@pytest.mark.parametrize(("text", "size"), [("", 0), ("Mooi", 1), ("Het is er", 3)])
def test_sketch_of_few_words_is_those(text: str, size: int) -> None:
    assert len(sketch(words_of(text))) == size


def test_sketch_is_small() -> None:
    assert len(sketch(words_of(ORIGINAL * 3))) <= 16
    assert len(pairs_of([f"woord{number}" for number in range(500)])) == 64


def test_equal_words_are_one_wording_whatever_is_around_them() -> None:
    one = wording_number(words_of(ORIGINAL, LEAVING_OUT))

    assert one == wording_number(words_of(STORIES[0]["post"].upper() + " 🚲", LEAVING_OUT))
    assert one != wording_number(words_of(STORIES[0]["own"][0]))


@given(
    st.lists(st.sampled_from(["de", "het", "een", "naaf", "rijdt", "ver.", "niet"])), st.randoms()
)
def test_score_is_symmetric_and_between_nothing_and_one(words: list[str], rng: Random) -> None:
    others = rng.sample(words, len(words))[: rng.randint(0, len(words))]
    one, other = sentences_of(" ".join(words)), sentences_of(" ".join(others))

    assert 0 <= score(one, other) <= 1
    assert score(one, other) == score(other, one)
    assert 0 <= part_score(one, other) <= 0.8
    assert score(one, one) == (1 if one else 0)
