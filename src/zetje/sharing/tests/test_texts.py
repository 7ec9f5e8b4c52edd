"""Every text is counted as the network counts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules.texts import Limit, count, tidy

X = Limit(most=280, unit="weighted")
BLUESKY = Limit(most=300, unit="graphemes", most_bytes=3000)
MASTODON = Limit(most=500, unit="mastodon")
THREADS = Limit(most=500, unit="threads")
LINKEDIN = Limit(most=3000, unit="utf16")
KANA = "あいうえおかきくけこ"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

# From the public conformance suite of twitter-text, conformance/validate.yml, sections
# "WeightedTweetsWithDiscountedEmojiCounterTest" and "lengths" (Apache-2.0,
# https://github.com/twitter/twitter-text/tree/master/conformance); descriptions as there.
CONFORMANCE = {
    "Regular Tweet with url": ("Hi http://test.co", 26),
    "Just url": ("http://test.co", 23),
    "Count a URL starting with https:// as 23 characters": ("https://test.com", 23),
    "Count a URL without protocol as 23 characters": ("test.com", 23),
    "Count multiple URLs correctly": (
        "Test https://test.com test https://test.com test.com test",
        86,
    ),
    "Long tweet, overflow at char index 280": ("285 chars-" + "xxxxxxxxxx-" * 25, 285),
    "Long tweet with url in the middle, overflow at char index 284": (
        "285 chars- http://www.twitter.com/jack " + "xxxxxxxxxx-" * 24,
        299,
    ),
    "160 CJK char, overflow at char index 140": ("故" * 160, 320),
    "160 emoji char, overflow at char index 140": ("\U0001f637" * 160, 320),
    "'Á' is normalized into 1 char": ("A\u0301B", 2),
    "שּׁ is normalized into 3 chars": ("A\ufb2c", 4),
    "Count a mix of single byte single word, and double word unicode characters": (
        f"H\U0001f431\u263a{FAMILY}",
        7,
    ),
    "Count unicode emoji chars inside the basic multilingual plane": (
        "\U0001f637\U0001f47e\U0001f621\U0001f525\U0001f4a9",
        10,
    ),
    "Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers": (
        "\U0001f64b\U0001f3fd\U0001f468\u200d\U0001f3a4",
        4,
    ),
    "Handle General Punctuation Characters with visible spaces": (
        "x \u2000\u2005\u200a\u200b ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷",
        len("x \u2000\u2005\u200a\u200b ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷"),
    ),
    "Handle long url with invalid domain labels and short url": (
        f"url: https://{'somesuperlongurl' * 4}.com/foo https://validurl.com",
        len(f"url: https://{'somesuperlongurl' * 4}.com/foo ") + 23,
    ),
    "Handle a 64 character domain without protocol": ("randomurl" * 7 + "s.com", 68),
    "Do not allow > 140 CJK characters by virtue of CJK chars greater than 63 punycode": (
        f"{KANA * 12} http://{KANA * 5}あいう.com",
        358,
    ),
    "Allow > 140 CJK characters by virtue of CJK chars less than 63 punycode": (
        f"{KANA * 12} http://{KANA * 5}あい.com",
        264,
    ),
}


@pytest.mark.parametrize(("text", "expected"), CONFORMANCE.values(), ids=CONFORMANCE)
def test_count_agrees_with_the_published_suite_of_x(text: str, expected: int) -> None:
    assert count(text, X).used == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zie noordnaaf.nl/n9-rig.", 4 + 23 + 1),
        ("Zie (https://noordnaaf.nl/rig_(n9)) nu", 5 + 23 + 4),
        ("mail sanne@noordnaaf.nl", 23),
        ("#fiets.nl @fiets.nl $fiets.nl", 29),
        ("Gedaan.Daarna koffie in bestand.docx", 36),
        ("noordnaaf.example/n9-rig", 24),
        ("https://noordnaaf.example/n9-rig?utm_source=zetje&x=1#top.", 23 + 1),
        ("http://127.0.0.1:8001/l/abc", 27),
        ("© 2026 ™ 1 # *", 15),
        ("©️ 1️⃣ 🇳🇱", 8),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("☺︎", 1 + 1 + 2),
    ],
)
def test_count_weighs_what_x_makes_of_a_text(text: str, expected: int) -> None:
    assert count(text, X).used == expected


@pytest.mark.parametrize(
    ("text", "limit", "used"),
    [
        ("", LINKEDIN, 0),
        ("één regel\r\ntwee", LINKEDIN, 14),
        ("\U0001f600", LINKEDIN, 2),
        ("e\u0301\U0001f1f3\U0001f1f1" + FAMILY, BLUESKY, 3),
        ("https://noordnaaf.nl/een-heel-lang-pad-naar-het-verhaal", BLUESKY, 55),
        ("https://noordnaaf.nl/een-heel-lang-pad-naar-het-verhaal", MASTODON, 23),
        ("noordnaaf.nl/een-heel-lang-pad", MASTODON, 30),
        ("Dank @sanne@fiets.example!", MASTODON, len("Dank @sanne!")),
        ("https://fiets.example/@sanne@b.nl", MASTODON, 23),
        (FAMILY, MASTODON, 1),
        ("één", THREADS, 3),
        ("\U0001f600!", THREADS, 5),
    ],
)
def test_count_follows_each_network(text: str, limit: Limit, used: int) -> None:
    assert count(text, limit).used == used


def test_count_says_by_how_much_a_text_is_too_long() -> None:
    assert count("x" * 305, BLUESKY).over == 5
    assert not count("x" * 305, BLUESKY).fits
    assert count("x" * 300, BLUESKY).fits


def test_count_minds_the_bytes_where_a_network_does() -> None:
    counted = count(FAMILY * 200, BLUESKY)

    assert counted.used == 200
    assert counted.over == 200 * len(FAMILY.encode()) - 3000


@given(st.text(), st.sampled_from([X, BLUESKY, MASTODON, THREADS, LINKEDIN]))
def test_count_never_goes_below_nothing_nor_cares_for_line_ends(text: str, limit: Limit) -> None:
    counted = count(text, limit)

    assert counted.used >= 0
    assert counted.over >= max(0, counted.used - limit.most)
    assert counted == count(tidy(text).replace("\n", "\r\n"), limit)


@given(
    st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"])), st.integers(1, 9)
)
def test_count_of_x_grows_by_one_for_each_plain_letter(text: str, more: int) -> None:
    before = count(f"{text} |", X).used

    assert count(f"{text} |{'a' * more}", X).used == before + more


@given(st.lists(st.sampled_from(["woord", "nl.wikipedia.org", "https://a.nl/b?c=d", "\U0001f600"])))
def test_count_of_x_is_the_sum_of_its_words(words: list[str]) -> None:
    lengths = {"woord": 5, "\U0001f600": 2}
    expected = sum(lengths.get(word, 23) for word in words) + max(0, len(words) - 1)

    assert count(" ".join(words), X).used == expected
