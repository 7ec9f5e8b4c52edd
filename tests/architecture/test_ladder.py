"""Each route is tried by everyone: found by enumeration, so that one without its line fails."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from tests.architecture.ladder import HERE, LADDER, MAY
from tests.architecture.world import ROUTES, World, ask, insider_of

pytestmark = pytest.mark.django_db


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert set(ROUTES) == set(LADDER)


def is_sent_to_the_door(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


GUARDED = [name for name, line in LADDER.items() if line.who not in ("anyone", "token", "demo")]
OWN_STORY = {"offered_story", "own_post", "own_word", "own_decision", "own_tip", "own_naming"} | {
    "own_sample",
    "own_award",
    "own_shoutout",
    "own_case",
}
# Says which role to take away, or finds none; gives up what failed, and nothing else.
ASKS_FOR_MORE = {"people_role_revoke", "give_up"}


@pytest.mark.parametrize("name", GUARDED)
def test_a_visitor_is_shown_the_way_in(name: str, world: World) -> None:
    assert is_sent_to_the_door(ask(world.browser("stranger"), name, world))


@pytest.mark.parametrize("name", GUARDED)
def test_who_lacks_the_role_stays_out(name: str, world: World) -> None:
    for who in sorted(HERE - MAY[LADDER[name].who]):
        assert ask(world.browser(who), name, world).status_code == 403, who


@pytest.mark.parametrize("name", GUARDED)
def test_who_may_gets_in(name: str, world: World) -> None:
    line = LADDER[name]
    people = {"anna"} if line.takes in OWN_STORY else MAY[line.who]
    for who in sorted(people):
        with transaction.atomic():
            answer = ask(world.browser(who), name, world)
            # Each comes to the same world.
            transaction.set_rollback(True)
        expected = (404,) if name in ASKS_FOR_MORE else (200, 302, 400, 422)
        assert answer.status_code in expected, (who, answer.status_code)
        assert not is_sent_to_the_door(answer) or name == "me_devices_end_all", who


# Named the same for every organisation, and open to each for its own.
OF_EVERYONE = {"channel", "own_channel", "report_month", "figure_name"}
TAKING = [name for name in GUARDED if LADDER[name].takes and LADDER[name].takes not in OF_EVERYONE]


@pytest.mark.parametrize("name", [name for name in TAKING if name != "people_import_discard"])
def test_nobody_of_another_organisation_finds_anything(name: str, world: World) -> None:
    assert ask(world.browser("chaima"), name, world).status_code == 404


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who != "demo"])
def test_a_wrong_method_is_refused(name: str, world: World) -> None:
    line = LADDER[name]
    wrong = next(one for one in ("DELETE", "GET") if one not in line.methods)
    who = "anna" if line.takes in OWN_STORY else insider_of(name)

    answer = ask(world.browser(who), name, world, method=wrong)

    if name == "follow":
        assert answer.status_code in (404, 405)
    else:
        assert answer.status_code == 405


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who == "demo"])
def test_a_page_of_the_demo_is_nowhere_else(name: str, world: World) -> None:
    assert not settings.DEMO
    assert ask(world.browser("ad"), name, world).status_code == 404


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who != "demo"])
def test_an_act_from_another_site_is_refused(name: str, world: World) -> None:
    line = LADDER[name]
    # One-click unsubscribing comes from mail programs (RFC 8058), a short link from anywhere.
    if "POST" not in line.methods or name in ("unsubscribe", "follow"):
        return
    client = world.browser(insider_of(name), enforce_csrf_checks=True)

    assert ask(client, name, world, method="POST").status_code == 403
