"""Who has points that wait hears it without being accused; administrators hear of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from zetje.delivery.registry import Card, Drop, Mail, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import tell_of_answer, tell_of_held_points
from zetje.prompting.operations.held_points import (
    render_answered,
    render_decided,
    render_held,
)
from zetje.recognition.operations.gaming import decide_case
from zetje.recognition.testing import make_case

TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
SAID = "Ik zat op een beurs. <script>"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def row(member: Any, case: Any, kind: str, **more: Any) -> OutboxRow:
    fields: dict[str, Any] = {
        "id": 1,
        "organisation_id": member.organisation_id,
        "member_id": member.pk,
        "kind": kind,
        "subject_id": case.pk,
        "dedupe_key": "",
        "address": "",
        "not_before": TUESDAY,
        "useful_until": None,
        "unsubscribe_url": "https://zetje.example/unsubscribe/x/",
    }
    return OutboxRow(**fields | more)


def test_the_notices_say_neither_the_rule_nor_anybodys_words(cast: Cast) -> None:
    case = make_case(cast.anna, now=TUESDAY, answer=SAID)
    given = {"organisation_id": cast.organisation.pk, "case_id": case.pk, "now": TUESDAY}

    assert tell_of_held_points(member_id=cast.anna.pk, **given) == 1
    assert tell_of_held_points(member_id=cast.anna.pk, **given) == 0
    assert tell_of_answer(**given) == 1
    mail = render_held([row(cast.anna, case, "points_held")], TUESDAY)[1]
    told = render_answered([row(cast.ad, case, "case_answered")], TUESDAY)[1]
    card = render_held([row(cast.anna, case, "points_held", channel="slack")], TUESDAY)[1]

    assert isinstance(mail, Mail)
    assert isinstance(told, Mail)
    assert isinstance(card, Card)
    assert "vastgehouden, niet kwijt" in mail.text
    assert "/points/held/" in mail.text
    for words in (mail.text, told.text, mail.html, told.html):
        assert "beurs" not in words
        assert "bevestigd" not in words
    assert "Anna" not in told.text
    assert card.url == mail.text[mail.text.index("http") :].split()[0]


def test_what_was_decided_meanwhile_is_not_asked_any_more(cast: Cast) -> None:
    case = make_case(cast.anna, now=TUESDAY)
    assert isinstance(render_decided([row(cast.anna, case, "points_decided")], TUESDAY)[1], Drop)

    decide_case(by=cast.ad, case=case, lets_go=True, now=TUESDAY)

    assert isinstance(render_held([row(cast.anna, case, "points_held")], TUESDAY)[1], Drop)
    assert isinstance(render_answered([row(cast.ad, case, "case_answered")], TUESDAY)[1], Drop)
    mail = render_decided([row(cast.anna, case, "points_decided")], TUESDAY)[1]
    assert isinstance(mail, Mail)
    assert mail.subject == "Je punten tellen mee"
    # Who is no administrator any more hears of nobody's answer.
    other = make_case(cast.bram, now=TUESDAY)
    assert isinstance(render_answered([row(cast.pim, other, "case_answered")], TUESDAY)[1], Drop)
