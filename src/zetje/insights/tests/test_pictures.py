"""A picture says what its figure says, in shapes and in words, as SVG and as PNG."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from zetje.insights.presenters.picture_files import as_png, as_svg
from zetje.insights.presenters.pictures import WIDE, Disc, Picture, Stroke, Words
from zetje.insights.tests.test_reports import cast
from zetje.people.testing import signed_in

__all__ = ["cast"]

SVG = "{http://www.w3.org/2000/svg}"
PICTURE = Picture(
    "Teams & <more>",
    "Five of <ten>.",
    200,
    [
        Stroke([(10, 100), (400, 100)]),
        Disc(600, 100, 40, is_spot=True),
        Words(900, 120, "“Één” & <b>", 24),
    ],
)


def test_words_of_people_stay_words() -> None:
    root = ElementTree.fromstring(as_svg(PICTURE, theme="light", language="nl"))

    assert root.find(f"{SVG}title").text == "Teams & <more>"
    assert root.find(f"{SVG}desc").text == "Five of <ten>."
    assert [text.text for text in root.iter(f"{SVG}text")] == ["“Één” & <b>"]
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize(
    ("theme", "paper", "spot"),
    [("light", (243, 245, 242), (246, 74, 27)), ("dark", (12, 19, 30), (255, 112, 73))],
)
def test_a_png_shows_the_same_shapes_and_holds_the_words(theme: Any, paper: Any, spot: Any) -> None:
    drawn = Image.open(BytesIO(as_png(PICTURE, theme=theme)))
    drawn.load()

    assert drawn.size == (WIDE, 200)
    assert drawn.text["Description"] == "Five of <ten>."
    assert drawn.getpixel((5, 5)) == paper
    assert drawn.getpixel((600, 100)) == spot
    assert drawn.getpixel((200, 100)) != paper


def get(member: Any, name: str, **query: str) -> Any:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(f"/insight/picture/{name}/", query)


def test_the_line_of_weeks_says_what_the_page_says(cast: Any) -> None:
    client = signed_in(Client(), cast.wil)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    course = client.get("/insight/").context["page"].course

    root = ElementTree.fromstring(get(cast.wil, "course", theme="dark").content)

    assert root.find(f"{SVG}desc").text == course.says
    assert len(list(root.iter(f"{SVG}circle"))) == len(course.dots)
    assert len(list(root.iter(f"{SVG}polyline"))) == len(course.lines) + 2


def test_teams_are_told_in_words_too(cast: Any) -> None:
    answer = get(cast.pim, "teams")
    root = ElementTree.fromstring(answer.content)

    assert "Workshop: 16 of 60." in root.find(f"{SVG}desc").text
    assert 'filename="noordnaaf-teams-light.svg"' in answer.headers["Content-Disposition"]
    assert get(cast.pim, "teams", **{"as": "png"}).content.startswith(b"\x89PNG")


def test_what_is_no_picture_is_not_there(cast: Any) -> None:
    assert get(cast.pim, "people").status_code == 404
    assert get(cast.pim, "course", **{"as": "gif"}).status_code == 404
