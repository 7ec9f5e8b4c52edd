"""The house rules that hold until an organisation writes its own."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_VERSION = 1

_ENGLISH = """\
Post what you stand behind, in words you would say yourself.
Say that you work here: it is honest, and the law asks it.
Nothing confidential: no figures, customers or plans that are not public.
Be kind. Answer when somebody asks you something, and leave a quarrel alone.
You never have to share anything. Skipping is a good answer."""

_DUTCH = """\
Plaats wat je meent, in woorden die je zelf zou gebruiken.
Zeg dat je hier werkt: dat is eerlijk, en de wet vraagt erom.
Niets vertrouwelijks: geen cijfers, klanten of plannen die niet openbaar zijn.
Wees vriendelijk. Antwoord als iemand je iets vraagt, en laat ruzie liggen.
Je hoeft nooit iets te delen. Overslaan is een goed antwoord."""


@dataclass(frozen=True)
class Rules:
    """One version of what colleagues agree on about posting, a line each."""

    version: int
    text_nl: str
    text_en: str

    def lines(self, language: str) -> list[str]:
        """The rules in a language, one a line, without empty ones."""
        text = self.text_nl if language == "nl" else self.text_en
        return [line.strip() for line in text.splitlines() if line.strip()]


DEFAULT_RULES = Rules(version=FIRST_VERSION, text_nl=_DUTCH, text_en=_ENGLISH)
