"""A profile counts how somebody writes, and knows nothing of what they write about."""

from __future__ import annotations

import dataclasses
import json

import pytest

from zetje.voice.rules.editing import EditRefusedError, checked, with_edits
from zetje.voice.rules.measuring import profile_from
from zetje.voice.rules.profiles import FORMALITIES, LANGUAGES, LINE_BREAKS, OPENINGS, Profile
from zetje.voice.rules.signs import FAVOURITES
from zetje.voice.rules.trial import TrialRefusedError, story_from, voice_from
from zetje.voice.rules.turns import TURNS

SAMPLES = [
    ("Ik ben benieuwd wat jullie vinden van de nieuwe hal! 🔥\n\nKom je kijken? #hal #open", "nl"),
    ("Ik mocht mee met de nachtploeg. Om vier uur ruikt het naar brood! 🔥🎉", "nl"),
    ("My team built 40 bikes today. Happy to share it. https://x.example/a", "en"),
]
# Opinion, belief, health, party, union, love, origin: said as plainly as people do.
TELLING = [
    ("Ik stem op de Groene Partij en dat mag je weten. #stemgroen 🗳️ 🏳️‍🌈", "nl"),
    ("Vandaag gebeden in de moskee, dat geeft mij rust. ☪️ 🕌 #ramadan", "nl"),
    ("Na mijn burn-out en chemo weer aan het werk. 💊 🎗️ Ik slik nog pillen. #kanker", "nl"),
    ("Ik ben lid van de vakbond en ik vind staken een recht. ✊ #staking", "nl"),
    ("I am gay and proud, and my husband is from Ghana. 👨‍❤️‍👨 🇬🇭 #pride", "en"),
]


def test_counts_are_those_of_the_samples() -> None:
    profile = profile_from(SAMPLES)

    assert profile.languages == ("nl", "en")
    assert profile.formality == {"nl": "je", "en": "none"}
    assert profile.opening == "first_person"
    assert (profile.emoji, profile.favourite_emoji) == (1.0, ("🔥", "🎉"))
    assert (profile.hashtags, profile.basis) == (0.7, 3)
    assert set(profile.favourite_turns) == {"curious", "glad_to_share"}
    assert 55 <= profile.length <= 90


def test_nothing_of_what_is_told_is_kept() -> None:
    profile = profile_from(TELLING)
    kept = json.dumps(dataclasses.asdict(profile) | {"edited": []}, ensure_ascii=False)

    for word in ("partij", "moskee", "burn", "chemo", "vakbond", "gay", "ghana", "stem", "#"):
        assert word not in kept.casefold()
    assert profile.favourite_emoji == ()


@pytest.mark.parametrize("samples", [SAMPLES, TELLING, SAMPLES + TELLING])
def test_every_word_of_a_profile_is_from_a_closed_list(samples: list[tuple[str, str]]) -> None:
    profile = profile_from(samples)
    known = {*LANGUAGES, *FORMALITIES, *OPENINGS, *LINE_BREAKS, *TURNS, *FAVOURITES}
    said = {
        *profile.languages,
        *profile.formality,
        *profile.formality.values(),
        profile.opening,
        profile.line_breaks,
        *profile.favourite_emoji,
        *profile.favourite_turns,
    }

    assert said <= known


TELLING_SIGNS = "✝️ ☪️ ✡️ 🕉️ 🏳️‍🌈 🏳️‍⚧️ 💊 🎗️ 🤰 🗳️ ✊ 🇳🇱 🇵🇸 🇮🇱 🇺🇦 🍷"


def test_no_favourite_emoji_tells_who_somebody_is() -> None:
    assert FAVOURITES.isdisjoint(TELLING_SIGNS.split())
    assert not any("\U0001f1e6" <= sign <= "\U0001f1ff" for each in FAVOURITES for sign in each)


@pytest.mark.parametrize(
    "edits",
    [
        {"length": -1},
        {"emoji": 99},
        {"opening": "shouting"},
        {"formality": {"nl": "jij"}},
        {"formality": {"fr": "vous"}},
        {"warmth": True},
        {"religion": "x"},
        {"favourite_turns": ["Stem op mij"]},
    ],
)
def test_only_what_a_profile_can_be_may_be_set(edits: dict[str, object]) -> None:
    with pytest.raises(EditRefusedError):
        checked(edits)
    assert with_edits(Profile(), edits) == Profile()


def test_nothing_heard_is_no_profile() -> None:
    assert profile_from([]) == Profile()
    assert profile_from([("🎉🎉", "")]).emoji == 2


@pytest.mark.parametrize(
    ("story", "profile"),
    [
        ({}, {}),
        ({"title": "x", "kind": "gossip"}, {}),
        ({"title": 3}, {}),
        ({"title": "x"}, {"formality": "jij"}),
        ({"title": "x"}, {"opinion": "left"}),
        ({"title": "x"}, {"languages": ["fr"]}),
    ],
)
def test_a_file_that_says_what_cannot_be_is_refused(
    story: dict[str, object], profile: dict[str, object]
) -> None:
    with pytest.raises(TrialRefusedError):
        _ = story_from(story), voice_from(profile)
