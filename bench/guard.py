"""How long it takes to see whether a text is one of 100,000 posts of colleagues, in disguise.

All posts are about six products, which is the worst case: every pair of words stands in thousands
of them. A third are copies of one post word for word, a third were changed here and there, and a
third are people's own. The yardstick has the same posts in memory, and compares the text with each
by rapidfuzz's `token_sort_ratio`, in C++ on one thread: the plainest measure that sees through
another order, and what a guard without an index has to do at the least.
Ours asks PostgreSQL under row security, once a text, and compares what it finds.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import crowd
from rapidfuzz import fuzz, process

NAME = "guard"
GOAL = 0.1
GOAL_MILLISECONDS = 20
POSTS = 100_000
CHECKS = 100
NOW = datetime(2026, 9, 15, 5, tzinfo=UTC)
CASES = crowd.SOURCE / "zetje" / "sharing" / "tests" / "cases" / "sameness.toml"


def measure(posts: int = POSTS) -> dict[str, dict[str, Any]]:
    """Our time as a ratio of the yardstick's."""
    with crowd.database() as url:
        command = [sys.executable, __file__, str(posts)]
        environment = crowd.migrated(url)
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    ratio = figures["median"] / figures["yardstick"]
    slowest = figures["slowest"] * 1000
    note = (
        f"{posts:,} posts, {figures['wordings']:,} wordings; a check "
        f"{figures['median'] * 1000:.1f} ms, 95 of 100 within {slowest:.1f} ms; "
        f"rapidfuzz {figures['yardstick'] * 1000:.0f} ms; "
        f"{figures['caught']} of {CHECKS} copies in disguise caught, {figures['alarms']} of "
        f"{CHECKS} new texts held up"
    )
    holds = ratio <= GOAL and slowest < GOAL_MILLISECONDS
    return {NAME: {"ratio": round(ratio, 3), "goal": GOAL, "holds": holds, "note": note}}


def _run(posts: int) -> None:
    crowd.set_up()
    from zetje.lib.tenancy import tenant
    from zetje.people.models import Member
    from zetje.sharing.models import WordingNumber

    rng = Random(3)
    organisation = crowd.make_organisation(people=posts // 10, now=NOW)
    stories = tomllib.loads(CASES.read_text())["story"]
    texts = [_post(stories, rng) for _ in range(posts)]
    with tenant(organisation.pk):
        _write(organisation.pk, texts)
    crowd.analyse()
    copies = [_changed(rng.choice(stories)["post"], rng) for _ in range(CHECKS)]
    # People's own, about the same products, all of whose words were used by others before.
    fresh = [_new(stories, rng) for _ in range(CHECKS)]
    with tenant(organisation.pk):
        member = Member.objects.select_related("organisation").order_by("pk")[0]
        wordings = WordingNumber.objects.values("wording").distinct().count()
        _check(member, copies[:5])
        caught, seconds = _check(member, copies)
        alarms, others = _check(member, fresh)
    seconds = sorted(seconds + others)
    figures = {
        "median": statistics.median(seconds),
        "slowest": seconds[int(len(seconds) * 0.95)],
        "yardstick": statistics.median(_compare(text, texts) for text in copies[:10]),
        "wordings": wordings,
        "caught": caught,
        "alarms": alarms,
    }
    print(json.dumps(figures))


def _post(stories: Sequence[dict[str, Any]], rng: Random) -> str:
    story = rng.choice(stories)
    kind = rng.randrange(3)
    if kind == 0:
        return story["post"]
    return _changed(story["post"], rng) if kind == 1 else _changed(rng.choice(story["own"]), rng)


def _changed(text: str, rng: Random) -> str:
    """A text with its sentences in another order and one word in eight another."""
    sentences = text.replace("? ", "?. ").replace("! ", "!. ").split(". ")
    rng.shuffle(sentences)
    words = ". ".join(sentences).split(" ")
    return " ".join(f"anders{rng.randrange(500)}" if rng.random() < 1 / 8 else it for it in words)


def _new(stories: Sequence[dict[str, Any]], rng: Random) -> str:
    """A text of which each half is out of another own post, in another order."""
    halves = [rng.choice(rng.choice(stories)["own"]).split(" ") for _ in range(2)]
    words = [word for half in halves for word in half[: len(half) // 2]]
    rng.shuffle(words)
    return " ".join(words)


def _check(member: Any, texts: Sequence[str]) -> tuple[int, list[float]]:
    """How many texts were held up, and the seconds of each check."""
    from zetje.sharing import queries as sharing

    held, seconds = 0, []
    network = sharing.network("linkedin")
    for text in texts:
        began = time.perf_counter()
        found = sharing.likeness_among_colleagues(
            member=member, network=network, text=text, leaving_out=(), now=NOW
        )
        seconds.append(time.perf_counter() - began)
        held += found.level(network.sameness) != "fine"
    return held, seconds


def _compare(text: str, posts: Sequence[str]) -> float:
    """Seconds of comparing a text with all posts."""
    began = time.perf_counter()
    process.cdist([text], posts, scorer=fuzz.token_sort_ratio, workers=1)
    return time.perf_counter() - began


def _write(organisation_id: int, texts: Sequence[str]) -> None:
    """Write the posts, ten a person over ten stories, and what their wordings are found by."""
    from django.db import connection

    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.sharing.rules.sameness import sketch, wording_number, words_of

    stories = list(Story.objects.order_by("pk").values_list("pk", flat=True)[:10])
    members = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    sketches: dict[int, list[int]] = {}
    columns: tuple[list[Any], ...] = ([], [], [], [])
    for place, text in enumerate(texts):
        words = words_of(text)
        wording = wording_number(words)
        if wording not in sketches:
            sketches[wording] = sketch(words)
        row = (members[place // 10], stories[place % 10], text, wording)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    numbers = [(wording, number) for wording, those in sketches.items() for number in those]
    at = NOW - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO sharing_share (organisation_id, token, member_id, story_id, network,
                   text, own_words, wording, started_at)
               SELECT %s, gen_random_uuid(), member, story, 'linkedin', text, true, wording, %s
               FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[])
                   AS posted (member, story, text, wording)""",
            [organisation_id, at, *columns],
        )
        cursor.execute(
            """INSERT INTO sharing_wordingnumber (organisation_id, wording, number)
               SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[])""",
            [organisation_id, *map(list, zip(*numbers, strict=True))],
        )


if __name__ == "__main__":
    _run(int(sys.argv[1]))
