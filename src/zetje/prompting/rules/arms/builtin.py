"""The wordings that come with Zetje, each with the key it has in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from zetje.prompting.rules.arms.dutch import DUTCH
from zetje.prompting.rules.arms.english import ENGLISH
from zetje.prompting.rules.arms.wording import Wording

LANGUAGES: Final = ("nl", "en")


def _made(
    language: str, table: Mapping[str, Sequence[tuple[str, str]]]
) -> dict[tuple[str, str], tuple[Wording, ...]]:
    return {
        (arm, language): tuple(
            Wording(
                key=f"{arm}.{number}", arm=arm, language=language, subject=row[0], lead=row[1],
            )
            for number, row in enumerate(rows, start=1)
        )
        for arm, rows in table.items()
    }  # fmt: skip


_BUILT_IN: Final = _made("nl", DUTCH) | _made("en", ENGLISH)


def built_in(*, arm: str, language: str) -> tuple[Wording, ...]:
    """Our wordings of a kind of prompt; English for a language that we do not write in."""
    return _BUILT_IN[arm, language if language in LANGUAGES else "en"]
