"""What an experiment keeps from somebody is kept: no prompt is drawn, and the log says why."""

from typing import Any

import numpy as np
import pytest

from zetje.behaviour.availability import Reason
from zetje.people.testing import make_member
from zetje.prompting import registry
from zetje.prompting.testing import make_wording
from zetje.prompting.tests.deciding import THURSDAY, always, decide, log, prompts, week_with_digest
from zetje.prompting.tests.planning import EARLY, local

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


def tries(monkeypatch: pytest.MonkeyPatch, **asked: Any) -> None:
    for name, answer in asked.items():
        monkeypatch.setattr(registry, name, [answer])


def test_who_is_drawn_to_go_without_gets_no_prompt_for_sure(
    organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    always(organisation)
    without, usual = make_member(organisation), make_member(organisation)
    refuser = make_member(organisation, preferences={"experiments": False})
    asked: list[int] = []

    def silent(*, organisation_id: int, member_ids: Any, week: int) -> Any:
        assert organisation_id == organisation.pk
        asked.append(week)
        return np.isin(member_ids, [without.pk, refuser.pk])

    tries(monkeypatch, _silent=silent)
    week_with_digest(organisation)
    decide(organisation)

    said = {row.member_id: row for row in log(organisation)}
    assert said[without.pk].why_silent is Reason.IN_EXPERIMENT
    assert (said[without.pk].send_chance, said[without.pk].is_prompt) == (0, False)
    assert said[refuser.pk].why_silent is Reason.EXPERIMENTS_REFUSED
    assert [row.member_id for row in prompts(organisation)] == [usual.pk]
    assert set(asked) == {THURSDAY.date().toordinal() // 7}


def test_a_tried_wording_is_said_to_those_who_were_drawn_and_to_nobody_else(
    organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    always(organisation)
    members = [make_member(organisation) for _ in range(12)]
    editor = make_member(organisation, joined=False)
    keys = {
        make_wording(editor, now=EARLY, arm=arm, subject=f"Uit de werkplaats {arm}").key
        for arm in ("neutral", "personal_benefit")
    }
    drawn = {member.pk for member in members[:6]}

    def wordings(*, organisation_id: int, member_ids: Any, week: int) -> Any:
        rows = np.isin(member_ids, list(drawn))
        return [registry.TriedWording(key, rows) for key in keys]

    tries(monkeypatch, _wordings=wordings)
    week_with_digest(organisation)
    decide(organisation)

    said = {row.member_id: row.wording for row in log(organisation)}
    assert {member for member, wording in said.items() if wording in keys} == drawn
    assert all(wording for wording in said.values())


def test_a_tried_slot_moves_to_its_day_and_hour(
    organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    always(organisation)
    usual, later = make_member(organisation), make_member(organisation)

    def slots(*, organisation_id: int, member_ids: Any, week: int) -> Any:
        return [registry.TriedSlot(np.isin(member_ids, [later.pk]), 4, 14)]

    tries(monkeypatch, _slots=slots)
    week_with_digest(organisation)
    decide(organisation, local("2026-09-18T13:45"))

    said = {row.member_id: row.slot_at for row in log(organisation)}
    assert said[later.pk] == local("2026-09-18T14:00")
    assert said[usual.pk] != said[later.pk]


@pytest.mark.parametrize(("weekday", "at"), [(-1, "11:00"), (0, "09:00")])
def test_a_tried_hour_stands_on_the_usual_day_and_a_day_before_the_digest_stands_nowhere(
    organisation: Any, monkeypatch: pytest.MonkeyPatch, weekday: int, at: str
) -> None:
    always(organisation)
    make_member(organisation)

    def slots(*, organisation_id: int, member_ids: Any, week: int) -> Any:
        return [registry.TriedSlot(np.ones(member_ids.size, dtype=np.bool_), weekday, 11)]

    tries(monkeypatch, _slots=slots)
    week_with_digest(organisation)
    decide(organisation, local("2026-09-17T08:45"))
    decide(organisation, local("2026-09-17T10:45"))

    assert [row.slot_at for row in log(organisation)] == [local(f"2026-09-17T{at}")]
