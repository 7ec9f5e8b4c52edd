"""Numbers are said in the reader's language, a minus as a minus."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from zetje.insights.presenters.number_words import hundred, plain, signed, spoken, tenth


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["−4", "−4.2", "−4.2", "+0.5", "−12", "0", "0.0"]),
        ("nl", ["−4", "−4,2", "−4,2", "+0,5", "−12", "0", "0,0"]),
    ],
)
def test_a_number_below_zero_has_a_minus_and_no_hyphen(language, said) -> None:
    with override(language):
        found = [
            hundred(-0.042),
            tenth(-4.24),
            plain(-4.2),
            signed(0.5),
            spoken(-12.3),
            signed(0),
            tenth(-0.04),
        ]

    assert found == said
