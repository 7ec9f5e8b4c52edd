"""Reads a story and a profile as somebody wrote them into files, to try the method by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from zetje.voice.rules.editing import checked
from zetje.voice.rules.measuring import profile_from
from zetje.voice.rules.profiles import LANGUAGES, Profile
from zetje.voice.rules.rewriting import GivenWording, StoryFacts
from zetje.voice.rules.turns import TURNS

_KINDS: Final = ("news", "vacancy", "event", "success_story", "expert_example")


class TrialRefusedError(ValueError):
    """Raised when a file says something that cannot be; names it."""


def story_from(given: Mapping[str, Any]) -> tuple[StoryFacts, list[GivenWording]]:
    """A story: `title`, and `summary`, `kind`, `language`, `topic`, `organisation`, `variants`.

    Raises:
        TrialRefusedError: there is no title, or a kind or language that is not known.
    """
    language = _one_of(given, "language", LANGUAGES, "nl")
    facts = StoryFacts(
        title=_text(given, "title"),
        summary=_text(given, "summary"),
        kind=_one_of(given, "kind", _KINDS, "news"),
        language=language,
        topic=_text(given, "topic"),
        organisation=_text(given, "organisation"),
    )
    if not facts.title:
        raise TrialRefusedError("title")
    listed = cast("Sequence[Mapping[str, Any]]", given.get("variants", ()))
    return facts, [
        GivenWording(
            text=_text(one, "text"),
            language=_one_of(one, "language", LANGUAGES, language),
            tone=_one_of(one, "tone", ("plain", "warm"), "plain"),
            network=_text(one, "network"),
        )
        for one in listed
    ]


def voice_from(given: Mapping[str, Any]) -> Profile:
    """A profile: its fields by name, or `samples`, texts to count it from; fields win.

    `formality` may be one word for Dutch, or a table by language. A sample may be a text, or a
    table with `text` and `language`.

    Raises:
        TrialRefusedError: a field is not known, or cannot be that.
    """
    fields = {**given}
    samples = [_sample(one) for one in cast("Sequence[Any]", fields.pop("samples", ()))]
    profile = profile_from(samples)
    if isinstance(fields.get("formality"), str):
        fields["formality"] = {"nl": fields["formality"]}
    lists = {
        "languages": LANGUAGES,
        "favourite_emoji": None,
        "favourite_turns": tuple(TURNS),
    }
    taken: dict[str, Any] = {}
    for name, known in lists.items():
        if name in fields:
            values = tuple(str(one) for one in fields.pop(name))
            if known is not None and not set(values) <= set(known):
                raise TrialRefusedError(name)
            taken[name] = values
    fields.pop("basis", None)
    try:
        taken |= checked(fields)
    except ValueError as fault:
        raise TrialRefusedError(str(fault)) from None
    return replace(profile, **taken, edited=frozenset(taken))


def _sample(one: Any) -> tuple[str, str]:
    if isinstance(one, str):
        return one, "nl"
    table = cast("Mapping[str, Any]", one)
    return _text(table, "text"), _one_of(table, "language", LANGUAGES, "nl")


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise TrialRefusedError(name)
    return value.strip()


def _one_of(given: Mapping[str, Any], name: str, known: Sequence[str], usual: str) -> str:
    value = given.get(name, usual)
    if value not in known:
        raise TrialRefusedError(name)
    return str(value)
