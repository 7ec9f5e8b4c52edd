"""A sender as `zetje sender` runs it, with words made by the fake renderer."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zetje.web.settings")
django.setup()

if __name__ == "__main__":
    from zetje.delivery.testing.fakes import fake_renderers
    from zetje.web.cli.sending import sender

    with fake_renderers("digest"):
        sender.main(args=[], prog_name="zetje sender")
