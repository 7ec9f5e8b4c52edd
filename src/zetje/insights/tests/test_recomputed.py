"""Figures and tallies equal what another engine makes of the event record, to the last unit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.db import connection

from zetje.behaviour.weeks import monday_of, week_number
from zetje.content.testing import make_story
from zetje.insights import queries as insights
from zetje.insights.door.recomputing import TALLIED, Difference, recomputing
from zetje.insights.models import BlockWeek, Seat, Tally
from zetje.insights.operations import check_tallies, freeze_period, keep_tallies, rebuild_tallies
from zetje.insights.rules.figures import MEANINGS, Figure
from zetje.insights.rules.release import SMALLEST
from zetje.insights.tests.chance_season import ZONE, Season
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db

# Summer time ends in the fourth week.
FIRST = week_number(date(2026, 10, 5))
WEEKS = range(FIRST, FIRST + 8)
AFTER = datetime(2026, 12, 2, 8, tzinfo=UTC)
PARTING = {3: ("programme", 2), 4: ("organisation", 2), 5: ("erased", 2), 6: ("organisation", 3)}
# What must have happened, or nothing is compared.
KINDS = {
    *("choice.made", "choice.undone", "digest.opened"),
    *("share.started", "share.confirmed", "share.undone"),
    *("idea.started", "idea.shared", "idea.undone"),
    *("link.clicked", "click.relabelled", "click.discounted"),
}
COMPARED = (
    Figure.JOINED,
    Figure.OPENED_DIGEST,
    Figure.CHOSE,
    Figure.SKIPPED,
    Figure.STARTED,
    Figure.SHARED,
    Figure.SHARED_MONTH,
    Figure.OWN_WORDS,
    Figure.CLICKED,
    Figure.CHOICES,
    Figure.SKIPS,
    Figure.SHARES,
    Figure.CLICKS,
)

# Who had a seat in a circle when a week was frozen, whether in a block that was counted, and who of
# them took part when it ended; `until` is the newest event of then.
SEATED = """
    CREATE TABLE seated (
        week BIGINT, until BIGINT, seat BIGINT, person UUID, gone BOOLEAN, counted BOOLEAN,
        joined BOOLEAN
    )
"""
# What each person who took part had in a week; a month is four weeks.
LIVED = """
    CREATE OR REPLACE MACRO lived(of_week, until) AS TABLE
    WITH known AS (FROM recomputed(until) WHERE week BETWEEN of_week - 3 AND of_week),
    did AS (
        SELECT seat, what, coalesce(sum(number) FILTER (known.week = of_week), 0) AS number,
            sum(number) AS month
        FROM seated JOIN known USING (person)
        WHERE seated.week = of_week AND joined AND NOT gone GROUP BY seat, what
    )
    SELECT seat, 'joined' AS figure, 1 AS number FROM seated
        WHERE week = of_week AND joined AND NOT gone
    UNION ALL SELECT seat, what, number FROM did
        WHERE what IN ('choices', 'skips', 'shares', 'clicks')
    UNION ALL SELECT seat, 'shared_month', 1 FROM did WHERE what = 'shares' AND month > 0
    UNION ALL SELECT seat, figure, 1 FROM did JOIN (VALUES ('choices', 'chose'),
        ('skips', 'skipped'), ('starts', 'started'), ('shares', 'shared'),
        ('own_words', 'own_words'), ('clicks', 'clicked')
    ) AS names (what, figure) USING (what) WHERE did.number > 0
    -- Who chose for a story had the digest before them, whether or not it was opened anywhere.
    UNION ALL SELECT DISTINCT seat, 'opened_digest', 1 FROM did
        WHERE what IN ('opens', 'choices') AND did.number > 0
"""
# Who left goes on with what they had when they were here last.
TOLD = """
    WITH here AS (
        SELECT now.week, now.seat, max(before.week) AS had FROM seated AS now
        JOIN seated AS before ON before.seat = now.seat AND before.week <= now.week
        WHERE now.counted AND NOT before.gone GROUP BY now.week, now.seat
    )
    SELECT here.week, figure, sum(number) FROM here
    JOIN lived ON lived.week = here.had AND lived.seat = here.seat
    GROUP BY here.week, figure
"""
JOINED = """
    SELECT member_id FROM people_membership
    WHERE organisation_id = %s AND joined_at < %s AND (left_at IS NULL OR left_at >= %s)
