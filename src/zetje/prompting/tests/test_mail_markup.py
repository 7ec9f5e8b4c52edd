"""Mails hold only what Outlook for Windows and Gmail understand, in the organisation's colour.

Which client knows what: https://www.caniemail.com/features/. Outlook for Windows draws with Word:
it takes tables, their attributes and a few properties, and passes over what only rounds or fits.
Gmail drops a whole style sheet that holds what it does not know.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps

from zetje.content.testing import make_story
from zetje.delivery.registry import OutboxRow
from zetje.lib.tenancy import tenant
from zetje.prompting.operations.notices import render_notices
from zetje.prompting.testing import make_decision, make_digest
from zetje.prompting.tests.mails import NOW, mail_of, prompt_of, three_stories
from zetje.recognition.testing import make_shared_weeks

pytestmark = pytest.mark.django_db

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body"),
    *("table", "tr", "td"),
    *("div", "p", "h1", "h2", "span", "b", "a", "br"),
}
# Known to Word and to Gmail.
EVERYWHERE = {
    *("margin", "margin-top", "text-align", "text-decoration", "white-space"),
    *("font-family", "font-size", "font-weight", "line-height", "letter-spacing"),
    *("color", "background-color", "border"),
}
# Known to them on some elements only, or passed over without harm.
ON_SOME = {
    "padding": {"td", "body", "a"},  # Word: cells only; a link's cell has mso-padding-alt for it
    "padding-right": {"td"},
    "width": {"td", "table"},
    "height": {"td"},
    "max-width": {"div"},  # Word passes it over: the table around it has the width
    "border-radius": {"td"},  # Word draws square corners
    "display": {"div", "a"},
    "max-height": {"div"},  # of the preheader, which mso-hide hides in Word
    "overflow": {"div"},
}
WORDS_OWN = {"mso-hide", "mso-padding-alt"}
SHOWN_AS = {"none", "inline-block"}
# In a style sheet: what Gmail keeps. Word reads none of it.
IN_SHEETS = {
    *("margin", "padding", "padding-right", "border-spacing", "border-color", "color"),
    *("background-color", "display", "width", "font-size", "line-height"),
}
SELECTOR = re.compile(r"[a-z0-9]*(\.[a-z]+)?( > [a-z]+(\.[a-z]+)?| > \.[a-z]+| [a-z]+)*")
COLOUR = re.compile(r"#[0-9a-f]{6}")
# No var(), calc(), oklch() or url(): nothing with brackets, and no unit but pixels and per cent.
VALUE = re.compile(r"(?:#[0-9a-f]{6}|-?\d+(?:\.\d+)?(?:px|%)?|[a-zA-Z-]+|'[a-zA-Z ]+'|[ ,])+")


class Parts(HTMLParser):
    """Takes a mail apart: its elements with their styles, and its style sheets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.sheets: list[str] = []
        self._in_sheet = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in_sheet = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_sheet = False

    def handle_data(self, data: str) -> None:
        if self._in_sheet:
            self.sheets.append(data)


def declarations(style: str) -> list[tuple[str, str]]:
    """The properties of a style with their values."""
    pairs = (one.split(":", 1) for one in style.split(";") if one.strip())
    return [(name.strip(), value.replace("!important", "").strip()) for name, value in pairs]


def rules_of(sheet: str) -> list[tuple[str, str]]:
    """The selectors of a sheet with their declarations; of its media queries only these two."""
    bare = re.sub(r"@media \((?:max-width: \d+px|prefers-color-scheme: dark)\) \{", "", sheet)
    assert "@" not in bare
    return [(one.strip(" }\n"), body) for one, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


@pytest.fixture(params=["", "#ffcc00", "#7fd4ff"])
def accent(request: pytest.FixtureRequest, sanne: Any) -> str:
    sanne.organisation.accent = request.param
    sanne.organisation.save(update_fields=["accent"])
    return request.param


@pytest.fixture
def digest(sanne: Any) -> str:
    """A digest with everything in it: a chain, a rest week to take, three stories."""
    for back in (1, 2, 4):
        moment = NOW - timedelta(days=7 * back)
        make_shared_weeks(sanne, make_story(sanne.organisation), moment)
    return mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW)).html


