"""The promise of who sees what, cell by cell: whatever a member does, nobody else's pages change.

Everything that a reader may open is taken down before and after; where the promise says "nothing",
or only counts of five or more, not one letter may differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.architecture.ladder import LADDER, MAY
from tests.architecture.world import ROUTES, World
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, signed_in

pytestmark = pytest.mark.django_db

Act = Callable[[Client, World], Any]
EXPORTS = ("people_export", "people_audit_export")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
OWN_WORDS = "Zilveren naven zingen zacht. Ik werk bij Noordnaaf."


def choose(browser: Client, world: World, act: str, **given: str) -> None:
    answer = browser.post(f"/week/{world.story.token}/{act}/", {"network": "linkedin"} | given)
    assert answer.status_code == 302, answer.content


def skip(browser: Client, world: World) -> None:
    choose(browser, world, "skip")
    choose(browser, world, "reason", reason="subject")


def share(browser: Client, world: World) -> None:
    choose(browser, world, "adapt", text=OWN_WORDS)
    choose(browser, world, "confirm")


def told_another_reason(browser: Client, world: World) -> None:
    with tenant(world.cast.organisation.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE prompting_digeststory SET reason = 'only_you'")
        assert cursor.rowcount == 1


def join(browser: Client, world: World) -> None:
    answer = signed_in(browser, world.lotte).post("/join/", {"version": "1"})
    assert answer.headers["Location"] == "/join/set-up/"


FACTS: dict[str, Act] = {
    "joined, paused, left: joining": join,
    "joined, paused, left: a pause": lambda b, w: b.post("/me/pause/", {"days": "7"}),
    "joined, paused, left: leaving": lambda b, w: b.post("/me/leave/"),
    "choices: a skip and its reason": skip,
    "choices: a share in own words": share,
    "choices: put aside": lambda b, w: choose(b, w, "remind", at=f"{w.now:%Y}-12-31T10:00"),
    "habit: a week of rest": lambda b, w: b.post("/week/rest/"),
    "habit: a chain that is hidden": lambda b, w: b.post("/me/privacy/", {"learns": "on"}),
    "decisions: why it came": told_another_reason,
}
READERS = {
    "a colleague in the team": "colleague",
    "the expert": "marijke",
    "the editor": "femke",
    "the team lead": "bram",
    "the programme manager": "pim",
    "the administrator": "ad",
    "the works council": "wil",
    "somebody elsewhere": "chaima",
    "whoever has the forwarded mail": "stranger",
}


@pytest.fixture
def cells(world: World) -> Iterator[World]:
    """The world on a moment that stands still, large enough for counts to be shown."""
    cache.clear()
    cast = world.cast
    for number in range(12):
        make_member(cast.organisation, team=cast.team, joined=number < 6)
    with time_machine.travel(world.now + timedelta(minutes=1), tick=False):
        yield world


def address(name: str, world: World) -> str:
    given = dict(world.given[LADDER[name].takes])
    if LADDER[name].takes == "member_token":
        given["token"] = world.cast.anna.token
    return reverse(ROUTES[name], kwargs=given)


def may_open(name: str, who: str) -> bool:
    line = LADDER[name]
    if line.who in ("anyone", "token"):
        return True
    return who != "stranger" and (
        line.who in ("signed_in", "joined") or who in MAY.get(line.who, ())
    )


def seen(who: str, world: World) -> dict[str, str]:
    """All that one reader can open or take out, as they get it."""
    found = {}
    browser = Client()
    if who == "colleague":
        cast = world.cast
        signed_in(browser, make_member(cast.organisation, team=cast.team, given_name="Kees"))
    elif who != "stranger":
        signed_in(browser, world.lotte if who == "lotte" else getattr(world.cast, who))
    browser.cookies["language"] = "nl"
    names = [name for name in LADDER if may_open(name, who)]
    for name in names:
        # A page that is open for a moment in this place is the same page for the next reader.
        with transaction.atomic():
            if "GET" in LADDER[name].methods.split():
                answer = browser.get(address(name, world))
            elif name in EXPORTS:
                answer = browser.post(address(name, world))
            else:
                continue
            transaction.set_rollback(True)
        body = b"".join(answer) if answer.streaming else answer.content
        found[name] = TOKEN.sub("", body.decode("utf-8", "replace"))
    return found


def in_a_savepoint(look: Callable[[], dict[str, str]]) -> dict[str, str]:
    with transaction.atomic():
        found = look()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("reader", READERS)
def test_nobody_else_sees(reader: str, cells: World) -> None:
    who = READERS[reader]
    before = in_a_savepoint(lambda: seen(who, cells))
    assert len(before) > 10

    for fact, act in FACTS.items():
        with transaction.atomic():
            act(signed_in(Client(), cells.cast.anna), cells)
            after = in_a_savepoint(lambda: seen(who, cells))
            transaction.set_rollback(True)
        assert [name for name in before if after[name] != before[name]] == [], fact


@pytest.mark.parametrize("fact", FACTS)
def test_the_person_sees(fact: str, cells: World) -> None:
    who = "lotte" if FACTS[fact] is join else "anna"
    before = in_a_savepoint(lambda: seen(who, cells))

    FACTS[fact](signed_in(Client(), cells.cast.anna), cells)

    assert seen(who, cells) != before


def test_the_administrator_sees_who_joined_to_help_and_it_is_written_down(cells: World) -> None:
    anna, ad = signed_in(Client(), cells.cast.anna), signed_in(Client(), cells.cast.ad)
    look = f"/people/member/{cells.cast.anna.token}/standing/"
    audit_before = ad.get("/audit/").content

    here = TOKEN.sub("", ad.post(look).content.decode())
    anna.post("/me/leave/")
    gone = TOKEN.sub("", ad.post(look).content.decode())

    assert here != gone
    assert ad.get("/audit/").content.count(b"Anna") == audit_before.count(b"Anna") + 2
