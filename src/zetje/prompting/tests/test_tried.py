"""What an experiment keeps from somebody is kept: no prompt is drawn, and the log says why."""

from typing import Any

import numpy as np
import pytest

from zetje.behaviour.availability import Reason
from zetje.people.testing import make_member
from zetje.prompting import registry
from zetje.prompting.tests.deciding import THURSDAY, always, decide, log, prompts, week_with_digest

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
