"""How long it takes to decide for a million people whether to prompt them, and to store it all.

Everybody has a digest of three of ten stories this week; last week was decided, shared in and
learned from before, so that both policies know each person. Ours reads all of that, decides, and
writes decisions and prompts under row security in one transaction. The yardstick is what no planner
can do without: reading those people by COPY, deciding for them all at once in the core, and writing
the very same rows by COPY into the very same tables, with their indexes and constraints, as the
owner whom row security does not hold up. The memory is that of the process that plans, at its most.
"""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import crowd
import numpy as np

NAME = "plan"
GOAL = 2.5
GOAL_GIGABYTES = 1.0
PEOPLE = 1_000_000
STORIES = 10
# Thursday at nine in Amsterdam, two working days after the digest.
SLOT = datetime(2026, 9, 17, 7, tzinfo=UTC)
WEEK = timedelta(weeks=1)
_DECIDED = "SELECT id FROM prompting_decision WHERE iso_week = 38"
THIS_WEEK = {
    "prompting_decision": "iso_week = 38",
    "delivery_message": f"kind = 'prompt' AND subject_id IN ({_DECIDED})",
}


def measure(people: int = PEOPLE) -> dict[str, dict[str, Any]]:
    """Our time as a ratio of the yardstick's."""
    with crowd.database() as url:
        environment = crowd.migrated(url)
        for step in ("prepare", "run"):
            command = [sys.executable, __file__, step, str(people)]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures = json.loads(done.stdout.splitlines()[-1])
    yardstick = figures["reading"] + figures["deciding"] + figures["writing"]
    ratio = figures["ours"] / yardstick
    note = (
        f"{figures['decisions']:,} decisions and {figures['prompts']:,} prompts in "
        f"{figures['ours']:.0f} s at {figures['gigabytes']:.2f} GB (goal {GOAL_GIGABYTES:.0f} GB); "
        f"COPY out {figures['reading']:.0f} s, deciding {figures['deciding']:.0f} s, COPY in "
        f"{figures['writing']:.0f} s"
    )
    holds = ratio <= GOAL and figures["gigabytes"] < GOAL_GIGABYTES
    return {NAME: {"ratio": round(ratio, 2), "goal": GOAL, "holds": holds, "note": note}}


def _prepare(people: int) -> None:
    """Make the people, last week's decisions with what came of them, and this week's digests."""
    crowd.set_up()
    crowd.STORIES = STORIES
    from zetje.prompting.operations import learn_from_decisions, plan_prompts

    organisation = crowd.make_organisation(people=people, now=SLOT - WEEK)
    _make_digests(organisation.pk, week=37, at=SLOT - WEEK)
    plan_prompts(organisation_id=organisation.pk, now=SLOT - WEEK)
    _share(organisation.pk, at=SLOT - WEEK + timedelta(hours=2))
    learn_from_decisions(organisation_id=organisation.pk, now=SLOT - timedelta(days=1))
    _make_digests(organisation.pk, week=38, at=SLOT)
    crowd.analyse()


def _make_digests(organisation_id: int, *, week: int, at: datetime) -> None:
    """A digest of a week for everyone, sent two days before, with three of the ten stories."""
    from zetje.lib.tenancy import tenant

    statements = [
        """INSERT INTO prompting_digest (organisation_id, iso_year, iso_week, token, planned_at,
               member_id, send_at, useful_until, settled_at)
           SELECT %(o)s, 2026, %(week)s, gen_random_uuid(), %(sent)s, id, %(sent)s,
               %(sent)s + interval '8 hours', %(sent)s FROM people_member""",
        """INSERT INTO prompting_digeststory
               (organisation_id, digest_id, story_id, position, reason)
           SELECT %(o)s, d.id, (%(stories)s::bigint[])[(d.member_id + 3 * n) %% %(count)s + 1], n,
               'fits'
           FROM prompting_digest d CROSS JOIN generate_series(1, 3) n
           WHERE d.iso_week = %(week)s""",
        """INSERT INTO delivery_message (organisation_id, member_id, token, channel, kind, family,
               urgency, subject_id, dedupe_key, address, queued_at, not_before, useful_until, state,
               reason, attempts, renders, message_id, sender, cap_week, changed_at)
           SELECT %(o)s, member_id, gen_random_uuid(), 'mail', 'digest', 'digest', 1, id,
               'digest:' || id, '', %(sent)s, %(sent)s, useful_until, 'sent', '', 1, 1, '<1@x>', 1,
               '2026-W' || iso_week, %(sent)s
           FROM prompting_digest WHERE iso_week = %(week)s""",
    ]
    from zetje.content.models import Story

    with tenant(organisation_id), _cursor() as cursor:
        stories = list(Story.objects.order_by("pk").values_list("pk", flat=True))
        for statement in statements:
            values = {
                "o": organisation_id,
                "week": week,
                "sent": at - timedelta(days=2),
                "stories": stories,
                "count": len(stories),
            }
            cursor.execute(statement, values)


