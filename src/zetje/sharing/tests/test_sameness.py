"""Texts that are one in the eyes of a network are found, and found fast."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules.sameness import (
    THRESHOLDS,
    Likeness,
    Wording,
    Wordings,
    likeness,
    score,
    sketch,
    words_of,
)

LEAVING_OUT = ["Ik werk bij Noordnaaf.", "I work at Noordnaaf."]
ORIGINAL = (
    "Zestigduizend kilometer. Dat is anderhalf keer de wereld rond, op één naaf. We hebben de N9 "
    "veertien maanden getest en daarna uit elkaar gehaald. Ik werk bij Noordnaaf. https://a.nl/l/x"
)
ENGLISH = (
    "Sixty thousand kilometres. That is one and a half times round the world, on one hub gear. We "
    "ran the N9 for fourteen months and then took it apart. I work at Noordnaaf."
)
OWN_WORDS = (
    "Veertien maanden lang probeerde ik een naaf kapot te krijgen. Na 60.000 km haalde ik hem uit "
    "elkaar en het vet zat nog waar ik het had gedaan."
)
OWN_WORDS_ENGLISH = (
    "I spent fourteen months trying to kill a hub gear. 60,000 km later I took it apart, and the "
    "grease was still where I had put it."
)


@pytest.mark.parametrize(
    ("text", "other", "least", "most"),
    [
        (ORIGINAL, ORIGINAL, 1, 1),
        (ORIGINAL, ORIGINAL.replace("/l/x", "/l/y").replace("Ik werk bij Noordnaaf. ", ""), 1, 1),
        (ORIGINAL, ORIGINAL.upper().replace(". ", "!!! 🚲 ").replace("é", "e"), 0.99, 1),
        (
            ORIGINAL,
            ORIGINAL.replace("We hebben", "Wij hebben").replace("daarna", "toen"),
            0.9,
            0.95,
        ),
        (ORIGINAL, "Trots! " + ORIGINAL + " Wat een werk.", 0.88, 0.95),
        (ORIGINAL, ". ".join(reversed(ORIGINAL.split(". "))), 0.85, 0.95),
        (ENGLISH, ENGLISH.replace("Sixty thousand", "60,000").replace("ran", "tested"), 0.88, 0.97),
        (ORIGINAL, OWN_WORDS, 0, 0.4),
        (ENGLISH, OWN_WORDS_ENGLISH, 0, 0.45),
        (ORIGINAL, ENGLISH, 0, 0.2),
        ("", "", 0, 0),
    ],
)
def test_score_follows_what_a_reader_would_say(
    text: str, other: str, least: float, most: float
) -> None:
    found = score(words_of(text, LEAVING_OUT), words_of(other, LEAVING_OUT))

    assert least <= found <= most


def test_likeness_counts_colleagues_without_naming_any() -> None:
    others = [
        Wording(ORIGINAL, 6),
        Wording(ORIGINAL),
        Wording(ORIGINAL.replace("Dat is", "Da's"), 2),
        Wording("Iets."),
    ]

    found = likeness(ORIGINAL, others, threshold=THRESHOLDS["x"], leaving_out=LEAVING_OUT)

    assert found == Likeness(score=1.0, most_alike_count=9, compared=2)


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


def test_sketch_is_shared_by_texts_that_are_alike() -> None:
    changed = ORIGINAL.replace("We hebben", "Wij hebben").replace("daarna", "toen")

    assert set(sketch(words_of(ORIGINAL))) & set(sketch(words_of(changed)))


@pytest.mark.parametrize(("text", "size"), [("", 0), ("Mooi", 1), ("Heel mooi", 1), (ORIGINAL, 12)])
def test_sketch_is_small(text: str, size: int) -> None:
    assert len(sketch(words_of(text))) == size


def test_likeness_compares_few_among_a_hundred_thousand_posts() -> None:
    rng = Random(2)
    vocabulary = [f"woord{number}" for number in range(3000)]
    known = Wordings()
    posts = [" ".join(rng.choices(vocabulary, k=15)) for _ in range(20_000)]
    for post in posts:
        known.add(Wording(post, 5))

    found = known.likeness(posts[77] + " extra", THRESHOLDS["linkedin"])

    assert found.most_alike_count == 5
    assert found.compared <= 20


@given(st.lists(st.sampled_from(["de", "het", "een", "naaf", "rijdt"])), st.randoms())
def test_score_is_symmetric_and_between_nothing_and_one(words: list[str], rng: Random) -> None:
    others = rng.sample(words, len(words))[: rng.randint(0, len(words))]

    assert 0 <= score(words, others) <= 1
    assert score(words, others) == score(others, words)
