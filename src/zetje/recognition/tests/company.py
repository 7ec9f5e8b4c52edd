"""A company of equal skill whose networks differ, living week by week through the ledger.

What colleagues do is written in bulk, as the product would have written it; the points, the ranks
and the leagues are the product's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.apps import apps
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.content.testing import make_story
from zetje.lib.record.operations import event, record_all
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.recognition.operations.leagues import turn_leagues
from zetje.recognition.operations.points import earn_from_readers, earn_from_shares, settle_points
from zetje.recognition.operations.ranks import rebuild_ranks

Floats = NDArray[np.float64]
ZONE = ZoneInfo("Europe/Amsterdam")
# Of somebody with a network of 400, on a usual post.
CLICKS, NETWORK = 3.0, 400.0
SMALLEST, LARGEST = 50.0, 20_000.0
POSTS, OWN_WORDS = 0.7, 0.3


@dataclass(frozen=True)
class Company:
    """An organisation, its members in the order of `network`, and what is usual for each."""

    organisation: Any
    members: list[Any]
    network: Floats
    usual: Floats


def make_company(*, people: int, exponent: float, rng: np.random.Generator) -> Company:
    """People whose networks lie between 50 and 20,000, and who are all equally good at it."""
    organisation = make_organisation()
    network = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST), people))
    return Company(
        organisation=organisation,
        members=[make_member(organisation) for _ in range(people)],
        network=network,
        usual=CLICKS * (network / NETWORK) ** exponent,
    )


def live_weeks(
    company: Company, weeks: range, *, rng: np.random.Generator
) -> Iterator[tuple[int, datetime]]:
    """Let weeks pass: who posts by chance, whoever reads by chance. Gives each week at its end."""
    for week in weeks:
        monday = datetime.combine(monday_of(week), time(9), ZONE)
        turn_leagues(organisation_id=company.organisation.pk, now=monday)
        _live(company, monday, rng)
        end = monday + timedelta(days=6, hours=14)
        over = monday + timedelta(days=7, hours=6)
        settle_points(organisation_id=company.organisation.pk, now=over)
        rebuild_ranks(organisation_id=company.organisation.pk, now=end)
        yield week, end


def _live(company: Company, monday: datetime, rng: np.random.Generator) -> None:
    """A week: who posts, what that earns, who reads, and what that earns."""
    organisation_id = company.organisation.pk
    story = make_story(company.organisation)
    who = np.flatnonzero(rng.random(len(company.members)) < POSTS)
    days, hours = rng.integers(0, 5, who.size), rng.uniform(0, 8, who.size)
    when = [
        monday + timedelta(days=int(day), hours=float(hour))
        for day, hour in zip(days, hours, strict=True)
    ]
    with tenant(organisation_id):
        authors = [company.members[at] for at in who]
        shares = _post(company, story, list(zip(authors, when, strict=True)), rng)
        # In the order in which they are begun, as it comes in life.
        earn_from_shares(organisation_id=organisation_id, share_ids=[each.pk for each in shares])
        links = [each.link for each in shares]
        _read(company, list(zip(who.tolist(), shares, strict=True)), rng)
        _count(organisation_id, links)
        earn_from_readers(organisation_id=organisation_id, link_ids=[each.pk for each in links])


def _post(
    company: Company, story: Any, posts: list[tuple[Any, datetime]], rng: np.random.Generator
) -> list[Any]:
    """Confirmed shares with their links and events."""
    share, link = (apps.get_model("sharing", name) for name in ("Share", "Link"))
    base = {"organisation": company.organisation, "story": story, "network": "linkedin"}
    links = link._default_manager.bulk_create(
        link(**base, member=member, target="https://noordnaaf.example/", created_at=at)
        for member, at in posts
    )
    own = rng.random(len(posts)) < OWN_WORDS
    shares = share._default_manager.bulk_create(
        share(
            **base,
            member=member,
            text="",
            own_words=bool(mine),
            link=led,
            started_at=at,
            confirmed_at=at,
        )
        for (member, at), mine, led in zip(posts, own, links, strict=True)
    )
    record_all(
        event(
            organisation_id=company.organisation.pk,
            kind="share.confirmed",
            at=each.started_at,
            source="person",
            person_key=each.member.person_key,
            subject=f"story:{story.pk}",
            details={"share": each.pk, "network": "linkedin", "own_words": each.own_words},
        )
        for each in shares
    )
    return shares


def _read(company: Company, posts: list[tuple[int, Any]], rng: np.random.Generator) -> None:
    """Readers of each post, most of them within a day, with their events."""
    click = apps.get_model("sharing", "Click")
    clicks: list[Any] = []
    for at, share in posts:
        for delay in rng.exponential(14, rng.poisson(company.usual[at])):
            clicks.append(
                click(
                    organisation=company.organisation,
                    link=share.link,
                    clicked_at=share.started_at + timedelta(hours=float(delay)),
                    label="human",
                    reason="",
                    counted=True,
                    spool_id=f"{share.link_id}:{len(clicks)}",
                )
            )
    click._default_manager.bulk_create(clicks, batch_size=5000)
    keys = {share.link_id: share.member.person_key for _, share in posts}
    record_all(
        event(
            organisation_id=company.organisation.pk,
            kind="link.clicked",
            at=each.clicked_at,
            source="seen",
            person_key=keys[each.link_id],
            subject=f"link:{each.link_id}",
            details={"label": "human", "counted": True},
        )
        for each in clicks
    )


def _count(organisation_id: int, links: list[Any]) -> None:
    """How often each link was followed, as the loading of clicks would have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO sharing_linkcount
                   (organisation_id, link_id, human, counted, probable_bot, bot)
               SELECT organisation_id, link_id, count(*), count(*), 0, 0 FROM sharing_click
               WHERE organisation_id = %s AND link_id = ANY(%s) GROUP BY 1, 2""",
            [organisation_id, [each.pk for each in links]],
        )
