"""Posters and share cards: what is drawn is the code, the words fit, and nothing hidden leaks."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pypdfium2
import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from zetje.content.presenters import poster
from zetje.content.presenters.card import card_of
from zetje.content.presenters.poster import file_name, programme_poster
from zetje.content.testing import make_story
from zetje.lib.lettering import fitted, settable
from zetje.people.testing import make_cast, signed_in

NOORDNAAF = cast("Any", SimpleNamespace(name="Noordnaaf", slug="noordnaaf"))
# Pixels a millimetre of A4.
FINE = 6


def seen(content: bytes, *, size: str) -> Image.Image:
    """The only sheet, as one sees it, at the size of an A4."""
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    scale = FINE * 25.4 / 72 / (2**0.5 if size == "a3" else 1)
    picture = page.render(scale=scale).to_pil().convert("L")
    page.close()
    document.close()
    return picture


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_drawn_code_is_the_code_of_the_address_with_white_around_it(
    size: poster.Size, settings: Any
) -> None:
    sheet = seen(programme_poster(organisation=NOORDNAAF, size=size, language="nl"), size=size)

    wanted = segno.make(f"{settings.SITE_ADDRESS}/", error="m", micro=False).matrix
    side = len(wanted)
    module = poster._CODE / side
    top = 297 - (poster._CODE_BASE + poster._CODE)

    def is_dark(across: float, down: float) -> bool:
        at = (poster._MARGIN + (across + 0.5) * module, top + (down + 0.5) * module)
        return cast("int", sheet.getpixel((int(at[0] * FINE), int(at[1] * FINE)))) < 128

    drawn = [[is_dark(across, down) for across in range(side)] for down in range(side)]
    assert drawn == [[bool(sign) for sign in row] for row in wanted]
    around = [-4, -3, -2, -1, *range(side, side + 4)]
    assert not any(is_dark(across, down) for across in around for down in range(-4, side + 4))
    assert not any(is_dark(across, down) for down in around for across in range(side))


def test_a_poster_speaks_its_language_and_says_who_made_it() -> None:
    for language, sentence in (("nl", "Meedoen is vrijwillig."), ("en", "Joining is voluntary.")):
        content = programme_poster(
            organisation=NOORDNAAF, size="a4", language=cast("poster.Language", language)
        )
        (page,) = PdfReader(BytesIO(content)).pages
        assert sentence in " ".join(page.extract_text().split())
        assert PdfReader(BytesIO(content)).metadata["/Author"] == "Noordnaaf"


def test_words_fit_whatever_they_are() -> None:
    def wide(text: str) -> float:
        return float(len(text))

    given: dict[str, Any] = {"width": 10, "height": 4, "sizes": (2, 1), "leading": 1, "wide": wide}
    assert fitted("een twee", **given).lines == ("een", "twee")
    assert fitted("een twee drie vier", **given).size == 1
    assert fitted("onafbreekbaarheid", **given).lines == ("onafbreekb", "aarheid")
    assert fitted("a b c d " * 20, **given).lines[-1] == "d a b c d…"
    assert fitted("", **given).lines == ()
    assert settable("Žižek 🎉 \u202eПривет ﬁts\u0007") == "Žižek fits"
    assert (
        file_name(about="../Één “bon”; x=\r\n1", size="a4", language="nl") == "n-bon-x-1-a4-nl.pdf"
    )
    assert file_name(about="Привет", size="a3", language="en") == "zetje-a3-en.pdf"


def test_a_card_is_a_picture_of_the_right_size_and_the_same_each_time() -> None:
    story = cast("Any", SimpleNamespace(token="naaf", title="Wie breekt er graag dingen?"))
    card = card_of(story, organisation=NOORDNAAF)

    with Image.open(BytesIO(card)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1_200, 627))
        ink = drawn.convert("L").crop((0, 0, 640, 500)).point(lambda light: light < 100)
        left, top, right, bottom = cast("tuple[int, int, int, int]", ink.getbbox())
    assert left >= 50
    assert top >= 50
    assert right <= 604
    assert bottom > 150
    assert card_of(story, organisation=NOORDNAAF) == card
    assert len(card) < 80_000


@pytest.mark.django_db
def test_only_what_can_be_read_has_a_card_and_a_poster() -> None:
    cast_ = make_cast()
    here = cast_.organisation
    today = timezone.now().date()
    live = make_story(here, title="Open dag", ends_on=today + timedelta(days=30))
    hidden = [
        make_story(here, published_at=None),
        make_story(here, starts_on=today + timedelta(days=9)),
        make_story(here, withdrawn_at=timezone.now()),
        make_story(cast_.other_organisation),
    ]
    anybody, femke = Client(), signed_in(Client(), cast_.femke)

    def card(story: Any) -> Any:
        return anybody.get(reverse("content:card", args=[here.slug, story.token]))

    def printed(story: Any, **given: str) -> Any:
        return femke.get(reverse("content:story_poster", args=[story.token]), given)

    assert card(live)["Content-Type"] == "image/png"
    page = anybody.get(reverse("content:public_story", args=[here.slug, live.token]))
    assert reverse("content:card", args=[here.slug, live.token]) in page.content.decode()
    answer = printed(live, size="a3", language="en")
    assert answer["Content-Disposition"] == 'attachment; filename="open-dag-a3-en.pdf"'
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert f"May hang until {_said(today + timedelta(days=30))}" in " ".join(text.split())
    for story in hidden:
        assert card(story).status_code == 404
        assert printed(story).status_code == 404
    assert printed(live, size="a0").status_code == 404
    assert printed(live, language="fr").status_code == 404
    assert "Open dag" in femke.get(reverse("content:posters")).content.decode()


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
