"""The operations of delivery, one module a subject."""

from zetje.delivery.operations.cancelling import cancel_waiting
from zetje.delivery.operations.forgetting import (
    forget_ended_links,
    forget_old_messages,
    forget_person,
)
from zetje.delivery.operations.holding import release_hold
from zetje.delivery.operations.in_app import CardInApp, cards_in_app
from zetje.delivery.operations.linking import (
    link_channel,
    link_code,
    member_of_link_code,
    order_channels,
    reseal_accounts,
    unlink_channel,
)
from zetje.delivery.operations.news import news_channels, post_news
from zetje.delivery.operations.queueing import LIKED_BEST, Queued, queue_message, queue_messages
from zetje.delivery.operations.resolving import give_up, mark_as_sent, send_again, send_all_again
from zetje.delivery.operations.running import run_sender
from zetje.delivery.operations.sending import Sender, send_due
from zetje.delivery.operations.setting_up import set_up_channel, turn_off_channel
from zetje.delivery.operations.stopping import resume_sending, stop_sending
from zetje.delivery.operations.suppressing import (
    forget_address,
    lift_suppression,
    reseal_addresses,
    suppress_address,
)
from zetje.delivery.operations.unsubscribing import subscribe_again, unsubscribe

__all__ = [
    "LIKED_BEST",
    "CardInApp",
    "Queued",
    "Sender",
    "cancel_waiting",
    "cards_in_app",
    "forget_address",
    "forget_ended_links",
    "forget_old_messages",
    "forget_person",
    "give_up",
    "lift_suppression",
    "link_channel",
    "link_code",
    "mark_as_sent",
    "member_of_link_code",
    "news_channels",
    "order_channels",
    "post_news",
    "queue_message",
    "queue_messages",
    "release_hold",
    "reseal_accounts",
    "reseal_addresses",
    "resume_sending",
    "run_sender",
    "send_again",
    "send_all_again",
    "send_due",
    "set_up_channel",
    "stop_sending",
    "subscribe_again",
    "suppress_address",
    "turn_off_channel",
    "unlink_channel",
    "unsubscribe",
]
