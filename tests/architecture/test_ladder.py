"""Each route is tried by everyone: found by enumeration, so that one without its line fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.architecture.ladder import HERE, LADDER, MAY
from zetje.content.testing import make_feed, make_feed_item, make_story
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import sign
from zetje.people.models import ImportRun, RoleGrant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest

pytestmark = pytest.mark.django_db


def patterns(found: list[Any], space: str = "") -> Iterator[tuple[str, str]]:
    """Each route's short name and its name with the space it is in."""
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield str(one.name), f"{space}{one.name}"


ROUTES = dict(patterns(get_resolver().url_patterns))


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    assert set(ROUTES) == set(LADDER)


class World:
    """One of everything, in one organisation."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        here = cast.organisation
        self.story = make_story(here)
        feed = make_feed(here)
        digest = make_digest(cast.anna, [self.story], now=now)
        token = digest_path(digest, now=now).split("/")[2]
        with tenant(here.pk):
            run = ImportRun.objects.create(
                organisation=here, uploaded_at=now, file_name="staff.csv", content=b""
            )
        later = now + timedelta(days=1)
        self.given = {
            "": {},
            "organisation_token": {"token": here.token},
            "name": {"name": "0.eml"},
            "name_and_cid": {"name": "0.eml", "cid": "0"},
            "key": {"key": "nothing"},
            "slug": {"slug": "nothing"},
            "sign_in_token": {"token": "nothing"},
            "invitation_token": {"token": "nothing"},
            "import_token": {"token": run.token},
            "member_token": {"token": cast.bram.token},
            "team_token": {"token": cast.other_team.token},
            "feed_token": {"token": feed.token},
            "item_token": {"token": make_feed_item(feed).token},
            "story_token": {"token": self.story.token},
            "slug_and_story": {"slug": here.slug, "token": self.story.token},
            "slug_and_picture": {"slug": here.slug, "token": "nothing"},
            "unsubscribe_token": {"token": sign("unsubscribe", {}, expires_at=later)},
            "message_token": {"token": "nothing"},
            "suppression_key": {"key": "nothing"},
            "offered_story": {"story": self.story.token},
            "digest_token": {"token": token},
            "digest_and_story": {"token": token, "story": self.story.token},
            "code": {"code": "nothing23456"},
        }

    def address(self, name: str) -> str:
        return reverse(ROUTES[name], kwargs=self.given[LADDER[name].takes])


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for all of them: each test comes to it in a savepoint, and leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_world()
        transaction.set_rollback(True)


def made_world() -> World:
    cast = make_cast()
    with tenant(cast.other_organisation.pk):
        # Over there Chaima may do everything: what keeps her out here is the tenant alone.
        RoleGrant.objects.bulk_create(
            RoleGrant(
                organisation=cast.other_organisation,
                member=cast.chaima,
                role=role,
                granted_at=timezone.now(),
            )
            for role in ("editor", "administrator", "programme_manager", "works_council")
        )
    return World(cast, timezone.now())


def ask(client: Client, name: str, world: World, method: str = "") -> HttpResponse:
    chosen = method or LADDER[name].methods.split()[0]
    return client.generic(chosen, world.address(name))


def is_sent_to_the_door(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


GUARDED = [name for name, line in LADDER.items() if line.who not in ("anyone", "token", "demo")]
OWN_STORY = {"offered_story"}
# What a token that leads nowhere gets, and rows that only exist after an accident.
LEADS_NOWHERE = {"message_token", "suppression_key"}
# Says which role to take away, or finds none.
ASKS_FOR_MORE = {"people_role_revoke"}


@pytest.mark.parametrize("name", GUARDED)
def test_a_visitor_is_shown_the_way_in(name: str, world: World) -> None:
    assert is_sent_to_the_door(ask(Client(), name, world))


@pytest.mark.parametrize("name", GUARDED)
def test_who_lacks_the_role_stays_out(name: str, world: World) -> None:
    for who in sorted(HERE - MAY[LADDER[name].who]):
        client = signed_in(Client(), getattr(world.cast, who))
        assert ask(client, name, world).status_code == 403, who


@pytest.mark.parametrize("name", GUARDED)
def test_who_may_gets_in(name: str, world: World) -> None:
    line = LADDER[name]
    people = {"anna"} if line.takes in OWN_STORY else MAY[line.who]
    for who in sorted(people):
        with transaction.atomic():
            answer = ask(signed_in(Client(), getattr(world.cast, who)), name, world)
            # Each comes to the same world.
            transaction.set_rollback(True)
        nowhere = line.takes in LEADS_NOWHERE or name in ASKS_FOR_MORE
        expected = (404,) if nowhere else (200, 302, 400, 422)
        assert answer.status_code in expected, (who, answer.status_code)
        assert not is_sent_to_the_door(answer) or name == "me_devices_end_all", who


@pytest.mark.parametrize(
    "name", [name for name in GUARDED if LADDER[name].takes and name != "people_import_discard"]
)
def test_nobody_of_another_organisation_finds_anything(name: str, world: World) -> None:
    assert ask(signed_in(Client(), world.cast.chaima), name, world).status_code == 404


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who != "demo"])
def test_a_wrong_method_is_refused(name: str, world: World) -> None:
    line = LADDER[name]
    wrong = next(one for one in ("DELETE", "GET") if one not in line.methods)
    who = world.cast.femke if line.who == "editor" else world.cast.ad
    who = world.cast.anna if line.takes in OWN_STORY else who

    answer = ask(signed_in(Client(), who), name, world, method=wrong)

    if name == "follow":
        assert answer.status_code in (404, 405)
    else:
        assert answer.status_code == 405


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who == "demo"])
def test_a_page_of_the_demo_is_nowhere_else(name: str, world: World) -> None:
    assert not settings.DEMO
    assert ask(signed_in(Client(), world.cast.ad), name, world).status_code == 404


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who != "demo"])
def test_an_act_from_another_site_is_refused(name: str, world: World) -> None:
    line = LADDER[name]
    # One-click unsubscribing comes from mail programs (RFC 8058), a short link from anywhere.
    if "POST" not in line.methods or name in ("unsubscribe", "follow"):
        return
    who = world.cast.femke if line.who == "editor" else world.cast.ad
    client = signed_in(Client(enforce_csrf_checks=True), who)

    assert ask(client, name, world, method="POST").status_code == 403
