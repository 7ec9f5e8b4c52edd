"""The check of mails finds what mail programs would not understand."""

from __future__ import annotations

import pytest

from zetje.delivery.testing.mail_markup import contrast, faults_in

MAIL = (
    "<html><head><style>.ink {{ color: #111c2b; }}{sheet}</style></head><body>"
    '<table role="presentation" cellpadding="0" cellspacing="0"{table}><tr>'
    '<td style="{style}">{inside}</td></tr></table></body></html>'
)
FINE = {"sheet": "", "table": "", "style": "padding:4px;color:#111c2b", "inside": "Dag."}


def test_what_every_program_understands_has_no_faults() -> None:
    assert faults_in(MAIL.format(**FINE)) == []
    assert round(contrast("#111c2b", "#f3f5f2"), 1) == 15.6


@pytest.mark.parametrize(
    "wrong",
    [
        {"inside": "<ul><li>Dag.</li></ul>"},
        {"inside": '<a href="#" onclick="x()">Dag.</a>'},
        {"inside": '<p id="dag">Dag.</p>'},
        {"style": "position:absolute"},
        {"style": "color:oklch(50% 0 0)"},
        {"style": "padding:1rem"},
        {"inside": '<p style="padding:4px">Dag.</p>'},
        {"inside": '<a style="display:flex">Dag.</a>'},
        {"table": "><tr></tr></table><table"},
        {"sheet": ".ink:has(p) { color: #111c2b; }"},
        {"sheet": ".ink { gap: 4px; }"},
        {"sheet": ".ink { color: #111c2b;"},
        {"inside": "Dag." * 20_000},
    ],
)
def test_each_fault_is_found(wrong: dict[str, str]) -> None:
    assert faults_in(MAIL.format(**FINE | wrong))
