"""Puts delivery into words, one module a subject."""

from zetje.delivery.presenters.channels import (
    ChannelLine,
    OwnChannels,
    SetupLine,
    own_channels,
    setup_lines,
)
from zetje.delivery.presenters.sending import KINDS, SendingPage, kind_name, sending_page

__all__ = [
    "KINDS",
    "ChannelLine",
    "OwnChannels",
    "SendingPage",
    "SetupLine",
    "kind_name",
    "own_channels",
    "sending_page",
    "setup_lines",
]
