"""What Outlook for Windows and Gmail understand of a mail, for the tests of every mail.

Which client knows what: https://www.caniemail.com/features/. Outlook for Windows draws with Word:
it takes tables, their attributes and a few properties, and passes over what only rounds or fits.
Gmail drops a whole style sheet that holds what it does not know, and cuts a long mail off.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

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
_PART = r"(?:#[0-9a-f]{6}|-?\d+(?:\.\d+)?(?:px|%)?|[a-zA-Z-]+|'[a-zA-Z ]+')"
VALUE = re.compile(rf"{_PART}(?:[ ,]+{_PART})*")


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
    return [(one.strip(" }\n"), body) for one, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


# In bytes: Gmail cuts a mail at 102 kB, and drops a sheet of more than 8,192.
LONGEST_MAIL, LONGEST_SHEET = 60_000, 8_192


def faults_in(html: str) -> list[str]:
    """What some mail program would not understand of a mail, in words; empty when all is well."""
    mail = Parts(html)
    return [
        *_in_elements(mail),
        *_in_tables(mail),
        *_in_first_sheet(mail),
        *(["too long"] if len(html.encode()) >= LONGEST_MAIL else []),
        *("a sheet too long" for sheet in mail.sheets if len(sheet.encode()) >= LONGEST_SHEET),
    ]


def _in_elements(mail: Parts) -> list[str]:
    faults: list[str] = []
    for tag, given in mail.elements:
        if tag not in ELEMENTS:
            faults.append(f"<{tag}>")
            continue
        refused = {name for name in given if name.startswith("on")} | ({"id", "src"} & {*given})
        faults += [f"<{tag} {name}>" for name in sorted(refused)]
        for name, value in declarations(given.get("style", "")):
            known = name in EVERYWHERE | WORDS_OWN or tag in ON_SOME.get(name, ())
            fits = VALUE.fullmatch(value) and (name != "display" or value in SHOWN_AS)
            faults += [] if known and fits else [f"{name}: {value} on <{tag}>"]
    return faults


def _in_tables(mail: Parts) -> list[str]:
    """Tables are for layout, and say so."""
    tables = [given for tag, given in mail.elements if tag == "table"]
    bare = {"role": "presentation", "cellpadding": "0", "cellspacing": "0"}
    faults = [f"<table {given}>" for given in tables if not bare.items() <= given.items()]
    return faults if tables else ["no table"]


def _in_first_sheet(mail: Parts) -> list[str]:
    """It holds nothing for which Gmail drops it."""
    if not mail.sheets:
        return ["no style sheet"]
    rules, faults = rules_of(mail.sheets[0]), list[str]()
    for selectors, body in rules:
        shapes = [selector.strip() for selector in selectors.split(",")]
        faults += [selector for selector in shapes if not SELECTOR.fullmatch(selector)]
        faults += [
            f"{selectors} {{ {name}: {value} }}"
            for name, value in declarations(body)
            if name not in IN_SHEETS or not VALUE.fullmatch(value)
        ]
    whole = "".join(mail.sheets)
    return faults if rules and whole.count("{") == whole.count("}") else [*faults, "no whole sheet"]


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
