"""The sheet for a team meeting: one page whatever was written, and only who agrees is on it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_cast
from zetje.recognition.operations.newsletter import Block, Read, Thanks, send_edition
from zetje.recognition.operations.newsletter.gathering import Figure, Step, StoryLine
from zetje.recognition.presenters.newsletter import slides_of
from zetje.recognition.presenters.sheet import meeting_sheet
from zetje.recognition.rules import newsletter as rules
from zetje.recognition.tests.newsletters import NOW, made_edition, make_shoutout, make_week
from zetje.recognition.tests.test_newsletter_pages import browser

NOORDNAAF = cast("Any", SimpleNamespace(name="Noordnaaf"))
LONG = "Arbeidsongeschiktheidsverzekeringsvoorwaarden en nog veel meer. "


def full_edition(words: str) -> Read:
    """An edition with everything in it, each part filled with these words."""
    thanks = [Thanks(str(number), words, "nl", "Femke, Marketing") for number in range(8)]
    stories = [StoryLine(words, words, "nl", "https://x.example/", words) for _ in range(3)]
    figures = [Figure("1.240", words) for _ in range(3)]
    blocks = [
        Block(rules.SHOUTOUTS, words, (), thanks=thanks),
        Block(rules.STORIES, words, (), stories=stories),
        Block(rules.NUMBERS, words, (), figures=figures),
        Block(rules.CHALLENGE, words, (words, words)),
        Block(rules.OWN, words, (words, words)),
        Block(rules.NEXT, words, (words,), steps=[Step(words, "https://x.example/")]),
    ]
    return Read("t", "nl", words, (words,), "9 tot en met 15 november 2026", "Noordnaaf", blocks)


@pytest.mark.parametrize("words", ["Kort.", LONG * 12])
def test_it_is_one_page_with_nothing_over_another_or_beyond_the_edge(words: str) -> None:
    made = meeting_sheet(full_edition(words), organisation=NOORDNAAF, today=date(2026, 11, 22))

    (page,) = PdfReader(BytesIO(made)).pages
    places: list[tuple[float, float]] = []
    page.extract_text(
        visitor_text=lambda text, _cm, at, _font, _size: (
            places.append((float(at[4]), float(at[5]))) if text.strip() else None
        )
    )
    assert len(places) > 20
    # The foot begins at 46 mm: only its own lines are below, and no line leaves the sheet.
    assert all(16 - 0.1 <= across <= 194 for across, _down in places)
    assert sum(down < 46 for _across, down in places) <= 5
    document = pypdfium2.PdfDocument(made)
    picture = document[0].render(scale=2).to_pil().convert("L")
    ink = picture.point(lambda light: 255 if light < 200 else 0).getbbox()
    document.close()
    width, height = picture.size
    assert ink is not None
    assert ink[0] > width * 0.06
    assert ink[2] < width * 0.94
    assert ink[3] < height * 0.96


def test_each_shoutout_has_a_slide_to_itself() -> None:
    slides = slides_of(full_edition("Kort."))

    assert [slide.number for slide in slides] == list(range(2, 15))
    assert sum(slide.thanks is not None for slide in slides) == 8
    assert slides[-1].block.kind == rules.NEXT


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_paper_and_slides_name_only_who_agrees_when_they_are_opened() -> None:
    cast_: Cast = make_cast()
    make_week(cast_, sharers=6)
    make_shoutout(cast_.anna, text="Anna hielp de hele week.")
    edition = made_edition(cast_.femke)
    bram, femke, wil = (browser(who) for who in (cast_.bram, cast_.femke, cast_.wil))
    places = [reverse(name, args=[edition.token, "nl"]) for name in ("sheet_print", "sheet_slides")]
    # A draft is its editors' alone, and the works council has no meeting of ours.
    assert [bram.get(place).status_code for place in places] == [404, 404]
    assert "What stood out" not in bram.get(reverse("sheet")).content.decode()
    with tenant(cast_.organisation.pk):
        send_edition(by=cast_.femke, edition=edition, now=NOW)
    assert wil.get(reverse("sheet")).status_code == 403

    def said(client: Any) -> str:
        paper, wall = (client.get(place) for place in places)
        text = PdfReader(BytesIO(paper.content)).pages[0].extract_text()
        assert paper.headers["Cache-Control"] == "private, no-store"
        return f"{' '.join(text.split())} {wall.content.decode()}"

    assert said(bram).count("Anna hielp de hele week.") == 2
    assert edition.token in bram.get(reverse("sheet")).content.decode()
    with tenant(cast_.organisation.pk):
        people.set_switch(member=cast_.anna, name="shoutouts", on=False, now=NOW)
    assert "Anna" not in said(bram)
    assert "Anna" not in said(femke)
    missing = reverse("sheet_print", args=[edition.token, "fr"])
    assert femke.get(missing).status_code == 404
