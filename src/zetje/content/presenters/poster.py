"""Makes posters as PDF files, for places where people have no desk: scan, and the story is there.

Everything is drawn, nothing is a picture, so that A3 is as sharp as A4. White paper and no bleed:
whatever printer hangs in the canteen can print it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from zetje.content import queries
from zetje.content.presenters.card import INK, SPOT
from zetje.lib.codes import draw_code
from zetje.lib.lettering import Weight, set_below, settable

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation

Size = Literal["a4", "a3"]
Language = Literal["nl", "en"]
SIZES: Final = get_args(Size)
LANGUAGES: Final = get_args(Language)
# Millimetres of A4; A3 is the same sheet at the square root of two.
_PAGE: Final = (210.0, 297.0)
_SCALE: Final = {"a4": 1.0, "a3": 2**0.5}
_POINT: Final = 72 / 25.4
_MARGIN: Final = 16.0
_WIDE: Final = _PAGE[0] - 2 * _MARGIN
# The code is 84 wide, and four of its modules around it stay white: phones ask for that.
_CODE: Final = 84.0
_QUIET: Final = 14.0
_CODE_BASE: Final = _MARGIN + 34.0
_BESIDE: Final = _MARGIN + _CODE + _QUIET


@dataclass(frozen=True)
class _Words:
    """What stands on a poster, from top to bottom."""

    title: str
    under: str
    scan: str
    where: str
    until: str
    foot: str
    code: str


def programme_poster(*, organisation: Organisation, size: Size, language: Language) -> bytes:
    """A poster that asks colleagues to join, as a PDF file; the code opens the front page."""
    with translation.override(language):
        words = _Words(
            title=_("Three stories a week. Two minutes. Your own words."),
            under=_("Share what you are proud of at %(name)s.") % {"name": organisation.name},
            scan=_("Scan with your phone and sign in with your work address."),
            where=_shown_address(settings.SITE_ADDRESS),
            until="",
            foot=_("Joining is voluntary. Leaving takes one press."),
            code=f"{settings.SITE_ADDRESS}/",
        )
        return _pdf(words, organisation=organisation, size=size, language=language)


def story_poster(
    story: Story, *, organisation: Organisation, size: Size, language: Language, today: date
) -> bytes:
    """A poster of one story, as a PDF file; the code opens its public page."""
    address = queries.public_address(story, organisation=organisation)
    with translation.override(language):
        until = ""
        if story.ends_on is not None and story.ends_on >= today:
            until = _("May hang until %(day)s.") % {"day": date_format(story.ends_on, "j F Y")}
        words = _Words(
            title=story.title,
            under="",
            scan=_("Scan with your phone and read on."),
            where=_shown_address(settings.SITE_ADDRESS),
            until=until,
            foot=_("Do you work here? Then share it from your own week."),
            code=address,
        )
        return _pdf(words, organisation=organisation, size=size, language=language)


def file_name(*, about: str, size: Size, language: Language) -> str:
    """The name under which a poster is saved: letters, digits and hyphens of ASCII."""
    plain = "-".join("".join(s if s.isascii() and s.isalnum() else " " for s in about).split())
    return f"{plain[:60].lower() or 'zetje'}-{size}-{language}.pdf"


def _pdf(words: _Words, *, organisation: Organisation, size: Size, language: Language) -> bytes:
    scale = _SCALE[size] * _POINT
    out = BytesIO()
    sheet: Any = Canvas(
        out, pagesize=(_PAGE[0] * scale, _PAGE[1] * scale), invariant=1, lang=language
    )
    sheet.setTitle(words.title)
    sheet.setAuthor(organisation.name)
    sheet.scale(scale, scale)
    _heading(sheet, words)
    _code(sheet, words.code)
    _line_of_discs(sheet)
    _beside_code(sheet, words)
    _foot(sheet, words, settable(organisation.name))
    sheet.showPage()
    sheet.save()
    return out.getvalue()


def _heading(sheet: Any, words: _Words) -> None:
    top = _PAGE[1] - _MARGIN
    height = 118.0 if not words.under else 100.0
    end = _set(sheet, words.title, "bold", (_MARGIN, top), (_WIDE, height), (34.0, 10.0), 1.0)
    if words.under:
        _set(sheet, words.under, "regular", (_MARGIN, end - 5), (_WIDE, 24.0), (9.0, 6.0), 1.2)


def _code(sheet: Any, address: str) -> None:
    """The code, at the lower left."""
    sheet.setFillColor(HexColor(INK))
    draw_code(sheet, address, at=(_MARGIN, _CODE_BASE), width=_CODE)


def _line_of_discs(sheet: Any) -> None:
    """The weeks beside the code, and one a little off its place, which rolls towards it."""
    radius = 8.0
    left, base = _BESIDE + radius + 3, _CODE_BASE + _CODE - radius
    sheet.setFillColor(HexColor(INK))
    sheet.setStrokeColor(HexColor(INK))
    for place in range(1, 4):
        sheet.circle(left + place * 18.5, base, radius, stroke=0, fill=1)
    sheet.setLineWidth(1.1)
    sheet.setDash(2.2, 1.6)
    sheet.circle(left, base, radius - 0.5, stroke=1, fill=0)
    sheet.setDash()
    sheet.setFillColor(HexColor(SPOT))
    sheet.circle(left - 2.5, base + 12.5, radius, stroke=0, fill=1)


def _beside_code(sheet: Any, words: _Words) -> None:
    left = _BESIDE
    width = _PAGE[0] - _MARGIN - left
    top = _CODE_BASE + _CODE - 25
    end = _set(sheet, words.scan, "bold", (left, top), (width, 42.0), (9.5, 6.0), 1.1)
    _set(sheet, words.where, "regular", (left, end - 4), (width, 14.0), (6.0, 3.6), 1.2)
    if words.until:
        _set(sheet, words.until, "regular", (left, _CODE_BASE + 4), (width, 6.0), (4.4, 3.4), 1.2)


def _foot(sheet: Any, words: _Words, name: str) -> None:
    sheet.setFillColor(HexColor(INK))
    sheet.rect(_MARGIN, _MARGIN + 17, _WIDE, 0.7, stroke=0, fill=1)
    half = _WIDE / 2 - 4
    _set(sheet, name, "bold", (_MARGIN, _MARGIN + 11), (half, 7.0), (5.6, 3.6), 1.2)
    left = _MARGIN + _WIDE / 2 + 4
    _set(sheet, words.foot, "regular", (left, _MARGIN + 11), (half, 12.0), (4.4, 3.4), 1.25)


def _set(
    sheet: Any,
    text: str,
    weight: Weight,
    at: tuple[float, float],
    room: tuple[float, float],
    sizes: tuple[float, float],
    leading: float,
) -> float:
    """Set words in ink below a point; gives where the last line ends."""
    sheet.setFillColor(HexColor(INK))
    return set_below(sheet, text, weight, at=at, room=room, sizes=sizes, leading=leading)


def _shown_address(address: str) -> str:
    return urlsplit(address).netloc