@pytest.fixture
def notice(sanne: Any) -> str:
    row = OutboxRow(
        id=1,
        organisation_id=sanne.organisation_id,
        member_id=sanne.pk,
        kind="reminder",
        subject_id=make_story(sanne.organisation).pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url="https://zetje.noordnaaf.example/unsubscribe/abc/",
    )
    with tenant(sanne.organisation_id):
        mail: Any = render_notices([row], NOW)[1]
    return mail.html


@pytest.fixture
def prompt(sanne: Any) -> str:
    """A prompt with everything in it: a chain at stake, a rest week to take, a story."""
    for back in (1, 2, 4):
        moment = NOW - timedelta(days=7 * back)
        make_shared_weeks(sanne, make_story(sanne.organisation), moment)
    stories = three_stories(sanne.organisation)
    digest = make_digest(sanne, stories, now=NOW)
    decided = make_decision(sanne, now=NOW, arm="streak", digest=digest, story=stories[0])
    return prompt_of(decided).html


@pytest.fixture(params=["digest", "notice", "prompt"])
def mail(request: pytest.FixtureRequest) -> Parts:
    return Parts(request.getfixturevalue(request.param))


def test_elements_and_their_styles_are_known_to_outlook_and_gmail(mail: Parts) -> None:
    for tag, given in mail.elements:
        assert tag in ELEMENTS
        assert not {name for name in given if name.startswith("on")} | ({"id", "src"} & {*given})
        for name, value in declarations(given.get("style", "")):
            assert name in EVERYWHERE | WORDS_OWN or tag in ON_SOME[name], (tag, name)
            assert VALUE.fullmatch(value), (name, value)
            assert name != "display" or value in SHOWN_AS


def test_tables_are_for_layout_and_say_so(mail: Parts) -> None:
    tables = [given for tag, given in mail.elements if tag == "table"]

    assert tables
    for given in tables:
        assert (given["role"], given["cellpadding"], given["cellspacing"]) == (
            "presentation",
            "0",
            "0",
        )


def test_the_first_sheet_holds_nothing_for_which_gmail_drops_it(mail: Parts) -> None:
    rules = rules_of(mail.sheets[0])

    assert rules
    for selectors, body in rules:
        for selector in selectors.split(","):
            assert SELECTOR.fullmatch(selector.strip()), selector
        for name, value in declarations(body):
            assert name in IN_SHEETS, name
            assert VALUE.fullmatch(value), (name, value)
    assert "".join(mail.sheets).count("{") == "".join(mail.sheets).count("}")


def test_gmail_cuts_nothing_off(digest: str) -> None:
    assert len(digest.encode()) < 60_000  # it cuts at 102 kB
    assert all(len(sheet) < 8192 for sheet in Parts(digest).sheets)


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_what_moves_is_in_the_organisations_colour_and_can_be_read(
    accent: str, digest: str
) -> None:
    spot = accent or "#f64a1b"
    cells = re.findall(r'class="(?:bp|wn)"[^>]*bgcolor="([^"]+)"', digest)
    words = re.findall(r'class="bpt"[^>]*;color:([^;]+);', digest)
    light, dark = (
        re.search(pattern, digest)[1]  # type: ignore[index]
        for pattern in (r'class="dot" style="color:([^;]+);', r"\.dot { color: (\S+) !important")
    )

    assert set(cells) == {spot}
    assert len(cells) == 4
    assert {contrast(word, spot) >= 4.5 for word in words} == {True}
    assert contrast(light, "#f3f5f2") >= 4.5
    assert contrast(dark, "#0d131d") >= 4.5
    assert (spot == "#f64a1b") == ("#f64a1b" in digest)


def test_what_is_no_colour_does_not_come_into_the_mail(sanne: Any) -> None:
    evil = "red;} body{display:none"
    with tenant(sanne.organisation_id):
        apps.get_model("people", "Organisation")._default_manager.filter(
            pk=sanne.organisation_id
        ).update(accent=evil)

    html = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW)).html

    assert evil not in html
    assert "#f64a1b" in html