def _share(organisation_id: int, *, at: datetime) -> None:
    """Let one in ten share the first story of their digest, and one in ten skip it."""
    from zetje.lib.tenancy import tenant

    statements = [
        """INSERT INTO sharing_share (organisation_id, token, member_id, story_id, network, text,
               own_words, wording, started_at, confirmed_at)
           SELECT %(o)s, gen_random_uuid(), d.member_id, s.story_id, 'linkedin', '', false, 0,
               %(at)s, %(at)s
           FROM prompting_digest d JOIN prompting_digeststory s ON s.digest_id = d.id
           WHERE s.position = 1 AND d.member_id %% 10 = 0""",
        """INSERT INTO sharing_choice (organisation_id, token, member_id, story_id, kind, network,
               reason, chosen_at)
           SELECT %(o)s, gen_random_uuid(), d.member_id, s.story_id, 'skip', '', '', %(at)s
           FROM prompting_digest d JOIN prompting_digeststory s ON s.digest_id = d.id
           WHERE s.position = 1 AND d.member_id %% 10 = 1""",
    ]
    with tenant(organisation_id), _cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"o": organisation_id, "at": at})


def _run(people: int) -> None:
    crowd.set_up()
    from zetje.people.queries import organisations
    from zetje.prompting.operations import plan_prompts

    organisation = organisations().get()
    began = time.perf_counter()
    decided = plan_prompts(organisation_id=organisation.pk, now=SLOT)
    figures: dict[str, float] = {"ours": time.perf_counter() - began}
    figures["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    if decided != people:
        raise RuntimeError(f"{decided} of {people} were decided")
    figures["reading"], members = _read(organisation)
    figures["deciding"] = _decide(organisation, members)
    with _owner():
        rows = _rows_of_the_week()
        figures |= _counts()
        _forget_this_week()
        figures["writing"] = _write(rows)
    print(json.dumps(figures))


def _read(organisation: Any) -> tuple[float, Any]:
    """Seconds of reading by COPY what a decision looks at, and whom it was read of."""
    from zetje.behaviour.weeks import number_of
    from zetje.lib.tenancy import tenant
    from zetje.people import queries as people
    from zetje.prompting.operations.crowd import LANGUAGES
    from zetje.prompting.queries import deciding
    from zetje.prompting.queries.standing import standing_of
    from zetje.sharing.queries import answers_since

    own = {"organisation_id": organisation.pk}
    week = {"week": number_of(2026, 38)}
    since = {"since": SLOT - 26 * WEEK}
    began = time.perf_counter()
    with tenant(organisation.pk):
        everyone = people.recipients(organisation=organisation, languages=LANGUAGES, now=SLOT)
        for start in range(0, everyone.member.size, 65_536):
            some = {"member_ids": everyone.member[start : start + 65_536]}
            people.wills_of(**own, **some, languages=LANGUAGES)
            deciding.digests_of_week(**own, **some, **week)
            deciding.stories_of_week(**own, **some, **week)
            deciding.past_prompts(**own, **some, **since)
            deciding.hold_out_draws(**own, **some)
            answers_since(**own, **some, **since)
            standing_of(**own, **some, now=SLOT)
    return time.perf_counter() - began, everyone.member


def _decide(organisation: Any, members: Any) -> float:
    """Seconds of deciding for all at once, by the policies as they are kept."""
    from zetje.behaviour.decisions import decide
    from zetje.lib.tenancy import tenant
    from zetje.prompting.operations.deciding.policies import policies_of
    from zetje.prompting.queries.deciding import settings_of

    dice = np.random.default_rng(1)
    count = members.size
    began = time.perf_counter()
    with tenant(organisation.pk):
        settings = settings_of(organisation_id=organisation.pk, now=SLOT)
        send, message = policies_of(settings=settings, now=SLOT)
    keys = send.sums.keys
    decide(
        person=keys[dice.permutation(len(keys))[np.arange(count) % len(keys)]],
        week=2900,
        reason=np.zeros(count, dtype=np.int64),
        baseline=np.ones((count, 2)),
        advantage=np.ones((count, 2)),
        eligible=dice.random((count, 9)) < 0.4,
        days_since=np.full((count, 9), np.inf),
        send=send,
        message=message,
        seed=1,
    )
    return time.perf_counter() - began


def _rows_of_the_week() -> dict[str, bytes]:
    """This week's rows of each table as COPY has them."""
    rows: dict[str, bytes] = {}
    with _cursor() as cursor:
        for table, which in THIS_WEEK.items():
            query = f"SELECT * FROM {table} WHERE {which}"
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT binary)") as copy:
                rows[table] = b"".join(copy)
    return rows


def _counts() -> dict[str, float]:
    counts: dict[str, float] = {}
    with _cursor() as cursor:
        for name, table in zip(("decisions", "prompts"), THIS_WEEK, strict=True):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {THIS_WEEK[table]}")
            (counts[name],) = cursor.fetchone()
    return counts


def _forget_this_week() -> None:
    """Take back what was decided for this week, and let the tables be as they were."""
    with _cursor() as cursor:
        cursor.execute("SET app.erasing = 'yes'")
        for table, which in reversed(list(THIS_WEEK.items())):
            cursor.execute(f"DELETE FROM {table} WHERE {which}")
        for table in THIS_WEEK:
            cursor.execute(f"VACUUM ANALYZE {table}")


def _write(rows: dict[str, bytes]) -> float:
    """Seconds of writing the rows by COPY in one transaction."""
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic(), _cursor() as cursor:
        for table, contents in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(contents)
    return time.perf_counter() - began


@contextlib.contextmanager
def _owner() -> Generator[None]:
    with _cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE zetje_app")


def _cursor() -> Any:
    from django.db import connection

    return connection.cursor()


if __name__ == "__main__":
    if sys.argv[1:2] == ["prepare"]:
        _prepare(int(sys.argv[2]))
    elif sys.argv[1:2] == ["run"]:
        _run(int(sys.argv[2]))
    else:
        print(json.dumps(measure(*map(int, sys.argv[1:])), indent=2))
