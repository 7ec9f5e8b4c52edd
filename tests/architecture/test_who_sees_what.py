"""The promise of who sees what, cell by cell: whatever a member does, nobody else's pages change.

Everything that a reader may open is taken down before and after; where the promise says "nothing",
or only counts of five or more, not one letter may differ. Each act has an actor of its own, so that
all are done between two looks and none hides what another left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.architecture.ladder import LADDER, MAY
from tests.architecture.world import ROUTES, World
from zetje.lib.tenancy import tenant
from zetje.people.models import Member
from zetje.people.testing import make_member, signed_in
from zetje.prompting.models import Standing
from zetje.prompting.testing import digest_path, make_digest, make_probe_weeks

pytestmark = pytest.mark.django_db

Act = Callable[[Client, World], Any]
# What one reader is shown because the person asked for it.
SHOWN = {"the expert": {"a post: asked an expert about it"}}
EXPORTS = ("people_export", "people_audit_export")
# What the actor sees of it.
OWN = ("week", "me", "me_privacy", "me_feedback", "me_shoutouts", "decisions")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]+')
# What everybody may read of Pim as long as he agrees (`World`).
THANKS = "hulp bij de open dag"
TOLD = ("shoutout", "recogni", "newsletter", "sheet", "export", "report")
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
    anna = world.cast.anna
    with tenant(anna.organisation_id), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE prompting_digeststory s SET reason = 'only_you' FROM prompting_digest d "
            "WHERE d.id = s.digest_id AND d.member_id = %s",
            [anna.pk],
        )
        assert cursor.rowcount == 1


def post(address: str, **given: str) -> Act:
    def act(browser: Client, world: World) -> None:
        assert browser.post(address, given).status_code == 302

    return act


def join(browser: Client, world: World) -> None:
    answer = browser.post("/join/", {"version": "1"})
    assert answer.headers["Location"] == "/join/set-up/"


def ask_an_expert(browser: Client, world: World) -> None:
    choose(browser, world, "adapt", network="bluesky", text="Zo zag ik het zelf, bij de koffie.")
    choose(browser, world, "confirm", network="bluesky")
    page = browser.get("/me/feedback/").content.decode()
    (asking,) = re.findall(r'action="(/me/feedback/posts/[^"]+)"', page)
    assert browser.post(asking, {"ask": "yes"}).status_code == 302


def come_further(browser: Client, world: World) -> None:
    with tenant(world.cast.organisation.pk):
        member = Member.objects.get(user_id=browser.session[SESSION_KEY])
        own = {"organisation_id": member.organisation_id, "member": member}
        Standing.objects.create(**own, phase=4, habit_strength=0.6, counted_at=world.now)
    year, week, _ = world.now.isocalendar()
    make_probe_weeks(member, [(year, week)], now=world.now)


def write_their_own(browser: Client, world: World) -> None:
    where = browser.post("/own/", {"text": "Zelf bedacht.", "network": "linkedin"})
    assert browser.post(f"{where.headers['Location']}confirm/").status_code == 302


def thank_a_newcomer(browser: Client, world: World) -> None:
    words = {"to": world.lotte.token, "text_nl": "Dank je wel voor de koffie."}
    assert browser.post("/shout-outs/new/", words).status_code == 302


FACTS: dict[str, Act] = {
    "joined, paused, left: joining": join,
    "joined, paused, left: a pause": post("/me/pause/", days="7"),
    "joined, paused, left: leaving": post("/me/leave/"),
    # Another one, so that with who joins and who pauses no count comes out as it was.
    "joined, paused, left: leaving too": post("/me/leave/"),
    "choices: a skip and its reason": skip,
    "choices: a share in own words": share,
    "choices: put aside": lambda b, w: choose(b, w, "remind", at=f"{w.now:%Y}-12-31T10:00"),
    "habit: a week of rest": post("/week/rest/"),
    "phase: why they would share": post("/week/why/", answer="proud", own_words="Om de naaf."),
    "phase: a later one, and a probe week": come_further,
    "choices: an idea of their own": write_their_own,
    "habit: a chain that is hidden": post("/me/privacy/", learns="on"),
    "a post: asked an expert about it": ask_an_expert,
    "decisions: why it came": told_another_reason,
    "a shout-out that has no answer": thank_a_newcomer,
    "decisions: a no": post("/me/decisions/say/", what="kind", kind="streak", say="no"),
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
# Who opens every page behind each mailed week.
HOLDERS = ("stranger", "colleague")


class Cells:
    """The world with an actor for each fact, large enough for counts to be shown."""

    def __init__(self, world: World) -> None:
        self.world, cast = world, world.cast
        for number in range(18):
            team = cast.team if number < 12 else None
            make_member(cast.organisation, team=team, joined=number < 6)
        self.colleague = make_member(cast.organisation, team=cast.team, given_name="Kees")
        self.actors, self.mailed = {}, [world.mailed]
        for fact, act in FACTS.items():
            self.actors[fact] = self._actor(act)

    def _actor(self, act: Act) -> Member:
        world = self.world
        if act is join:
            return world.lotte
        if act is told_another_reason:
            return world.cast.anna
        actor = make_member(world.cast.organisation, team=world.cast.team)
        digest = make_digest(actor, [world.story], now=world.now)
        self.mailed.append(digest_path(digest, now=world.now).split("/")[2])
        return actor

    def act(self, fact: str) -> None:
        FACTS[fact](signed_in(Client(), self.actors[fact]), self.world)

    def browser(self, who: str) -> Client:
        if who in self.actors:
            browser = signed_in(Client(), self.actors[who])
        elif who == "colleague":
            browser = signed_in(Client(), self.colleague)
        else:
            browser = self.world.browser(who)
        browser.cookies["language"] = "nl"
        return browser

    def addresses(self, name: str, who: str) -> list[str]:
        """The page of a route; of one that is about an actor, or about their mail, each."""
        given = self.world.given[LADDER[name].takes]
        if LADDER[name].takes == "member_token":
            each = [{"token": actor.token} for actor in self.actors.values()]
        elif LADDER[name].takes.startswith("digest_"):
            # The pages behind a mailed week are the same for all who are not its owner, so two
            # readers go through each of them: one without an account, and one with.
            all_of_them = name == "digest" or who in HOLDERS
            mailed = self.mailed if all_of_them else self.mailed[:1]
            each = [given | {"token": token} for token in mailed]
        else:
            each = [given]
        return [reverse(ROUTES[name], kwargs=one) for one in each]


@pytest.fixture(scope="module")
def made_cells(world: World) -> Cells:
    cache.clear()
    return Cells(world)


@pytest.fixture
def cells(made_cells: Cells) -> Iterator[Cells]:
    """The cells on a moment that stands still."""
    with time_machine.travel(made_cells.world.now + timedelta(minutes=1), tick=False):
        yield made_cells


def may_open(name: str, who: str) -> bool:
    line = LADDER[name]
    if line.who in ("anyone", "token"):
        return True
    return who != "stranger" and (
        line.who in ("signed_in", "joined") or who in MAY.get(line.who, ())
    )


def seen(who: str, cells: Cells, names: Iterable[str] = LADDER) -> dict[str, str]:
    """All that one reader can open or take out, as they get it."""
    found = {}
    browser = cells.browser(who)
    for name in names:
        asked = browser.post if name in EXPORTS else browser.get
        if not may_open(name, who) or ("GET" not in LADDER[name].methods and asked == browser.get):
            continue
        for address in cells.addresses(name, who):
            # A page that is open for a moment in this place is the same for the next reader.
            with transaction.atomic():
                answer = asked(address)
                transaction.set_rollback(True)
            body = b"".join(answer) if answer.streaming else answer.content
            found[address] = TOKEN.sub("", body.decode("utf-8", "replace"))
    return found


@pytest.mark.parametrize("reader", READERS)
def test_nobody_else_sees(reader: str, cells: Cells) -> None:
    before = seen(READERS[reader], cells)
    assert len(before) > 10

    for fact in FACTS:
        if fact not in SHOWN.get(reader, ()):
            cells.act(fact)

    after = seen(READERS[reader], cells)
    assert [address for address in before if after[address] != before[address]] == []


def test_the_expert_sees_what_was_asked_and_only_on_their_own_page(cells: Cells) -> None:
    before = seen("marijke", cells)

    cells.act("a post: asked an expert about it")

    after = seen("marijke", cells)
    assert [address for address in before if after[address] != before[address]] == ["/experts/"]


@pytest.mark.parametrize("fact", FACTS)
def test_the_person_sees(fact: str, cells: Cells) -> None:
    before = seen(fact, cells, OWN)

    cells.act(fact)

    assert seen(fact, cells, OWN) != before


def test_the_administrator_sees_who_joined_to_help_and_it_is_written_down(cells: Cells) -> None:
    anna, ad = cells.world.browser("anna"), cells.world.browser("ad")
    look = f"/people/member/{cells.world.cast.anna.token}/standing/"
    audit_before = ad.get("/audit/").content

    here = TOKEN.sub("", ad.post(look).content.decode())
    anna.post("/me/leave/")
    gone = TOKEN.sub("", ad.post(look).content.decode())

    assert here != gone
    assert ad.get("/audit/").content.count(b"Anna") == audit_before.count(b"Anna") + 2


@pytest.mark.parametrize("reader", ["femke", "ad"])
def test_who_no_longer_agrees_to_be_named_is_nowhere(reader: str, cells: Cells) -> None:
    where = [name for name in LADDER if any(part in name for part in TOLD)]

    def named() -> list[str]:
        return [a for a, page in seen(reader, cells, where).items() if THANKS in page]

    assert "/shout-outs/" in named()

    cells.browser("pim").post("/me/privacy/", {"learns": "on"})

    assert named() == []
