"""Text of others becomes plain, of one line, and of a length people read."""

import pytest

from zetje.content.rules.text import clean_lines, plain_text, shortened


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Gewoon", "Gewoon"),
        ("<p>a</p><p>b</p>", "a b"),
        ("a<br>b", "a b"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp;amp; Jerry", "Tom & Jerry"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;hi", "hi"),
        ("<script>alert(1)</script>hi<style>p{}</style>", "hi"),
        ("<svg onload=alert(1)>x</svg>", "x"),
        ("5 < 7 & 8 > 3", "5 < 7 & 8 > 3"),
        ("{{7*7}} {% debug %}", "{{7*7}} {% debug %}"),
        ("a\0b\x1bc", "a b c"),
        ("e\u0301", "é"),
        ("a\u202eb\u200bc", "abc"),
        ("👩‍🔧 aan het werk", "👩‍🔧 aan het werk"),
        ("\ud800", ""),
        ("  veel \n\n ruimte ", "veel ruimte"),
    ],
)
def test_plain_text_keeps_words_and_nothing_else(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_shortened_cuts_at_a_word() -> None:
    assert shortened("kort", 10) == "kort"
    assert shortened("een twee drie vier", 14) == "een twee drie…"
    assert shortened("a" * 50, 10) == "a" * 9 + "…"


def test_clean_lines_keeps_paragraphs() -> None:
    assert clean_lines("een  \r\ntwee\n\n\n\ndrie\0 ") == "een\ntwee\n\ndrie"
