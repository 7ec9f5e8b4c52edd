"""Where somebody goes back to is a page of ours, whatever was asked for."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from zetje.lib.returning import page_of_ours


@pytest.mark.parametrize("target", ["/", "/week/", "/people/?team=3&show=left#top"])
def test_a_page_of_ours_is_where_one_goes_back_to(target: str) -> None:
    assert page_of_ours(RequestFactory().get("/"), target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "week",
        "front",
        "' OR 1=1 --",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "///evil.example",
    ],
)
def test_nobody_is_sent_anywhere_else(target: str) -> None:
    assert page_of_ours(RequestFactory().get("/"), target) == ""
