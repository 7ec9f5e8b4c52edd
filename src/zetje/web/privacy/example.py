"""Writes the documents of an organisation whose settings are as they come, for docs/.

Usage: DJANGO_SETTINGS_MODULE=zetje.web.settings python -m zetje.web.privacy.example FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django

_DAYS: Final = {"nl": "1 januari 2027", "en": "1 January 2027"}


def example_documents() -> Iterator[tuple[str, str]]:
    """Each file by its name, with its text; Django must be ready."""
    from zetje.recognition.queries import GameSwitches
    from zetje.web.privacy.documents import as_markdown
    from zetje.web.privacy.facts import Facts
    from zetje.web.privacy.reports import LANGUAGES, reports_from

    for language in LANGUAGES:
        facts = Facts(
            organisation="Noordnaaf",
            country="NL",
            day=_DAYS[language],
            minimum=5,
            prompts=True,
            hold_out=None,
            least=0.1,
            most=0.9,
            games=frozenset(GameSwitches.names()),
            chats=(),
            language_model="",
            approvals=1,
            postal_address="",
        )
        for document in reports_from(facts, language=language):
            yield f"{document.key}.{language}.md", as_markdown(document)


def main(folder: Path) -> None:
    """Write them all."""
    django.setup()
    for name, text in example_documents():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
