"""The mail channel against a real SMTP server that misbehaves as told, and the fake beside it."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from zetje.delivery.channels.mail import open_transport
from zetje.delivery.channels.mail.backend import BackendTransport
from zetje.delivery.channels.mail.smtp import Relay as Address
from zetje.delivery.channels.mail.smtp import SmtpTransport
from zetje.delivery.rules.outcomes import Accepted, Later, Refused, Undecided
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.testing.relay import Relay, RelayServer
from zetje.delivery.tests.channel_contract import ChannelContract, letter
from zetje.delivery.transport import Transport


@pytest.fixture(scope="module")
def server() -> Iterator[RelayServer]:
    server = RelayServer(Relay())
    server.start()
    yield server
    server.stop(no_assert=True)


@pytest.fixture
def relay(server: RelayServer) -> Relay:
    server.relay.taken.clear()
    server.relay.raw.clear()
    server.relay.recipients.clear()
    return server.relay


def open_smtp(server: RelayServer) -> SmtpTransport:
    return SmtpTransport(
        Address("127.0.0.1", server.real_port, timeout_seconds=0.5, answer_seconds=0.5)
    )


class TestFake(ChannelContract):
    @pytest.fixture
    def transport(self) -> Transport:
        return FakeTransport(
            answers={
                "nobody@relay.example": [Refused("550", bad_address=True)],
                "policy@relay.example": [Refused("550 5.7.1")],
                "greylisted@relay.example": [Later("451")],
                "closing@relay.example": [Later("421", everyone=True)],
                "dropped@relay.example": [Undecided("dropped")],
            }
        )


class TestSmtp(ChannelContract):
    @pytest.fixture
    def transport(self, server: RelayServer) -> Iterator[Transport]:
        transport = open_smtp(server)
        yield transport
        transport.close()

    def test_a_relay_that_hangs_after_the_contents_leaves_it_undecided(
        self, transport: Transport
    ) -> None:
        assert isinstance(self.send(transport, "hanging"), Undecided)
        assert isinstance(self.send(transport, "anna"), Accepted)

    def test_a_relay_that_hangs_before_the_contents_is_tried_later(
        self, transport: Transport
    ) -> None:
        assert isinstance(self.send(transport, "tarpit"), Later)

    def test_words_refused_are_not_tried_again(self, transport: Transport) -> None:
        outcome = self.send(transport, "spam")

        assert isinstance(outcome, Refused)
        assert not outcome.bad_address

    def test_a_relay_that_is_not_there_is_trouble_for_everyone(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            transport = SmtpTransport(Address("127.0.0.1", free.getsockname()[1]))

        outcome = self.send(transport, "anna")

        assert isinstance(outcome, Later)
        assert outcome.everyone

    def test_a_connection_that_went_stale_is_opened_anew(
        self, transport: SmtpTransport, relay: Relay
    ) -> None:
        self.send(transport, "anna")
        transport._smtp.sock.shutdown(socket.SHUT_RDWR)

        assert isinstance(self.send(transport, "bram"), Accepted)
        assert relay.recipients == [["anna@relay.example"], ["bram@relay.example"]]

    def test_a_server_without_pipelining_is_spoken_to_step_by_step(
        self, transport: SmtpTransport, relay: Relay
    ) -> None:
        self.send(transport, "anna")
        transport._smtp.esmtp_features.pop("pipelining")

        assert isinstance(self.send(transport, "nobody"), Refused)
        assert isinstance(self.send(transport, "bram"), Accepted)

    def test_a_relay_that_wants_no_login_of_ours_is_trouble_for_everyone(
        self, server: RelayServer
    ) -> None:
        transport = SmtpTransport(
            Address("127.0.0.1", server.real_port, user="zetje", password="secret")
        )

        outcome = self.send(transport, "anna")

        assert isinstance(outcome, Later)
        assert outcome.everyone
        assert "secret" not in outcome.reason

    def test_a_relay_without_the_tls_that_was_asked_for_gets_nothing(
        self, server: RelayServer, relay: Relay
    ) -> None:
        transport = SmtpTransport(Address("127.0.0.1", server.real_port, starttls=True))

        assert isinstance(self.send(transport, "anna"), Later)
        assert relay.taken == []

    def test_a_relay_that_goes_away_after_a_refusal_is_called_again(
        self, transport: SmtpTransport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.send(transport, "anna")

        def gone() -> tuple[int, bytes]:
            raise smtplib.SMTPServerDisconnected("gone")

        monkeypatch.setattr(transport._smtp, "rset", gone)

        assert isinstance(self.send(transport, "nobody"), Refused)
        assert isinstance(self.send(transport, "anna"), Accepted)

    def test_the_words_arrive_as_they_were_written(
        self, transport: Transport, relay: Relay
    ) -> None:
        self.send(transport, "anna")

        mail = relay.taken[0]
        assert mail["Subject"] == "Eén verhaal voor jou"
        assert mail["To"] == "Anna de Vries <anna@relay.example>"
        assert mail["Content-Language"] == "nl"
        text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text == letter().mail.text
        assert mail.get_body(("html",)).get_content().strip() == "<p>Dag Anna</p>"


class TestBackend(ChannelContract):
    """Any backend of Django's: its own SMTP stands for those of the providers."""

    @pytest.fixture
    def transport(self, server: RelayServer, settings: Settings) -> Iterator[Transport]:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.real_port
        settings.EMAIL_TIMEOUT = 0.5
        transport = BackendTransport()
        yield transport
        transport.close()


def test_the_installations_backend_is_used_when_it_names_another(
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert isinstance(open_transport(), BackendTransport)

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert isinstance(open_transport(), SmtpTransport)
