"""The tables of delivery, one module a subject."""

from zetje.delivery.models.channels import ChannelCircuit, ChannelLink, ChannelSetup, LinkCode
from zetje.delivery.models.outbox import (
    Hold,
    Message,
    Receipt,
    SendingPlace,
    Suppression,
    Unsubscription,
)

__all__ = [
    "ChannelCircuit",
    "ChannelLink",
    "ChannelSetup",
    "Hold",
    "LinkCode",
    "Message",
    "Receipt",
    "SendingPlace",
    "Suppression",
    "Unsubscription",
]
