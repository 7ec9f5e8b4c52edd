"""Tells in which of our languages a text is written."""

import re
from functools import lru_cache
from typing import Any, Final

from py3langid import langid  # pyright: ignore[reportMissingTypeStubs]

_langid: Any = langid
LANGUAGES: Final = ("nl", "en")
# Close relatives stand beside ours, so that a German page is not taken for a Dutch one.
_COMPARED: Final = ("nl", "en", "de", "fr", "af", "da", "es")
_ENOUGH: Final = 60
_SURE: Final = 0.75
_SURER: Final = 0.9


def language_of(*, text: str, declared: str = "") -> str:
    """The language of a text, or nothing when it is neither of ours.

    A long text that speaks clearly wins over what its page declares: many Dutch pages still say
    `lang="en"` because their template did.
    """
    said = re.split(r"[-_,;]", declared.strip().lower())[0]
    heard, sureness = _identifier().classify(text[:4_000])
    is_clear = sureness >= (_SURE if len(text) >= _ENOUGH else _SURER)
    if (not said and is_clear) or (len(text) >= _ENOUGH and is_clear):
        said = str(heard)
    return said if said in LANGUAGES else ""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    found = _langid.LanguageIdentifier.from_model_file(_langid.MODEL_FILE, norm_probs=True)
    found.set_languages(list(_COMPARED))
    return found
