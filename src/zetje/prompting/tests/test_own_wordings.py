"""An organisation's own wordings: checked, kept with who and when, drawn, counted and retired."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member
from zetje.prompting.operations.wordings import (
    WordingKnownError,
    WordingRefusedError,
    add_wording,
    retire_wording,
)
from zetje.prompting.queries.prompt_wordings import (
    own_wordings,
    wording_uses,
    wordings_for,
)
from zetje.prompting.rules.arms import Wording, built_in
from zetje.prompting.testing import make_decision, make_digest
from zetje.prompting.tests.mails import prompt_of, three_stories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 15, 7, tzinfo=UTC)


def words(**parts: str) -> Wording:
    given = {
        "arm": "neutral",
        "language": "nl",
        "subject": "Uit de  werkplaats",
        "lead": "“{story}” is er een van ons.",
    } | parts
    return Wording(key="", **given)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def kept(cast: Cast, **parts: str) -> Any:
    with tenant(cast.organisation.pk):
        return add_wording(by=cast.femke, wording=words(**parts), now=NOW)


def test_an_own_wording_is_drawn_from_then_on_until_it_is_retired(cast: Cast) -> None:
    own = kept(cast, title="Even dit.", text="“{story}”.")
    ours = list(built_in(arm="neutral", language="nl"))
    stories = three_stories(cast.organisation)
    digest = make_digest(cast.anna, stories, now=NOW)
    decision = make_decision(cast.anna, now=NOW, digest=digest, story=stories[0], wording=own.key)

    with tenant(cast.organisation.pk):
        assert wordings_for(organisation_id=cast.organisation.pk, arm="neutral", language="nl") == [
            *ours,
            own.wording,
        ]
        assert own.written_by == cast.femke
    assert prompt_of(decision).subject == "Uit de werkplaats"
    card = prompt_of(decision, channel="slack")
    assert (card.title, card.text) == ("Even dit.", "“De naaf die langer meegaat”.")

    later = NOW + timedelta(days=1)
    with tenant(cast.organisation.pk):
        retire_wording(by=cast.ad, wording=own, now=later)
        retire_wording(by=cast.femke, wording=own, now=later + timedelta(days=1))
        (row,) = own_wordings(cast.organisation.pk)
        assert (row.retired_at, row.retired_by) == (later, cast.ad)
        assert (
            wordings_for(organisation_id=cast.organisation.pk, arm="neutral", language="nl") == ours
        )
    # What was decided with it is said in words that there still are.
    assert prompt_of(decision).subject != "Uit de werkplaats"


def test_words_that_press_are_refused_with_the_place_and_the_reason(cast: Cast) -> None:
    with pytest.raises(WordingRefusedError) as refused:
        kept(cast, subject="Laatste kans", lead="{colleagues} collega's gingen je voor!")

    assert [(one.part, one.rule) for one in refused.value.findings] == [
        ("subject", "scarcity"),
        ("lead", "foreign"),
        ("lead", "shouting"),
    ]
    with tenant(cast.organisation.pk):
        assert not own_wordings(cast.organisation.pk).exists()


def test_the_same_words_are_kept_once_and_only_for_a_kind_and_a_language_that_there_are(
    cast: Cast,
) -> None:
    own = kept(cast)
    with pytest.raises(WordingKnownError):
        kept(cast, subject="Uit de werkplaats")
    with tenant(cast.organisation.pk):
        retire_wording(by=cast.femke, wording=own, now=NOW)
    assert kept(cast).pk != own.pk
    for parts in ({"arm": "guilt"}, {"language": "fr"}):
        with pytest.raises(ValueError, match="no wording of"):
            kept(cast, **parts)


def test_only_editors_and_administrators_word_prompts(cast: Cast) -> None:
    own = kept(cast)
    for member in (cast.anna, cast.bram, cast.marijke, cast.pim, cast.wil):
        with tenant(cast.organisation.pk):
            with pytest.raises(PermissionDenied):
                add_wording(by=member, wording=words(subject="Anders"), now=NOW)
            with pytest.raises(PermissionDenied):
                retire_wording(by=member, wording=own, now=NOW)
    with tenant(cast.organisation.pk):
        add_wording(by=cast.ad, wording=words(subject="Anders"), now=NOW)


def test_how_often_is_told_only_when_five_people_got_it(cast: Cast) -> None:
    people = [
        make_member(cast.organisation, email=f"m{number}@noordnaaf.example") for number in range(5)
    ]
    for member in people[:4]:
        make_decision(member, now=NOW, wording="neutral.1")
    for week in (1, 2):
        later = NOW + timedelta(weeks=week)
        make_decision(people[0], now=later, wording="neutral.1")
    for member in people:
        make_decision(member, now=NOW + timedelta(weeks=3), wording="neutral.2")
    with tenant(cast.organisation.pk):
        assert wording_uses(cast.organisation.pk) == {"neutral.2": 5}
        make_decision(people[4], now=NOW, wording="neutral.1")
        assert wording_uses(cast.organisation.pk) == {"neutral.1": 7, "neutral.2": 5}


def test_nobody_sees_the_wordings_of_another_organisation(cast: Cast) -> None:
    kept(cast)

    with tenant(cast.other_organisation.pk):
        assert not own_wordings(cast.organisation.pk).exists()
        found = wordings_for(
            organisation_id=cast.other_organisation.pk, arm="neutral", language="nl"
        )
        assert found == list(built_in(arm="neutral", language="nl"))