"""
PEOPLE = "SELECT week, count(*) FROM seated WHERE counted GROUP BY week"


def seats_of(organisation, week):
    """The rows of `seated` for a week that was frozen just now."""
    over = datetime.combine(monday_of(week + 1), time(), ZONE)
    own = {"organisation_id": organisation.pk}
    counted = set(BlockWeek.objects.filter(**own, week=week).values_list("block", flat=True))
    until = Event.objects.filter(**own).latest("id").pk
    with connection.cursor() as cursor:
        cursor.execute(JOINED, [organisation.pk, over, over])
        joined = {row[0] for row in cursor.fetchall()}
    rows = Seat.objects.filter(**own, circle__isnull=False)
    return [
        (
            week,
            until,
            seat.pk,
            seat.member.person_key if seat.member else None,
            seat.left,
            seat.circle.block in counted,
            seat.member_id in joined,
        )
        for seat in rows.select_related("member", "circle")
    ]


def live_through(seed):
    """A season with its weeks frozen one by one, and who was counted in each of them."""
    season = Season(np.random.default_rng(seed))
    seated = []
    for at, week in enumerate(WEEKS):
        season.live(week)
        if at in PARTING:
            season.part(*PARTING[at], week)
        tuesday = datetime.combine(monday_of(week + 1) + timedelta(days=1), time(8), ZONE)
        freeze_period(organisation_id=season.organisation.pk, week=week, now=tuesday)
        with tenant(season.organisation.pk):
            seated += seats_of(season.organisation, week)
    return season.organisation, seated


def recomputed_figures(engine, seated):
    """What each figure comes to in each week, and how many people it is of."""
    engine.execute(SEATED)
    rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(seated))
    engine.execute(f"INSERT INTO seated VALUES {rows}", [value for row in seated for value in row])
    engine.execute(LIVED)
    engine.execute("CREATE TABLE lived (week BIGINT, seat BIGINT, figure VARCHAR, number BIGINT)")
    for week, until in {row[0]: row[1] for row in seated}.items():
        engine.execute("INSERT INTO lived SELECT $1, * FROM lived($1, $2)", [week, until])
    told = {(week, name): int(total) for week, name, total in engine.execute(TOLD).fetchall()}
    return told, dict(engine.execute(PEOPLE).fetchall())


def test_figures_and_tallies_equal_another_authors_to_the_last_unit() -> None:
    organisation, seated = live_through(seed=1)
    differing = check_tallies(organisation_id=organisation.pk, now=AFTER)
    with tenant(organisation.pk):
        shown = insights.figures(
            organisation_id=organisation.pk,
            names=COMPARED,
            period=insights.periods(organisation.pk),
        )
        with recomputing(organisation_id=organisation.pk, zone=ZONE) as engine:
            told, of = recomputed_figures(engine, seated)
            kinds = {row[0] for row in engine.execute("SELECT DISTINCT kind FROM event").fetchall()}

    assert kinds == KINDS
    assert any(gone and counted for *_, gone, counted, _ in seated)
    assert differing == []
    assert len(of) == len(WEEKS)
    cells = [(name, cell) for name in COMPARED for cell in shown[name]]
    assert len(cells) == len(WEEKS) * len(COMPARED)
    assert {(cell.period.week, cell.of) for _, cell in cells} == set(of.items())
    numbers = {(cell.period.week, name): cell.value for name, cell in cells if not cell.words}
    assert len(numbers) > 0.85 * len(cells)
    assert numbers == {key: told[key] for key in numbers}
    # Where words stand instead, they are true: there are too few with it, or without.
    behind = {name: MEANINGS[name].behind or name for name in COMPARED}
    closed = [told.get((cell.period.week, behind[name]), 0) for name, cell in cells if cell.words]
    assert all(number < SMALLEST for number in closed)


def test_a_tally_that_is_not_what_the_record_says_is_told_by_week_and_by_how_many() -> None:
    organisation = make_organisation()
    crew = [make_member(organisation) for _ in range(3)]
    story = make_story(organisation)
    now = datetime(2026, 10, 6, 8, tzinfo=UTC)
    for member in crew:
        make_share(member, story, text=f"Woorden van {member.given_name} zelf", now=now)
    own = {"organisation_id": organisation.pk}
    rebuild_tallies(**own, now=now)
    # Once they have settled, nothing new makes anybody's anew.
    keep_tallies(**own, now=now + timedelta(hours=2))
    assert check_tallies(**own, now=now + timedelta(hours=3)) == []

    with tenant(organisation.pk):
        rows = Tally.objects.filter(**own)
        rows.filter(person__in=[crew[0].person_key, crew[1].person_key]).update(shares=2)
        rows.filter(person=crew[2].person_key).delete()
        rows.create(
            **own, person=uuid4(), week=FIRST + 1, **dict.fromkeys(TALLIED, 0) | {"opens": 1}
        )

    assert check_tallies(**own, now=now + timedelta(hours=3)) == [
        Difference(FIRST, "choices", 1),
        Difference(FIRST, "own_words", 1),
        Difference(FIRST, "shares", 3),
        Difference(FIRST, "starts", 1),
        Difference(FIRST + 1, "opens", 1),
    ]
    rebuild_tallies(**own, now=now)
    assert check_tallies(**own, now=now) == []
