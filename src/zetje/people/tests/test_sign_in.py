"""Coming in by mail: the same answer for everyone, a code of one browser, a link of one press."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zetje.lib.events import route, routes
from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.people.events import SignInRequested
from zetje.people.models import Device, SignInLink, User
from zetje.people.testing.cast import make_cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


def ask(client, address, **extra):
    return client.post("/sign-in/", {"email": address}, **extra)


def newest():
    return SignInLink.objects.order_by("-pk")[0]


def code_of(link):
    return queries.link_code(link)


def link_address(link):
    return f"/sign-in/link/{queries.link_token(link)}/"


def is_in(client):
    return client.get("/me/").status_code == 200


def test_the_code_from_the_mail_lets_somebody_in(cast, client):
    ask(client, "anna@noordnaaf.example")

    answer = client.post("/sign-in/code/", {"code": code_of(newest())})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/week/")
    assert is_in(client)


def test_spaces_and_dashes_in_a_code_do_not_matter(cast, client):
    ask(client, "Anna@Noordnaaf.example ")

    client.post("/sign-in/code/", {"code": f" {code_of(newest()).replace('-', ' ')} "})

    assert is_in(client)


def test_the_way_back_to_the_page_somebody_wanted_is_kept(cast, client):
    wanted = client.get("/me/privacy/").headers["Location"]
    client.post(wanted, {"email": "anna@noordnaaf.example", "next": "/me/privacy/"})

    answer = client.post("/sign-in/code/", {"code": code_of(newest())})

    assert wanted == "/sign-in/?next=/me/privacy/"
    assert answer.headers["Location"] == "/me/privacy/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_coming_in(cast, client, target):
    client.post("/sign-in/", {"email": "anna@noordnaaf.example", "next": target})

    answer = client.post("/sign-in/code/", {"code": code_of(newest())})

    assert answer.headers["Location"] == "/week/"


def test_an_unknown_address_gets_the_same_answer_after_the_same_work(cast):
    known, unknown = Client(), Client()
    ask(Client(), "warm@up.example")

    with CaptureQueriesContext(
        connection,
    ) as for_known:
        first = ask(known, "anna@noordnaaf.example")
    with CaptureQueriesContext(connection) as for_unknown:
        second = ask(unknown, "nobody@noordnaaf.example")

    def shape(queries_):
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"])[:60] for query in queries_]

    assert (first.status_code, first.headers["Location"]) == (
        second.status_code,
        second.headers["Location"],
    )
    assert shape(for_known) == shape(for_unknown)
    pages = [
        re.sub(r'value="[^"]{64}"|\w+@noordnaaf', "", c.get("/sign-in/code/").content.decode())
        for c in (known, unknown)
    ]
    assert pages[0] == pages[1]


def test_nobody_comes_in_with_the_code_of_an_unknown_address(cast, client):
    ask(client, "nobody@noordnaaf.example")

    answer = client.post("/sign-in/code/", {"code": code_of(newest())})

    assert answer.status_code == 422
    assert not is_in(client)


def test_only_a_known_address_gets_a_mail(cast, client, django_capture_on_commit_callbacks):
    sent = []
    before = routes()
    route({SignInRequested: [sent.append]})
    ask(client, "anna@noordnaaf.example")
    ask(client, "nobody@noordnaaf.example")

    with django_capture_on_commit_callbacks(execute=True):
        for link in SignInLink.objects.all():
            operations.send_sign_in(link_id=link.pk, now=timezone.now())
    route(before)

    assert [event.member_id for event in sent] == [cast.anna.pk]


def test_a_code_works_only_in_the_browser_that_asked_for_it(cast, client):
    ask(client, "anna@noordnaaf.example")
    code = code_of(newest())
    other = Client()
    ask(other, "bram@noordnaaf.example")

    answer = other.post("/sign-in/code/", {"code": code})

    assert answer.status_code == 422
    assert not is_in(other)


def test_a_code_dies_after_fifteen_minutes(cast, client):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        ask(client, "anna@noordnaaf.example")
    with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
        answer = client.post("/sign-in/code/", {"code": code_of(newest())})

        assert answer.headers["Location"] == "/sign-in/"


def test_the_fifth_wrong_code_spends_the_code_and_not_the_link(cast, client):
    ask(client, "anna@noordnaaf.example")
    link = newest()
    answers = [client.post("/sign-in/code/", {"code": "0000-0000"}) for _ in range(5)]

    client.post("/sign-in/code/", {"code": code_of(link)})

    assert [answer.status_code for answer in answers] == [422] * 5
    assert not is_in(client)
    client.post(link_address(link))
    assert is_in(client)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_the_link_neither_uses_it_up_nor_gets_in(cast, client, method):
    scanner = Client()
    ask(client, "anna@noordnaaf.example")
    link = newest()

    for _ in range(3):
        answer = getattr(scanner, method)(link_address(link))

    assert "session" not in answer.cookies
    assert "device" not in answer.cookies
    assert not is_in(scanner)
    phone = Client()
    phone.get(link_address(link))
    phone.post(link_address(link))
    assert is_in(phone)


def test_the_link_page_has_a_button_and_nothing_that_presses_it(cast, client):
    ask(client, "anna@noordnaaf.example")

    page = client.get(link_address(newest())).content.decode()

    assert '<form method="post"' in page
    assert "<script" not in page
    assert "anna@noordnaaf.example" not in page
    assert "a…@noordnaaf.example" in page


def test_pressing_without_the_page_s_own_token_is_refused(cast):
    strict = Client(enforce_csrf_checks=True)
    ask(Client(), "anna@noordnaaf.example")

    answer = strict.post(link_address(newest()))

    assert answer.status_code == 403
    assert newest().used_at is None


@pytest.mark.parametrize("page", ["/sign-in/", "/sign-in/code/", "/sign-out/"])
def test_a_post_from_another_site_is_refused(cast, page):
    strict = Client(enforce_csrf_checks=True)
    strict.get("/sign-in/")
    token = strict.cookies["csrf"].value

    answer = strict.post(
        page,
        {"email": "anna@noordnaaf.example", "csrfmiddlewaretoken": token},
        headers={"origin": "https://evil.example"},
    )

    assert answer.status_code == 403


def test_a_link_works_once(cast, client):
    ask(client, "anna@noordnaaf.example")
    link = newest()
    Client().post(link_address(link))

    again = Client()
    answers = [again.get(link_address(link)), again.post(link_address(link))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert not is_in(again)


def test_every_dead_link_gives_one_same_page(cast, client):
    start = timezone.now()
    with time_machine.travel(start - timedelta(minutes=16), tick=False):
        ask(client, "anna@noordnaaf.example")
        expired = queries.link_token(newest())
    ask(client, "anna@noordnaaf.example")
    live = queries.link_token(newest())
    flipped = live[:-1] + ("A" if live[-1] != "A" else "B")
    invitation = queries.invitation_token(member=cast.anna, now=start)
    tokens = [expired, live[:-4], flipped, invitation, "x", "é", live + "="]

    answers = [client.get(f"/sign-in/link/{token}/") for token in tokens]

    pages = {re.sub(r'value="[^"]+"', "", answer.content.decode()) for answer in answers}
    assert {answer.status_code for answer in answers} == {410}
    assert len(pages) == 1


def test_the_mailed_address_is_short_enough_for_mail_programs(cast, client):
    ask(client, "anna@noordnaaf.example")

    assert len("https://zetje.noordnaaf.example" + link_address(newest())) <= 200


def test_the_session_changes_its_name_on_coming_in_and_the_old_one_is_dead(cast, client):
    ask(client, "anna@noordnaaf.example")
    before = client.cookies["session"].value

    client.post("/sign-in/code/", {"code": code_of(newest())})

    assert client.cookies["session"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_that_somebody_planted_is_not_the_one_that_gets_in(cast):
    victim = Client()
    planted = Client()
    ask(planted, "anna@noordnaaf.example")
    victim.cookies["session"] = planted.cookies["session"].value
    victim.post(link_address(newest()))

    assert is_in(victim)
    assert not is_in(planted)


def test_signing_out_is_a_post_that_ends_the_session_and_forgets_the_browser(cast, client):
    ask(client, "anna@noordnaaf.example")
    client.post("/sign-in/code/", {"code": code_of(newest())})

    refused = client.get("/sign-out/")
    client.post("/sign-out/")

    assert refused.status_code == 405
    assert not is_in(client)
    with tenant(cast.organisation.pk):
        assert not Device.objects.filter(member=cast.anna).exists()


def test_an_account_that_was_ended_gets_no_mail_and_no_entry(cast, client):
    ask(client, "anna@noordnaaf.example")
    link = newest()
    User.objects.filter(pk=cast.anna.user_id).update(is_active=False)

    assert client.post(link_address(link)).status_code == 410
    ask(client, "anna@noordnaaf.example")
    assert newest().user_id is None


def test_a_wrong_address_is_kept_in_the_field(cast, client):
    answer = ask(client, "anna@")

    assert answer.status_code == 422
    assert 'value="anna@"' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/sign-up/", "/login/"],
)
def test_there_is_no_password_and_no_sign_up_anywhere(cast, client, path):
    assert client.get(path).status_code == 404


def test_no_account_has_a_password(cast):
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_who_is_in_is_not_shown_the_door(cast, client):
    signed_in(client, cast.anna)

    assert client.get("/sign-in/").headers["Location"] == "/week/"


def test_dead_links_are_forgotten_after_a_day(cast, client):
    ask(client, "anna@noordnaaf.example")

    assert operations.forget_old_links(now=timezone.now()) == 0
    assert operations.forget_old_links(now=timezone.now() + timedelta(days=2)) == 1
