"""The built-in wordings, their facts, and which of them somebody gets."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.prompting.rules.arms import (
    FAMILIES,
    FIELDS,
    LANGUAGES,
    Wording,
    built_in,
    pick,
    said,
    tellable,
)

FACTS = {name: str(field.example) for name, field in FIELDS.items()}
EVERY_WORDING = [
    wording
    for family in FAMILIES
    for language in LANGUAGES
    for wording in built_in(arm=family.key, language=language)
]


def test_each_kind_has_three_wordings_of_its_own_in_each_language():
    for family in FAMILIES:
        for language in LANGUAGES:
            found = built_in(arm=family.key, language=language)
            assert [wording.key for wording in found] == [f"{family.key}.{n}" for n in (1, 2, 3)]
            assert {(wording.arm, wording.language) for wording in found} == {
                (family.key, language)
            }
    for part in ("subject", "lead"):
        texts = [getattr(wording, part) for wording in EVERY_WORDING]
        assert len(set(texts)) == len(texts)
    assert built_in(arm="neutral", language="fr") == built_in(arm="neutral", language="en")


def test_a_wording_names_a_story_and_no_fact_that_its_kind_may_lack():
    for wording in EVERY_WORDING:
        assert wording.needs & {"story", "example"}, wording
        for name in wording.needs:
            assert not FIELDS[name].arms or wording.arm in FIELDS[name].arms, wording


def test_words_read_well_with_their_facts_and_never_show_a_hole():
    for wording in EVERY_WORDING:
        words = said(wording, FACTS)
        assert "{" not in f"{words.subject}{words.lead}{words.title}{words.text}"
        assert not words.subject.endswith(".")
        assert words.lead.endswith((".", "?"))
        assert words.title.endswith((".", "?", "”"))
        assert words.text == words.lead
        assert "!" not in f"{words.subject}{words.lead}"

    social = built_in(arm="social_proof", language="nl")[0]
    words = said(social, {"colleagues": "zeven", "story": "De naaf"})
    assert words.subject == "Zeven collega's deelden dit verhaal"
    assert words.title == "Zeven collega's deelden dit verhaal."
    assert words.lead.startswith("“De naaf” gaat rond: zeven collega's zetten het")


def test_a_wording_whose_fact_is_missing_is_not_told():
    ours = built_in(arm="social_proof", language="en")
    facts = {"story": "The hub"}

    assert tellable(ours, facts) == []
    assert tellable(ours, facts | {"colleagues": "five"}) == list(ours)
    with pytest.raises(KeyError):
        said(ours[0], facts)


def test_a_fact_that_looks_like_a_hole_stays_as_it_is_and_a_chat_may_have_words_of_its_own():
    own = Wording(
        key="own.x", arm="neutral", language="en", subject="{story}", lead="L", title="T?", text="x"
    )  # fmt: skip
    words = said(own, {"story": "what {network} is"})

    assert (words.subject, words.title, words.text) == ("What {network} is", "T?", "X")


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 6), st.floats(0, 1, exclude_max=True), st.integers(-1, 5))
def test_the_pick_is_never_the_last_one_while_there_is_another(count, draw, last):
    last = min(last, count - 1)

    (place,) = pick(count=count, draw=[draw], last=last)

    assert 0 <= place < count
    assert count == 1 or place != last
    assert pick(count=count, draw=[draw], last=[last]).tolist() == [place]


def test_the_others_are_equally_likely_and_nothing_can_be_picked_from_none():
    draws = (np.arange(3000) + 0.5) / 3000
    assert Counter(pick(count=3, draw=draws).tolist()) == {0: 1000, 1: 1000, 2: 1000}
    assert Counter(pick(count=4, draw=draws, last=1).tolist()) == {0: 1000, 2: 1000, 3: 1000}
    with pytest.raises(ValueError, match="no wording"):
        pick(count=0, draw=[0.5])
