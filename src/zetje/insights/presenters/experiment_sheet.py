"""Sets the report of an experiment on paper: as many A4 pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from zetje.insights.presenters.experiment_report import Part
from zetje.lib.lettering import Weight, face, fitted, settable, width_of

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_INK: Final = "#111c2b"
_SPOT: Final = "#f64a1b"
_POINT: Final = 72 / 25.4
# Millimetres of A4.
_PAGE: Final = (210.0, 297.0)
_MARGIN: Final = 18.0
_TITLES: Final = 46.0
_MATTER: Final = _MARGIN + _TITLES
_WIDE: Final = _PAGE[0] - _MATTER - _MARGIN
_LEADING: Final = 1.35
# Type sizes in millimetres: words, headings, claims, the title.
_WORDS: Final = 3.9
_HEADING: Final = 4.6
_CLAIM: Final = 6.4
_TITLE: Final = 10.0


class _Paper:
    """Pages that words are set on from the top down."""

    def __init__(self, *, language: str, title: str, author: str) -> None:
        self.out = BytesIO()
        self.sheet: Any = Canvas(
            self.out,
            pagesize=(_PAGE[0] * _POINT, _PAGE[1] * _POINT),
            invariant=1,
            lang=language,
        )
        self.sheet.setTitle(title)
        self.sheet.setAuthor(author)
        self._open()

    def _open(self) -> None:
        self.sheet.scale(_POINT, _POINT)
        self.down = _PAGE[1] - _MARGIN

    def turn(self) -> None:
        """Go on with a new page."""
        self.sheet.showPage()
        self._open()

    def words(
        self, text: str, weight: Weight, size: float, *, left: float = _MATTER, wide: float = _WIDE
    ) -> None:
        """Set words below what is there; what does not fit the page goes on the next one."""
        lines = fitted(
            settable(text),
            width=wide,
            height=_PAGE[1] * 10,
            sizes=(size,),
            leading=_LEADING,
            wide=width_of(weight),
        )
        for line in lines.lines:
            if self.down - size * _LEADING < _MARGIN:
                self.turn()
            self.sheet.setFillColor(HexColor(_INK))
            self.sheet.setFont(face(weight).fontName, size)
            self.sheet.drawString(left, self.down - size, line)
            self.down -= size * _LEADING

    def bar(self) -> None:
        """The line above a part."""
        self.sheet.setFillColor(HexColor(_INK))
        self.sheet.rect(_MARGIN, self.down - 0.5, _PAGE[0] - 2 * _MARGIN, 0.5, stroke=0, fill=1)
        self.down -= 5

    def saved(self) -> bytes:
        """The file."""
        self.sheet.showPage()
        self.sheet.save()
        return self.out.getvalue()


def report_sheet(
    *,
    title: str,
    lead: str,
    as_of: str,
    parts: Sequence[Part],
    organisation: Organisation,
    language: str,
) -> bytes:
    """The report as a PDF file.

    Args:
        title: what was tried.
        lead: the one sentence it begins with.
        as_of: up to when weeks are counted.
        parts: its parts in their order.
        organisation: whose.
        language: of the words, for who has it read aloud.
    """
    paper = _Paper(language=language, title=title, author=organisation.name)
    wide = _PAGE[0] - 2 * _MARGIN
    paper.sheet.setFillColor(HexColor(_SPOT))
    paper.sheet.circle(_MARGIN + 2, paper.down - 4, 2, stroke=0, fill=1)
    paper.words(f"Zetje, {organisation.name}", "bold", _HEADING, left=_MARGIN + 7)
    paper.down -= 8
    paper.words(title, "bold", _TITLE, left=_MARGIN, wide=wide)
    paper.down -= 3
    paper.words(lead, "regular", _CLAIM, left=_MARGIN, wide=wide)
    paper.words(as_of, "regular", _WORDS, left=_MARGIN, wide=wide)
    for part in parts:
        _part(paper, part)
    return paper.saved()


def _part(paper: _Paper, part: Part) -> None:
    """A part with its heading in the margin; a page with no room for its beginning is left."""
    paper.down -= 8
    if paper.down < _MARGIN + 40:
        paper.turn()
    paper.bar()
    top = paper.down
    paper.words(part.heading, "bold", _HEADING, left=_MARGIN, wide=_TITLES - 6)
    below = paper.down
    paper.down = top
    for claim in part.claims:
        paper.words(claim, "bold", _CLAIM)
        paper.down -= 2
    for sentence in part.sentences:
        paper.words(sentence, "regular", _WORDS)
        paper.down -= 1.5
    paper.down = min(paper.down, below) if paper.down < top else paper.down
