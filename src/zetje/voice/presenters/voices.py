"""What the page of somebody's voice shows: what was heard, and from which texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.people import queries as people
from zetje.voice import queries
from zetje.voice.models import SuggestionNote, VoiceSample
from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.turns import TURNS, lines_of
from zetje.voice.rules.voice_words import (
    FORMALITY_WORDS,
    LANGUAGE_WORDS,
    LINE_BREAK_WORDS,
    OPENING_WORDS,
    SOURCE_WORDS,
    WARMTH_WORDS,
    nearest_warmth,
)

if TYPE_CHECKING:
    from zetje.people.models import Member


@dataclass(frozen=True)
class Heard:
    """One thing that the profile says."""

    label: str
    value: str
    by_hand: bool = False


@dataclass(frozen=True)
class SampleView:
    """A text that was learned from."""

    token: str
    text: str
    about: str


@dataclass(frozen=True)
class VoicePage:
    """Everything that is known of how somebody writes."""

    headline: str
    lead: str
    heard: Sequence[Heard]
    samples: Sequence[SampleView]
    notes: int
    learns: bool
    knows_anything: bool
    model_is_on: bool


def voice_page(*, member: Member) -> VoicePage:
    """The page of one member, for that member."""
    profile = queries.profile_of(member=member)
    notes = SuggestionNote.objects.filter(organisation_id=member.organisation_id, member=member)
    known = profile.basis > 0 or bool(profile.edited)
    return VoicePage(
        headline=_("How you write.") if known else _("Nothing heard yet."),
        lead=_lead(profile),
        heard=heard_in(profile) if known else (),
        samples=[_sample(one) for one in queries.samples_of(member=member)],
        notes=notes.count(),
        learns=people.preferences_of(member).learns,
        knows_anything=known,
        model_is_on=queries.model_is_on(member.organisation),
    )


def heard_in(profile: Profile) -> list[Heard]:
    """What a profile says, one line a field."""
    mine = profile.edited
    rows = [
        ("languages", _("You write in"), _listed(LANGUAGE_WORDS, profile.languages)),
        ("formality", _("In Dutch you say"), str(_word(FORMALITY_WORDS, profile.formality, "nl"))),
        ("opening", _("You begin"), str(OPENING_WORDS.get(profile.opening, ""))),
        ("length", _("A post is"), _characters(profile.length)),
        ("sentence_length", _("A sentence is"), _words(profile.sentence_length)),
        ("warmth", _("You sound"), str(WARMTH_WORDS[nearest_warmth(profile.warmth)])),
        ("line_breaks", _("You lay out"), str(LINE_BREAK_WORDS.get(profile.line_breaks, ""))),
        ("emoji", _("Emoji in a post"), _signs(profile)),
        ("hashtags", _("Hashtags in a post"), _count(profile.hashtags)),
        ("favourite_turns", _("You often say"), _turns(profile)),
    ]
    return [Heard(label, value, name in mine) for name, label, value in rows if value]


def _lead(profile: Profile) -> str:
    if profile.basis:
        return ngettext(
            "Counted from %(count)s text that you chose. You alone see this.",
            "Counted from %(count)s texts that you chose. You alone see this.",
            profile.basis,
        ) % {"count": profile.basis}
    return _("Give a post or two of yours, and suggestions sound like you. You alone see this.")


def _word(words: Mapping[str, Any], found: Mapping[str, str], key: str) -> Any:
    return words.get(found.get(key, ""), "")


def _listed(words: Mapping[str, Any], keys: Sequence[str]) -> str:
    return ", ".join(str(words[key]) for key in keys if key in words)


def _characters(length: int) -> str:
    if not length:
        return ""
    return ngettext("about %(count)s character", "about %(count)s characters", length) % {
        "count": number_format(length, force_grouping=True)
    }


def _words(length: int) -> str:
    if not length:
        return ""
    return ngettext("about %(count)s word", "about %(count)s words", length) % {"count": length}


def _signs(profile: Profile) -> str:
    return f"{_count(profile.emoji)} {' '.join(profile.favourite_emoji)}".strip()


def _count(mean: float) -> str:
    """A mean as people say it: none, 2, about 1.3."""
    if not mean:
        return _("none")
    return number_format(int(mean) if mean == int(mean) else mean, use_l10n=True)


def _turns(profile: Profile) -> str:
    """The turns by what they say, in the first language that each is said in."""
    found: list[str] = []
    for key in profile.favourite_turns:
        for language in profile.languages or ("nl",):
            group = TURNS[key].group
            kind = next(iter(TURNS[key].kinds), "news")
            formality = profile.formality_in(language)
            said = lines_of((key,), group=group, language=language, kind=kind, formality=formality)
            if said:
                found.append(f"“{said[0].rstrip('.')}”")
                break
    return ", ".join(found)


def _sample(sample: VoiceSample) -> SampleView:
    about = str(SOURCE_WORDS[sample.source])
    return SampleView(token=sample.token, text=sample.text, about=about)
