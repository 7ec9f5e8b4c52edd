"""What somebody suggests, in whatever way they write it."""

from __future__ import annotations

import pytest

from zetje.content.rules.tips import TipRefused, tip_words


def test_the_first_sentence_is_the_title_and_the_first_link_the_address() -> None:
    words = tip_words(
        text="Piet werkt hier vandaag veertig jaar! Kijk op https://noordnaaf.example/piet?utm_source=x."
    )
    assert words.title == "Piet werkt hier vandaag veertig jaar!"
    assert words.address == "https://noordnaaf.example/piet"
    assert words.language == "nl"


def test_a_link_alone_is_a_tip_named_after_its_page() -> None:
    words = tip_words(text="https://www.tradeweekly.example/news/n9-hub-wins-prize.html")
    assert (words.title, words.text) == ("n9 hub wins prize (tradeweekly.example)", "")


def test_a_title_that_says_it_all_is_not_told_twice() -> None:
    words = tip_words(text="The drawer with every bolt we ever dropped")
    assert (words.title, words.text) == ("The drawer with every bolt we ever dropped", "")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://127.0.0.1/",
        "https://user:pass@noordnaaf.example/",
        "http:\\\\x",
    ],
)
def test_an_address_that_leads_nowhere_public_is_left_out(address: str) -> None:
    assert tip_words(text=f"Een tip {address}", address=address).address == ""


@pytest.mark.parametrize(
    ("guarded", "true"),
    [
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2Fa&data=1",
            "https://x.example/a",
        ),
        ("https://urldefense.com/v3/__https://x.example/a__;!!abc$", "https://x.example/a"),
    ],
)
def test_the_guard_of_a_mailbox_is_taken_off_an_address(guarded: str, true: str) -> None:
    assert tip_words(text=f"Lees {guarded}").address == true


def test_signs_that_nobody_sees_and_endless_texts_do_no_harm() -> None:
    words = tip_words(text="A\u202eb\x00c " + "x" * 9_000)
    assert "\u202e" not in words.title
    assert len(words.title) <= 120
    assert len(words.text) <= 2_000


@pytest.mark.parametrize("text", ["", "  \n ", "!!!", "\u200b", "http://127.0.0.1/"])
def test_nothing_said_is_no_tip(text: str) -> None:
    with pytest.raises(TipRefused, match="needs_tip"):
        tip_words(text=text)
