"""A sender as `zetje sender` runs it, with words made by the fake renderer.

With `--many` it is one for each line that is read: forked, so that the code is loaded once.
"""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zetje.web.settings")
django.setup()


def become_many() -> None:
    """Fork a sender for each line and tell its number; only the senders come back from this."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks what became of them
    for _ in sys.stdin:
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return
        print(number, flush=True)
    raise SystemExit


if __name__ == "__main__":
    from zetje.delivery import operations  # noqa: F401 - loaded before there are many
    from zetje.delivery.registry import register_channel
    from zetje.delivery.testing.chat import ChatChannel
    from zetje.delivery.testing.fakes import fake_renderers
    from zetje.web.cli.sending import sender

    register_channel(ChatChannel(int(os.environ["ZETJE_TEST_CHAT_PORT"])))
    if "--many" in sys.argv:
        become_many()
    with fake_renderers("digest"):
        sender.main(args=[], prog_name="zetje sender")
