"""Signed tokens: each fault is one refusal, and keys come and go without anybody noticing."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.lib import tokens
from zetje.lib.tokens import InvalidToken, read, sign

NOW = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=14)
PAYLOAD: dict[str, str | int] = {"o": 7, "d": 4711}


def made() -> str:
    return sign("digest", PAYLOAD, expires_at=LATER)


def is_refused(token: str, *, purpose: str = "digest", now: datetime = NOW) -> bool:
    try:
        read(purpose, token, now=now)
    except InvalidToken:
        return True
    return False


def test_a_token_says_what_was_signed() -> None:
    assert read("digest", made(), now=NOW) == PAYLOAD


def test_a_token_is_good_until_its_moment_and_not_a_second_longer() -> None:
    assert not is_refused(made(), now=LATER - timedelta(seconds=1))
    assert is_refused(made(), now=LATER)


def test_a_token_for_one_thing_is_worth_nothing_for_another() -> None:
    assert is_refused(made(), purpose="unsubscribe")


def test_each_flipped_bit_and_each_cut_is_refused() -> None:
    token = made()
    for place in range(len(token)):
        assert is_refused(token[:place])
        for bit in range(7):
            changed = token[:place] + chr(ord(token[place]) ^ 1 << bit) + token[place + 1 :]
            assert is_refused(changed), changed


def test_another_spelling_of_a_token_is_refused() -> None:
    token = made()

    assert is_refused(token + "=")
    assert is_refused(token.replace(".", "==."))
    assert is_refused(f" {token}")
    assert is_refused(f"{token}\n")


@given(st.text(max_size=200))
def test_whatever_is_given_is_read_or_refused(text: str) -> None:
    assert is_refused(text)
    assert is_refused(f"{text}.{text}")


def test_a_key_that_was_rotated_opens_what_it_signed_until_it_is_taken_out(settings: Any) -> None:
    settings.TOKEN_KEYS = ["old"]
    token = made()

    settings.TOKEN_KEYS = ["new", "old"]
    assert not is_refused(token)
    assert is_refused(token, now=LATER)

    settings.TOKEN_KEYS = ["new"]
    assert is_refused(token)
    assert not is_refused(made())


def test_every_fault_costs_the_same_work(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is tried to the end, also after one fits and also for what is no token at all."""
    settings.TOKEN_KEYS = ["new", "old", "older"]
    token, compared, compare = made(), [], hmac.compare_digest

    def counted(one: bytes, other: bytes) -> bool:
        compared.append(len(one))
        return compare(one, other)

    monkeypatch.setattr(tokens.hmac, "compare_digest", counted)
    for given_token in (token, token[:-3], "A" + token[1:], "nonsense", "", token + "="):
        compared.clear()
        is_refused(given_token)
        assert compared == [tokens.SIGNATURE_BYTES] * 3
