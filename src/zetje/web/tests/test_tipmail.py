"""Mailed tips, through a conversation as a mail server holds it, and through a pipe."""

from __future__ import annotations

import asyncio
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from zetje.content import queries as content
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_cast, make_member, make_organisation
from zetje.web.cli import tips as command
from zetje.web.run.errors import PlainError
from zetje.web.tipmail import door
from zetje.web.tipmail.delivering import deliver_tip_mail, organisation_at

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OURS = "tips+noordnaaf@zetje.example"
MAILS = Path(__file__).parents[2] / "content" / "tests" / "mails"
MAIL = (MAILS / "gmail-both-bodies.eml").read_bytes()


@pytest.fixture(autouse=True)
def addressed(settings: Any) -> None:
    settings.TIPS_MAIL_ADDRESS = "tips@zetje.example"
    settings.TIPS_MAIL_SERVER = "mx.noordnaaf.example"


@contextmanager
def opened(protocol: str, *, peers: tuple[str, ...] = ("127.0.0.1",)) -> Iterator[tuple[str, int]]:
    """The door on a free port of this machine, in a thread of its own."""
    made = door.Door(clock=lambda: NOW, peers=peers)
    loop, found, ready = asyncio.new_event_loop(), [0], threading.Event()

    async def keep() -> None:
        place = door.Place(protocol, "127.0.0.1", 0)
        server = await door.open_door(place=place, door=made, hostname="zetje.example")
        found[0] = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(keep(),), daemon=True)
    thread.start()
    assert ready.wait(5)
    try:
        yield "127.0.0.1", found[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the door hands over, without a database behind it."""
    kept: list[dict[str, Any]] = []

    def deliver(**given: Any) -> bool:
        kept.append(given)
        return True

    monkeypatch.setattr(door, "deliver_tip_mail", deliver)
    monkeypatch.setattr(door, "organisation_at", lambda to: to if to == OURS else None)
    monkeypatch.setattr(door, "_asked", lambda question, *given: question(*given))
    return kept


def test_a_mail_server_hands_a_mail_over(handed: list[dict[str, Any]]) -> None:
    with opened("smtp") as place, smtplib.SMTP(*place, timeout=5) as server:
        server.sendmail("lotte@noordnaaf.example", [OURS], MAIL.replace(b"\n", b"\r\n"))

    (given,) = handed
    assert given["raw"].replace(b"\r\n", b"\n").strip() == MAIL.strip()
    assert given["recipient"] == OURS
    assert given["envelope_sender"] == "lotte@noordnaaf.example"
    assert given["is_from_our_server"]


def test_lmtp_gets_an_answer_for_each_recipient(handed: list[dict[str, Any]]) -> None:
    with opened("lmtp") as place, smtplib.LMTP(*place) as server:
        server.ehlo()
        assert server.mail("<>")[0] == 250
        assert server.rcpt(OURS)[0] == 250
        assert server.rcpt("anna@noordnaaf.example") == (550, b"5.1.1 no tips are taken here")
        assert server.rcpt(OURS)[0] == 250
        server.putcmd("data")
        assert server.getreply()[0] == 354
        server.send(b"From: x@y\r\n\r\nHoi\r\n.\r\n")
        assert [server.getreply()[0] for _recipient in range(2)] == [250, 250]

    assert [given["envelope_sender"] for given in handed] == ["<>", "<>"]


def test_the_word_of_another_server_is_not_believed(handed: list[dict[str, Any]]) -> None:
    with opened("smtp", peers=("192.0.2.1",)) as place, smtplib.SMTP(*place, timeout=5) as server:
        server.sendmail("x@elders.example", [OURS], b"From: x@y\r\n\r\nHoi")

    assert not handed[0]["is_from_our_server"]


def test_it_relays_nothing_and_takes_nothing_endless(
    handed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_BYTES", 5_000)
    with opened("smtp") as place, smtplib.SMTP(*place, timeout=5) as server:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            server.sendmail("x@y.example", ["wie@elders.example"], b"Hoi")
        with pytest.raises(smtplib.SMTPException):
            server.sendmail("x@y.example", [OURS], b"x" * 6_000)

    assert handed == []


def test_no_more_than_a_few_are_served_at_once(
    handed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_AT_ONCE", 2)
    with opened("smtp") as place:
        first, second = (smtplib.SMTP(*place, timeout=5) for _number in range(2))
        with socket.create_connection(place, 5) as third:
            assert third.recv(100).startswith(b"421")
            assert third.recv(100) == b""
        first.quit()
        second.quit()
        with smtplib.SMTP(*place, timeout=5) as fourth:
            assert fourth.noop()[0] == 250


def test_a_database_that_is_away_makes_the_server_try_again(
    handed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**given: Any) -> bool:
        raise OperationalError("away")

    monkeypatch.setattr(door, "deliver_tip_mail", away)
    with (
        opened("smtp") as place,
        smtplib.SMTP(*place, timeout=5) as server,
        pytest.raises(smtplib.SMTPDataError) as refused,
    ):
        server.sendmail("x@y.example", [OURS], b"From: x@y\r\n\r\nHoi")

    assert refused.value.smtp_code == 451


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("lmtp:127.0.0.1:8024", door.Place("lmtp", "127.0.0.1", 8024)),
        ("smtp:[::1]:25", door.Place("smtp", "::1", 25)),
    ],
)
def test_where_it_listens_is_read(text: str, place: door.Place) -> None:
    assert door.place_of(text) == place
    for wrong in ("", "8024", "http:127.0.0.1:1", "smtp:127.0.0.1"):
        with pytest.raises(PlainError, match="ZETJE_TIPS_MAIL_LISTEN"):
            door.place_of(wrong)


@pytest.mark.django_db
def test_an_address_is_of_one_organisation() -> None:
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")

    for address in (OURS, "<TIPS+NoordNaaf@Zetje.Example>", "tips@zetje.example"):
        assert organisation_at(address) == here
    for address in ("tips+elders@zetje.example", "x+noordnaaf@zetje.example", "tips", "", "@"):
        assert organisation_at(address) is None
    assert organisation_at("tips+noordnaaf@elders.example") is None
    make_organisation(slug="zuidas")
    assert organisation_at("tips@zetje.example") is None


@pytest.mark.django_db
def test_a_mail_that_our_server_vouches_for_is_a_tip_at_once() -> None:
    cast = make_cast()
    lotte = make_member(cast.organisation, given_name="Lotte", email="lotte@noordnaaf.example")
    given: dict[str, Any] = {"raw": MAIL, "envelope_sender": lotte.email, "now": NOW}

    assert not deliver_tip_mail(recipient="tips@zetje.example", is_from_our_server=True, **given)
    other = given | {"raw": MAIL.replace(b"CAJx1y2", b"other")}
    assert deliver_tip_mail(recipient=OURS, is_from_our_server=False, **other)
    with tenant(cast.organisation.pk):
        assert not content.waiting_tips(cast.organisation.pk)
    assert deliver_tip_mail(recipient=OURS, is_from_our_server=True, **given)

    with tenant(cast.organisation.pk):
        (tip,) = content.waiting_tips(cast.organisation.pk)
        assert (tip.member, tip.origin) == (lotte, "mail")
        assert tip.title == "De la met elke bout die we ooit lieten vallen 🔩"
        assert tip.address == "https://noordnaaf.example/werkplaats"
    with tenant(cast.other_organisation.pk):
        assert not content.waiting_tips(cast.other_organisation.pk)


@pytest.mark.parametrize(
    ("became", "raw", "code"),
    [
        (lambda *_given: True, b"From: x@y\n\nHoi", 0),
        (lambda *_given: False, b"From: x@y\n\nHoi", command.NO_SUCH_ADDRESS),
        (lambda *_given: True, b"x" * 10_000_001, command.UNUSABLE),
        (lambda *_given: 1 / 0, b"From: x@y\n\nHoi", command.LATER),
    ],
)
def test_a_pipe_is_answered_with_the_codes_of_mail_servers(
    monkeypatch: pytest.MonkeyPatch, became: Callable[..., bool], raw: bytes, code: int
) -> None:
    monkeypatch.setattr(command, "_taken", became)

    done = CliRunner().invoke(command.tips, ["receive", "--to", OURS], input=raw)

    assert done.exit_code == code
