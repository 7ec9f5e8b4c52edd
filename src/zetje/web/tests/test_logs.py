"""The log of a whole day gives nobody away: no address, no token, no code, no words of a post."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zetje.content.testing import make_story
from zetje.lib.tokens import random_token, sign
from zetje.people import queries as people
from zetje.people.operations import request_sign_in
from zetje.people.testing import make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest
from zetje.web.logs import configure, redacted_text

WORDS = "Mijn eigen woorden over de naaf"


@pytest.fixture(params=[True, False], ids=["json", "plain"])
def log(request: Any) -> Iterator[io.StringIO]:
    """All that is logged, as an installation writes it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure({"json": request.param})
    written = io.StringIO()
    root.handlers[0].setStream(written)  # pyright: ignore
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.django_db
def test_a_day_of_visits_faults_and_dead_links_gives_nobody_away(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    now = timezone.now()
    cast = make_cast()
    story = make_story(cast.organisation)
    mailed = digest_path(make_digest(cast.anna, [story], now=now), now=now)
    entry = people.link_token(request_sign_in(user=cast.anna.user, code="48151623", now=now))
    invited = people.invitation_token(member=cast.bram, now=now)
    visitor = Client(raise_request_exception=False)
    visitor.post("/sign-in/", {"email": cast.anna.email})
    visitor.post("/sign-in/code/", {"code": "48151623"})
    anna = signed_in(Client(raise_request_exception=False), cast.anna)
    session = anna.cookies["session"].value

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"{cast.anna.email} {mailed} {session} {entry}")

    for address in (mailed, f"/sign-in/link/{entry}/", f"/join/i/{invited}/"):
        visitor.get(address[:-2] + "x/")
        visitor.delete(address)
        monkeypatch.setattr("zetje.web.context.page", fails)
        visitor.get(address)
        monkeypatch.undo()
    monkeypatch.setattr("zetje.sharing.operations.adapt_story", fails)
    anna.post(f"/week/{story.token}/adapt/", {"network": "linkedin", "text": WORDS})
    logging.getLogger("some.library").warning("mail to %s failed, %s", cast.anna.email, mailed)
    logging.getLogger("zetje").info("text %s", "kept", extra={"text": WORDS})

    said = log.getvalue()
    assert "some.library" in said or "mail to" in said
    assert "page failed" in said
    token = mailed.split("/")[2]
    for secret in (cast.anna.email, token, token[:40], entry, invited, session, "48151623", WORDS):
        assert secret not in said, secret


@given(st.emails(), st.integers(8, 40))
def test_an_address_and_a_token_are_taken_out_wherever_they_stand(email: str, size: int) -> None:
    plain = re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", email)
    token = random_token(max(size, 16))
    mailed = sign("digest", {"o": 1, "d": size}, expires_at=timezone.now())

    said = redacted_text(f"from {email}: /w/{mailed}/ and token={token};")

    assert mailed not in said
    assert mailed.split(".")[0] not in said
    if plain:
        assert email not in said
    if re.search(r"[a-z]", token) and re.search(r"[\dA-Z]", token):
        assert token not in said
