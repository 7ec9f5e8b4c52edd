"""Every act of an administrator is in the audit: each POST there is, found by enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.architecture.ladder import LADDER
from tests.architecture.world import World
from zetje.delivery.registry import Field
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.lib.tenancy import tenant
from zetje.people.testing import signed_in
from zetje.recognition.rules.challenges import mondays

pytestmark = pytest.mark.django_db

# Files that were looked at and not brought in: nothing was done yet. Bringing one in is audited
# by the job that does it (people/tests).
LOOKING = {
    "people_import",
    "people_import_columns",
    "people_import_apply",
    "people_import_discard",
}
ACTS = {
    name
    for name, line in LADDER.items()
    if line.who in ("administrator", "manager") and "POST" in line.methods.split()
} - LOOKING
GIVEN: dict[str, dict[str, Any]] = {
    "insight_keys": {"name": "Dashboard", "days": "90"},
    "people_add": {"given_name": "Nieuw", "email": "nieuw@noordnaaf.example"},
    "people_role_grant": {"role": "editor"},
    "people_role_revoke": {"role": "team_lead"},
    "people_team_add": {"name": "Een heel nieuw team"},
    "people_team": {"name": "Een andere naam"},
    "people_house_rules": {"text_nl": "Wees aardig.", "text_en": "Be kind."},
    "prompts_kinds": {"on": "neutral"},
    "release": {"due": "drop"},
    "review_settings": {"steps": "2"},
    "set_up": {"team": "Noordnaaf"},
    "reward_rule_new": {
        "kind": "draw",
        "period": "month",
        "prize_nl": "Lunch",
        "prize_en": "Lunch",
        "value": "25",
        "budget": "250",
        "winners": "1",
        "rest_rounds": "2",
        "act": "propose",
    },
    "reward_rule": {"act": "approve"},
    "recognition_goal": {"target": "50", "starts_on": "2026-01-01", "ends_on": "2026-03-31"},
    "points_rules": {
        "posts": "1",
        "share": "8",
        "own_words": "4",
        "readers": "4",
        "tip": "1",
        "tip_most": "5",
        "help": "2",
        "help_most": "4",
    },
    "challenges_manage": {
        "name": "Samen",
        "kind": "goal",
        "goal": "20",
        "starts_on": mondays(today=timezone.now().date(), count=3)[2].isoformat(),
        "weeks": "2",
    },
    "challenge_settle": {"do": "stop"},
    "reward_round": {"act": "no"},
    "reward_vouchers": {"name": "Lunchbonnen", "value": "25", "codes": "AB-1"},
    "model_settings": {
        "address": "https://models.example/v1",
        "model": "tiny",
        "tokens_per_month": "1000000",
    },
}
# Real ones ask their counterpart before anything is kept.
CHANNEL = FakeChannel("slack", fields=[Field("team", "Team")])


@pytest.fixture(autouse=True)
def channel() -> Iterator[None]:
    with fake_channels(CHANNEL):
        yield


def audited(world: World) -> int:
    with tenant(world.cast.organisation.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_auditentry")
        return int(cursor.fetchone()[0])


def before(name: str, ad: Client, world: World) -> None:
    """What must be so for an act to have something to do."""
    if name == "people_reactivate":
        ad.post(world.address("people_deactivate"))
    if name == "resume":
        ad.post(world.address("stop"))
    if name == "release":
        with tenant(world.cast.organisation.pk), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO delivery_hold (organisation_id, reason, held_at) VALUES (%s, %s, %s)",
                [world.cast.organisation.pk, "restored", world.now],
            )
    if name == "model_off":
        ad.post(world.address("model_settings"), GIVEN["model_settings"])
    if name == "turn_off":
        ad.post(world.address("set_up"), GIVEN["set_up"])
    if name in ("give_up", "send_all_again"):
        with tenant(world.cast.organisation.pk), connection.cursor() as cursor:
            cursor.execute("UPDATE delivery_message SET state = 'failed', channel = 'slack'")
    if name == "people_organisation":
        form = ad.get(world.address(name)).context["form"]
        fields = {one: form[one].value() or "" for one in form.fields if one != "logo_file"}
        GIVEN[name] = fields | {"name": "Nieuwe naam"}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_of_an_administrator_is_written_down_once(name: str, world: World) -> None:
    ad = signed_in(Client(), world.cast.ad)
    before(name, ad, world)
    noted = audited(world)

    answer = ad.post(world.address(name), GIVEN.get(name, {}))

    assert answer.status_code in (200, 302), answer.content.decode()
    assert audited(world) == noted + 1
