"""Checks the words of a prompt: what in them presses, what is no fact, what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zetje.prompting.rules.arms.builtin import LANGUAGES
from zetje.prompting.rules.arms.tone import TONE_RULES
from zetje.prompting.rules.arms.wording import FIELDS, Wording, fields_in, without_fields

LONGEST: Final[Mapping[str, int]] = {"subject": 90, "lead": 300, "title": 120, "text": 300}
_NEEDED: Final = ("subject", "lead")

_EMPTY: Final = _("This is needed: without it there is nothing to send.")
_LONG: Final = _("This is too long to be read in passing. Keep the heart of it.")
_BRACE: Final = _("A brace stands alone here. Facts stand between two, as in {story}.")
_UNKNOWN: Final = _("There is no such fact. Those that there are stand below.")
_FOREIGN: Final = _("This kind of prompt may come without that fact, so its words cannot name it.")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the words of a prompt that keeps them from being sent.

    Attributes:
        part: where: subject, lead, title or text.
        rule: which rule of the table, or "needed", "long", "brace", "unknown", "foreign".
        words: what was found; empty where something is missing.
        reason: why it cannot stay, for who wrote it.
    """

    part: str
    rule: str
    words: str
    reason: str | Promise


def check_wording(wording: Wording) -> list[Finding]:
    """What keeps a wording from being sent, in the order of its parts; nothing when all is well."""
    return [
        finding
        for part in LONGEST
        for finding in _part(part, getattr(wording, part), wording)
    ]  # fmt: skip


def _part(part: str, text: str, wording: Wording) -> Iterator[Finding]:
    if not text.strip():
        if part in _NEEDED:
            yield Finding(part, "needed", "", _EMPTY)
        return
    if len(text) > LONGEST[part]:
        yield Finding(part, "long", "", _LONG)
    yield from _facts(part, text, wording.arm)
    yield from _tone(part, without_fields(text), wording.language)


def _facts(part: str, text: str, arm: str) -> Iterator[Finding]:
    for name in sorted(fields_in(text)):
        field = FIELDS.get(name)
        if field is None:
            yield Finding(part, "unknown", f"{{{name}}}", _UNKNOWN)
        elif field.arms and arm not in field.arms:
            yield Finding(part, "foreign", f"{{{name}}}", _FOREIGN)
    bare = without_fields(text)
    if "{" in bare or "}" in bare:
        yield Finding(part, "brace", "{" if "{" in bare else "}", _BRACE)


def _tone(part: str, text: str, language: str) -> Iterator[Finding]:
    spoken = language if language in LANGUAGES else "en"
    for rule in TONE_RULES:
        found = rule.patterns[spoken].search(text)
        if found is not None:
            yield Finding(part, rule.key, found[0].strip(), rule.reason)
