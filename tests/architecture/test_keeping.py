"""Nothing that was made for one person is kept on the way to them, and nothing is framed."""

from __future__ import annotations

import pytest

from tests.architecture.ladder import LADDER
from tests.architecture.world import World, ask

pytestmark = pytest.mark.django_db

# The same for everybody, whoever asks.
FOR_EVERYBODY = {"public_story", "picture", "card", "brand"}
HERE = [name for name, line in LADDER.items() if line.who != "demo"]


@pytest.mark.parametrize("name", HERE)
def test_an_answer_is_kept_and_framed_by_nobody_and_runs_nothing_of_strangers(
    name: str, world: World
) -> None:
    for who in ("stranger", "anna", "ad"):
        answer = ask(world.browser(who), name, world)
        if name not in FOR_EVERYBODY:
            assert "no-store" in answer.headers["Cache-Control"], answer.status_code
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert policy.get("frame-ancestors", "'none'") == "'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")


@pytest.mark.parametrize("name", sorted(FOR_EVERYBODY))
def test_what_everybody_may_keep_is_the_same_for_everybody(name: str, world: World) -> None:
    answers = [ask(world.browser(who), name, world) for who in ("stranger", "anna")]

    assert answers[0].content == answers[1].content
    for answer in answers:
        assert answer.headers["Cache-Control"].startswith("public")
        assert not answer.cookies
