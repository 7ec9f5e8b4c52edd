"""Kinds of prompt are switched off for an organisation, and on again, for all to see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_member, signed_in
from zetje.prompting.models import PromptSettings
from zetje.prompting.operations.kinds import NoKindLeftError, message_kinds, set_kinds
from zetje.prompting.operations.pacing import Pace, set_pace
from zetje.prompting.operations.prompt_settings import switch_prompts
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.tests.deciding import THURSDAY, always, decide, log, week_with_digest

pytestmark = pytest.mark.django_db

KEYS = [family.key for family in FAMILIES]


def off_in(organisation: Any) -> list[str]:
    with tenant(organisation.pk):
        kinds = message_kinds(organisation_id=organisation.pk, now=THURSDAY)
    return [kind.key for kind in kinds if not kind.is_on]


def test_a_kind_that_is_off_is_drawn_for_nobody_from_the_next_decision_on() -> None:
    cast = make_cast()
    here = cast.organisation
    for _ in range(10):
        make_member(here)
    always(here)
    week_with_digest(here)
    set_kinds(organisation_id=here.pk, by=cast.pim, on=[*KEYS[1:], "no such kind"], now=THURSDAY)

    decide(here)

    drawn = [row for row in log(here) if row.is_prompt]
    assert drawn
    assert all("neutral" not in row.eligible_arms for row in log(here))
    assert {row.arm for row in drawn} <= {"personal_benefit", "fresh_story"}


def test_every_change_is_a_version_and_the_rest_stays_as_it_is() -> None:
    cast = make_cast()
    here, pim = cast.organisation, cast.pim
    given = {"organisation_id": here.pk, "by": pim, "now": THURSDAY}

    set_kinds(**given, on=KEYS[2:])
    set_kinds(**given, on=KEYS[2:])
    set_pace(**given, pace=Pace(most_chance=0.5, learning_chance=0.25))
    with tenant(here.pk):
        switch_prompts(**given, on=False)
    assert off_in(here) == KEYS[:2]
    set_kinds(**given, on=KEYS)

    with tenant(here.pk), connection.cursor() as cursor:
        rows = PromptSettings.objects.order_by("pk")
        assert [
            (len(row.kinds_off), row.learning_chance, row.is_enabled, row.replaced_at is None)
            for row in rows
        ] == [
            (2, 0.5, True, False),
            (2, 0.25, True, False),
            (2, 0.25, False, False),
            (0, 0.25, False, True),
        ]
        cursor.execute(
            "SELECT count(*) FROM people_auditentry WHERE action = 'prompts.settings_changed'"
        )
        assert cursor.fetchone() == (4,)


def test_the_last_kind_cannot_be_switched_off() -> None:
    cast = make_cast()

    with pytest.raises(NoKindLeftError):
        set_kinds(organisation_id=cast.organisation.pk, by=cast.pim, on=["none"], now=THURSDAY)

    pim = signed_in(Client(), cast.pim)
    assert pim.post("/prompts/kinds/", {}).status_code == 302
    assert off_in(cast.organisation) == []


def test_managers_save_what_is_on_and_nobody_else() -> None:
    cast = make_cast()
    for who, status in ((cast.pim, 302), (cast.ad, 302), (cast.wil, 403), (cast.bram, 403)):
        client = signed_in(Client(), who)
        assert client.post("/prompts/kinds/", {"on": KEYS[1:]}).status_code == status

    assert off_in(cast.organisation) == ["neutral"]
