"""What every channel must keep to, run against the fake and against real servers alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from zetje.delivery.rules.mails import Letter, Mail
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Transport


def letter(name: str = "anna", **changes: Any) -> Letter:
    """A letter to a name at the relay."""
    mail = Mail(
        to_address=f"{name}@relay.example",
        to_name="Anna de Vries",
        subject="Eén verhaal voor jou",
        text="Dag Anna,\n\n.Een regel die met een punt begint\n",
        html="<p>Dag Anna</p>",
        language="nl",
    )
    values: dict[str, Any] = {
        "mail": mail,
        "message_id": f"<{name}.1@zetje.example>",
        "from_address": "zetje@noordnaaf.example",
        "from_name": "Noordnaaf",
        "written_at": datetime(2026, 11, 23, 9, tzinfo=UTC),
        "headers": {"Auto-Submitted": "auto-generated"},
    }
    return Letter(**values | changes)


class ChannelContract:
    """The promises of a channel. A subclass gives `transport` and `misbehaving`."""

    def send(self, transport: Transport, name: str) -> Outcome:
        """Hand one letter over."""
        return transport.hand_over(transport.prepare(letter(name)))

    def test_a_letter_is_accepted(self, transport: Transport) -> None:
        """The usual day."""
        assert isinstance(self.send(transport, "anna"), Accepted)

    def test_an_address_that_does_not_exist_is_refused_as_such(self, transport: Transport) -> None:
        """550 5.1.1."""
        outcome = self.send(transport, "nobody")
        assert isinstance(outcome, Refused)
        assert outcome.bad_address

    def test_a_refusal_for_policy_does_not_blame_the_address(self, transport: Transport) -> None:
        """550 5.7.1."""
        outcome = self.send(transport, "policy")
        assert isinstance(outcome, Refused)
        assert not outcome.bad_address

    def test_a_passing_refusal_is_for_later(self, transport: Transport) -> None:
        """451."""
        outcome = self.send(transport, "greylisted")
        assert isinstance(outcome, Later)
        assert not outcome.everyone

    def test_a_closing_relay_is_trouble_for_everyone(self, transport: Transport) -> None:
        """421."""
        outcome = self.send(transport, "closing")
        assert isinstance(outcome, Later)
        assert outcome.everyone

    def test_a_connection_lost_after_the_contents_is_undecided(self, transport: Transport) -> None:
        """Nobody can know."""
        assert isinstance(self.send(transport, "dropped"), Undecided)

    def test_the_next_letter_goes_out_whatever_became_of_the_one_before(
        self, transport: Transport
    ) -> None:
        """No half transaction is left behind."""
        for name in ("nobody", "greylisted", "spam", "closing", "dropped", "full", "policy"):
            self.send(transport, name)
            assert isinstance(self.send(transport, "anna"), Accepted)

    def test_a_closed_channel_opens_again_by_itself(self, transport: Transport) -> None:
        """After a pause."""
        self.send(transport, "anna")
        transport.close()
        assert isinstance(self.send(transport, "anna"), Accepted)
