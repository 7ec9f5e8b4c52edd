"""Makes the sheet for a team meeting: an edition of the newsletter on one A4, to hang or to hold.

Everything is drawn, and each part gets the room that its weight gives it: what does not fit is cut
with an ellipsis, so that it stays one page whatever people wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from zetje.lib.codes import draw_code
from zetje.lib.lettering import Weight, set_below
from zetje.recognition.rules import newsletter as rules

if TYPE_CHECKING:
    from zetje.people.models import Organisation
    from zetje.recognition.operations.newsletter import Block, Read

INK: Final = "#111c2b"
SPOT: Final = "#f64a1b"
_POINT: Final = 72 / 25.4
# Millimetres of A4.
_PAGE: Final = (210.0, 297.0)
_MARGIN: Final = 16.0
_WIDE: Final = _PAGE[0] - 2 * _MARGIN
_TITLES: Final = 44.0
_MATTER: Final = _MARGIN + _TITLES
_MATTER_WIDE: Final = _WIDE - _TITLES
_FOOT: Final = _MARGIN + 30.0
_CODE: Final = 24.0
_SHOWN_THANKS: Final = 3
# How much of the page each part gets when it is there, and how much at most in millimetres.
_WEIGHTS: Final = {
    rules.SHOUTOUTS: (56, 104.0),
    rules.STORIES: (40, 64.0),
    rules.NUMBERS: (24, 38.0),
    rules.CHALLENGE: (11, 28.0),
    rules.OWN: (16, 40.0),
    rules.NEXT: (10, 26.0),
}


@dataclass
class _Pen:
    """A sheet, and how far down it the words have come."""

    sheet: Any
    down: float

    def words(
        self,
        text: str,
        weight: Weight,
        *,
        sizes: tuple[float, float],
        height: float,
        left: float = _MATTER,
        wide: float = _MATTER_WIDE,
        leading: float = 1.2,
    ) -> float:
        """Set words where the pen is; gives where they end, without moving it."""
        self.sheet.setFillColor(HexColor(INK))
        return set_below(
            self.sheet,
            text,
            weight,
            at=(left, self.down),
            room=(wide, max(height, sizes[1] * leading)),
            sizes=sizes,
            leading=leading,
        )

    def bar(self) -> None:
        """The line across the sheet above a part."""
        self.sheet.setFillColor(HexColor(INK))
        self.sheet.rect(_MARGIN, self.down - 0.6, _WIDE, 0.6, stroke=0, fill=1)


def meeting_sheet(read: Read, *, organisation: Organisation, today: date) -> bytes:
    """An edition on one page, as a PDF file.

    Args:
        read: the edition as it may be read now.
        organisation: whose.
        today: the day it is printed, which stands at its foot.
    """
    out = BytesIO()
    sheet: Any = Canvas(
        out,
        pagesize=(_PAGE[0] * _POINT, _PAGE[1] * _POINT),
        invariant=1,
        lang=read.language,
    )
    sheet.setTitle(read.title)
    sheet.setAuthor(organisation.name)
    sheet.scale(_POINT, _POINT)
    with override(read.language):
        pen = _Pen(sheet, _PAGE[1] - _MARGIN)
        _heading(pen, read)
        _parts(pen, read.blocks)
        _foot(pen, organisation.name, today)
    sheet.showPage()
    sheet.save()
    return out.getvalue()


def file_name(read: Read, *, day: date) -> str:
    """The name under which a sheet is saved."""
    return f"zetje-{day:%Y-%m-%d}-{read.language}.pdf"


def _parts(pen: _Pen, blocks: Sequence[Block]) -> None:
    """Draw the parts below each other: what one leaves of its room goes to those after it."""
    for place, block in enumerate(blocks):
        weight, most = _WEIGHTS[block.kind]
        after = sum(_WEIGHTS[one.kind][0] for one in blocks[place:])
        _part(pen, block, min((pen.down - _FOOT - 3) * weight / after, most))


def _heading(pen: _Pen, read: Read) -> None:
    sheet = pen.sheet
    end = pen.words("zetje", "bold", sizes=(8.0, 8.0), height=9, left=_MARGIN, wide=40)
    sheet.setFillColor(HexColor(SPOT))
    sheet.circle(_MARGIN + 20.5, pen.down - 4.9, 1.7, stroke=0, fill=1)
    pen.words(read.days, "regular", sizes=(4.4, 3.6), height=6, left=_MATTER, wide=_MATTER_WIDE)
    pen.down = end - 9
    end = pen.words(
        read.title, "bold", sizes=(12.5, 7.0), height=28, left=_MARGIN, wide=_WIDE, leading=1.04
    )
    pen.down = end - 8


def _part(pen: _Pen, block: Block, height: float) -> None:
    """A part with its title in the margin; the pen comes out below it."""
    pen.bar()
    top = pen.down
    pen.down = top - 5
    pen.words(block.heading, "bold", sizes=(5.0, 3.6), height=16, left=_MARGIN, wide=_TITLES - 6)
    room = height - 10
    end = _MATTERS[block.kind](pen, block, room)
    pen.down = min(end, top - 12) - 5


def _thanks(pen: _Pen, block: Block, room: float) -> float:
    shown = block.thanks[:_SHOWN_THANKS]
    weights = [1.5, *[1.0] * (len(shown) - 1)]
    end = pen.down
    for one, weight in zip(shown, weights, strict=True):
        mine = room * weight / sum(weights)
        largest = 8.5 if weight > 1 else 6.0
        end = pen.words(
            f"“{one.text}”", "bold", sizes=(largest, 3.8), height=mine - 8, leading=1.15
        )
        pen.down = end - 2
        if one.giver:
            end = pen.words(one.giver, "regular", sizes=(3.8, 3.4), height=5)
        pen.down = end - 4
    return end


def _stories(pen: _Pen, block: Block, room: float) -> float:
    floor, end = pen.down - room, pen.down
    for place, story in enumerate(block.stories):
        mine = (pen.down - floor) / (len(block.stories) - place)
        height = mine - (9.0 if story.note else 4.0)
        end = pen.words(story.title, "bold", sizes=(5.6, 3.6), height=height)
        pen.down = end - 1.5
        if story.note:
            end = pen.words(story.note, "regular", sizes=(3.8, 3.4), height=5)
        pen.down = end - 4
    return end


def _numbers(pen: _Pen, block: Block, room: float) -> float:
    step, top, end = _MATTER_WIDE / max(len(block.figures), 3), pen.down, pen.down
    for place, figure in enumerate(block.figures):
        left = _MATTER + place * step
        pen.down = top
        pen.down = pen.words(
            figure.count, "bold", sizes=(12.0, 8.0), height=12, left=left, wide=step - 4
        )
        pen.down -= 2
        label = pen.words(
            figure.label, "regular", sizes=(3.8, 3.2), height=room - 13, left=left, wide=step - 5
        )
        end = min(end, label)
    return end


def _paragraphs(pen: _Pen, block: Block, room: float) -> float:
    said = " ".join(block.paragraphs)
    return pen.words(said, "regular", sizes=(4.8, 3.4), height=room, leading=1.35)


_MATTERS: Final[dict[str, Callable[[_Pen, Block, float], float]]] = {
    rules.SHOUTOUTS: _thanks,
    rules.STORIES: _stories,
    rules.NUMBERS: _numbers,
    rules.CHALLENGE: _paragraphs,
    rules.OWN: _paragraphs,
    rules.NEXT: _paragraphs,
}


def _foot(pen: _Pen, name: str, today: date) -> None:
    """Who it is of, how long it may hang, and a code that opens one's own week."""
    sheet = pen.sheet
    pen.down = _FOOT
    pen.bar()
    sheet.setFillColor(HexColor(INK))
    base = _MARGIN
    draw_code(sheet, f"{settings.SITE_ADDRESS}/week/", at=(_MARGIN, base), width=_CODE)
    pen.down = _FOOT - 6
    wide = _WIDE - _CODE - 12
    left = _MARGIN + _CODE + 12
    end = pen.words(
        _("Scan, and your own week is there."),
        "bold",
        sizes=(5.0, 4.0),
        height=7,
        left=left,
        wide=wide,
    )
    pen.down = end - 2
    said = _(
        "Printed on %(day)s at %(name)s. Whoever is named agreed to it that day: let it hang until "
        "the next meeting, and no longer."
    ) % {"day": date_format(today, "j F Y"), "name": name}
    pen.words(said, "regular", sizes=(3.8, 3.2), height=14, left=left, wide=wide, leading=1.3)
