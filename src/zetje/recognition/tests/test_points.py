"""The ledger through the operations: what posts, readers, tips and help earn, and lose again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from zetje.behaviour.weeks import number_of
from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.operations.personal_export import collect_personal_data
from zetje.people.testing import Cast, make_cast, make_member
from zetje.recognition import operations, queries
from zetje.recognition.models import PointLine, PointPost, PointWeek
from zetje.recognition.testing import make_ask
from zetje.sharing.door.hashing import daily_hash, day_at
from zetje.sharing.door.records import LABEL_NUMBERS, ClickRecord
from zetje.sharing.door.segments import StoredClick
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.operations.relabelling import remember_sharer
from zetje.sharing.operations.shares import confirm_share, deny_share
from zetje.sharing.testing import NOW, make_share

pytestmark = pytest.mark.django_db
WEEK = number_of(2026, 38)
HOUR = timedelta(hours=1)
OWN = "Zo zag ik het zelf, in de hal."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def here(cast: Cast) -> Iterator[int]:
    with tenant(cast.organisation.pk):
        yield cast.organisation.pk


def earn(here: int, *shares: Any) -> int:
    return operations.earn_from_shares(
        organisation_id=here, share_ids=[share.pk for share in shares]
    )


def points(member: Any) -> int:
    return queries.points_of(organisation_id=member.organisation_id, member_id=member.pk)


def weeks(member: Any) -> dict[int, int]:
    rows = PointWeek.objects.filter(member=member, points__gt=0)
    return dict(rows.values_list("week", "points"))


def read(share: Any, *readers: bytes, at: datetime = NOW + HOUR) -> int:
    """These readers follow the link of a post, one a minute."""
    clicks = [
        StoredClick(
            f"{share.pk}-{at:%d%H%M}-{number}",
            number,
            ClickRecord(
                organisation_id=share.organisation_id,
                link_id=share.link_id or 0,
                at_microseconds=round((at + number * HOUR / 60).timestamp() * 1_000_000),
                label=LABEL_NUMBERS["human"],
                reason=b"browser",
                visitor=reader.ljust(12, b".")[:12],
            ),
        )
        for number, reader in enumerate(readers)
    ]
    load_clicks(clicks)
    return operations.earn_from_readers(
        organisation_id=share.organisation_id, link_ids=[share.link_id or 0]
    )


def settle(here: int, at: datetime = NOW + timedelta(weeks=1)) -> int:
    return operations.settle_points(organisation_id=here, now=at)


def make_past(here: int, member: Any, readers: int = 4) -> None:
    """Five earlier posts, so that it is known what is usual."""
    for back in range(5):
        at = NOW - timedelta(weeks=3 + back)
        share = make_share(member, make_story(member.organisation), now=at)
        earn(here, share)
        read(share, *(b"r%d" % n for n in range(readers)), at=at + HOUR)


def test_a_post_earns_once_and_is_taken_back_to_the_last_point(cast: Cast, here: int) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), text=OWN)

    assert earn(here, share) == 2
    assert earn(here, share) == 0
    assert points(cast.anna) == 15
    assert (settle(here), settle(here)) == (1, 0)
    assert (points(cast.anna), weeks(cast.anna)) == (20, {WEEK: 20})
    assert queries.points_of_shares(
        organisation_id=here, member_id=cast.anna.pk, share_ids=[share.pk]
    ) == {share.pk: 20}

    deny_share(member=cast.anna, share=share, now=NOW + timedelta(minutes=5))
    assert operations.take_back_shares(organisation_id=here, share_ids=[share.pk]) == 3
    assert (points(cast.anna), weeks(cast.anna)) == (0, {})

    confirm_share(member=cast.anna, share=share, now=NOW + timedelta(minutes=8))
    assert earn(here, share) == 3
    assert (points(cast.anna), weeks(cast.anna)) == (20, {WEEK: 20})
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
    causes = Counter(PointLine.objects.values_list("cause", flat=True))
    assert causes == {"": 6, "taken_back": 3}


def test_a_network_that_does_not_count_and_points_that_are_off_earn_nothing(
    cast: Cast, here: int
) -> None:
    story = make_story(cast.organisation)
    assert (
        earn(here, *(make_share(cast.anna, story, network=key) for key in ("x", "facebook"))) == 0
    )

    operations.set_game_switches(organisation=cast.organisation, by=cast.pim, now=NOW, points=False)
    assert earn(here, make_share(cast.anna, story)) == 0
    assert not PointPost.objects.exists()


def test_readers_earn_as_they_come_and_what_were_none_is_taken_back(cast: Cast, here: int) -> None:
    visitor = daily_hash("203.0.113.7", "Firefox", day_at(NOW))
    share = make_share(cast.anna, make_story(cast.organisation))
    earn(here, share)
    read(share, b"one", b"two")
    assert points(cast.anna) == 12
    assert read(share, visitor, at=NOW + 2 * HOUR) == 1
    assert read(share, visitor, at=NOW + 3 * HOUR) == 0
    newest = queries.lines_of(organisation_id=here, member_id=cast.anna.pk, limit=1)[0]
    assert (newest.reason, newest.share_id, newest.at) == ("readers", share.pk, NOW + 2 * HOUR)
    event = Event.objects.get(pk=newest.event)
    assert (event.kind, event.at) == ("link.clicked", newest.at)
    assert points(cast.anna) == 13

    # The third reader turns out to be Anna herself.
    given = {"member_id": cast.anna.pk, "address": "203.0.113.7", "user_agent": "Firefox"}
    remember_sharer(**given, now=NOW + 4 * HOUR)
    operations.earn_from_readers(organisation_id=here, link_ids=[share.link_id or 0])

    assert points(cast.anna) == 12
    newest = queries.lines_of(organisation_id=here, member_id=cast.anna.pk, limit=1)[0]
    assert (newest.amount, newest.cause) == (-1, "not_counted")
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0


def test_it_is_kept_what_was_usual_when_a_post_was_begun(cast: Cast, here: int) -> None:
    make_past(here, cast.anna)
    share = make_share(cast.anna, make_story(cast.organisation))
    earn(here, share)

    (kept,) = PointPost.objects.filter(share=share.pk)
    assert (kept.usual, kept.certainty) == (4.0, 20.0)
    assert (kept.week, kept.time_zone) == (WEEK, "Europe/Amsterdam")


def test_tips_and_words_earn_for_each_colleague_once(cast: Cast, here: int) -> None:
    story = make_story(cast.organisation)
    shares = [
        make_share(cast.bram, story),
        make_share(cast.bram, story, network="bluesky"),
        make_share(cast.pim, story),
    ]
    earn(here, *shares)
    for share in [*shares, *shares]:
        operations.earn_from_tip(
            organisation_id=here, member_id=cast.anna.pk, tip_id=7, share_id=share.pk
        )
    assert points(cast.anna) == 2

    deny_share(member=cast.pim, share=shares[2], now=NOW + timedelta(minutes=1))
    operations.take_back_shares(organisation_id=here, share_ids=[shares[2].pk])
    assert points(cast.anna) == 1

    for hour in range(2):
        ask = make_ask(cast.anna, now=NOW + hour * HOUR, text=f"Van mijzelf, {hour}.")
        word = operations.give_feedback(
            expert=cast.marijke, ask=ask, text="Mooi hoe je begint.", opening="", now=NOW + HOUR
        )
        operations.earn_from_words(organisation_id=here, member_id=cast.anna.pk)
        assert points(cast.marijke) == (2 if hour else 0)
        operations.mark_feedback_seen(member=cast.anna, token=word.token, now=NOW + 2 * HOUR)
        operations.earn_from_words(organisation_id=here, member_id=cast.anna.pk)
    assert points(cast.marijke) == 2
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0


def test_points_wait_are_let_go_or_are_kept_out_for_another_post(cast: Cast, here: int) -> None:
    first = make_share(cast.anna, make_story(cast.organisation), text=OWN)
    second = make_share(cast.anna, make_story(cast.organisation), now=NOW + HOUR)
    earn(here, first, second)
    settle(here)
    lines = queries.lines_of(organisation_id=here, member_id=cast.anna.pk, limit=9)
    ids = [line.id for line in lines]
    given: dict[str, Any] = {"organisation_id": here, "now": NOW}

    assert operations.hold_points(line_ids=ids, case=1, **given) == 3
    assert operations.hold_points(line_ids=ids, case=1, **given) == 0
    assert (points(cast.anna), weeks(cast.anna)) == (0, {})
    held = queries.lines_of(organisation_id=here, member_id=cast.anna.pk, limit=9)
    assert all(line.is_held for line in held)
    assert operations.release_points(case=1, **given) == 3
    assert (points(cast.anna), weeks(cast.anna)) == (20, {WEEK: 20})

    operations.hold_points(line_ids=ids, case=2, **given)
    operations.hold_points(line_ids=ids[:1], case=3, **given)
    operations.release_points(case=3, **given)
    assert points(cast.anna) == 0
    assert operations.forfeit_points(case=2, **given) == 3
    # The copied post did not count beside the first one; now it does.
    assert (points(cast.anna), weeks(cast.anna)) == (15, {WEEK: 15})
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0


def test_a_week_is_the_persons_own_and_stays_it_when_they_move(cast: Cast, here: int) -> None:
    night = datetime.fromisoformat("2026-09-20T23:30:00+00:00")
    story = make_story(cast.organisation)
    traveller = make_member(cast.organisation, time_zone="America/New_York")
    earn(here, make_share(traveller, story, now=night), make_share(cast.anna, story, now=night))
    assert weeks(traveller) == {WEEK: 10}
    assert weeks(cast.anna) == {WEEK + 1: 10}

    apps.get_model("people", "Member")._default_manager.filter(pk=traveller.pk).update(
        time_zone="Pacific/Auckland"
    )

    assert operations.rebuild_points(organisation_id=here, now=night) == 0
    found, amounts = queries.point_weeks(organisation_id=here, week=WEEK)
    assert dict(zip(found.tolist(), amounts.tolist(), strict=True)) == {traveller.pk: 10}


def test_rules_change_forward_only(cast: Cast, here: int) -> None:
    operations.set_point_rules(by=cast.pim, values={"share": 7}, now=NOW)
    operations.set_point_rules(by=cast.pim, values={"share": 6, "readers": 0}, now=NOW)
    operations.set_point_rules(by=cast.pim, values={"share": 6, "readers": 0}, now=NOW + HOUR)
    later = NOW + timedelta(weeks=1)
    story, other = make_story(cast.organisation), make_story(cast.organisation)

    earn(here, make_share(cast.anna, story), make_share(cast.anna, other, now=later))

    settle(here, later + timedelta(weeks=1))
    assert weeks(cast.anna) == {WEEK: 15, WEEK + 1: 6}
    assert queries.point_rules(organisation_id=here, at=NOW).version == 0
    assert queries.point_rules(organisation_id=here, at=later).version == 2
    with pytest.raises(ValueError, match="share lies between"):
        operations.set_point_rules(by=cast.pim, values={"share": 500}, now=NOW)


def test_an_erased_person_leaves_lines_without_a_name_and_the_same_sums(
    cast: Cast, here: int
) -> None:
    story = make_story(cast.organisation)
    share = make_share(cast.anna, story, text=OWN)
    earn(here, share, make_share(cast.bram, story))
    operations.earn_from_tip(
        organisation_id=here, member_id=cast.bram.pk, tip_id=7, share_id=share.pk
    )
    lines = queries.lines_of(organisation_id=here, member_id=cast.anna.pk, limit=1)
    operations.hold_points(
        organisation_id=here, line_ids=[line.id for line in lines], case=1, now=NOW
    )
    held = collect_personal_data(member=cast.anna)
    assert len(held["recognition.PointLine"]) == 2
    assert "person" not in held["recognition.PointLine"][0]
    assert len(held["recognition.PointHold"]) == 1
    brams = points(cast.bram)

    people.erase_person(member=cast.anna, by=None, now=NOW)

    nameless = PointLine.objects.filter(member__isnull=True)
    assert sorted(nameless.values_list("amount", flat=True)) == [5, 10]
    assert not PointWeek.objects.exclude(member=cast.bram).exists()
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
    assert points(cast.bram) == brams == 11


def test_a_line_is_never_changed_or_removed(cast: Cast, here: int) -> None:
    earn(here, make_share(cast.anna, make_story(cast.organisation)))

    for act in (
        lambda: PointLine.objects.update(amount=900),
        lambda: PointLine.objects.all().delete(),
        lambda: PointPost.objects.update(usual=0),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_in_any_order_and_however_often_the_ledger_says_what_a_replay_says(
    cast: Cast, here: int
) -> None:
    dice = random.Random(20261122)
    stories = [make_story(cast.organisation) for _ in range(3)]
    shares = [
        make_share(cast.anna, stories[0], text=OWN),
        make_share(cast.anna, stories[1], now=NOW + HOUR),
        make_share(cast.anna, stories[2], network="bluesky", now=NOW + timedelta(days=7)),
        make_share(cast.bram, stories[0]),
    ]
    news: list[Callable[[], object]] = [
        *(lambda share=share: earn(here, share) for share in shares),
        *(
            lambda share=share, n=n: read(share, b"a%d" % n, at=NOW + timedelta(days=2 * n))
            for share in shares
            for n in range(1, 5)
        ),
        lambda: deny_share(member=cast.anna, share=shares[0], now=NOW + timedelta(minutes=3)),
        lambda: operations.take_back_shares(organisation_id=here, share_ids=[shares[0].pk]),
        lambda: operations.earn_from_tip(
            organisation_id=here, member_id=cast.bram.pk, tip_id=7, share_id=shares[1].pk
        ),
    ]
    told = news + dice.sample(news, k=len(news) // 2)
    dice.shuffle(told)
    for tell in told:
        tell()
    # What was told before it was so is told once more, as a reaction would.
    for share in shares:
        operations.take_back_shares(organisation_id=here, share_ids=[share.pk])

    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
    settle(here, NOW + timedelta(weeks=2))
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
    # Of Anna's first week her copied post stands, and what four readers and Monday gave.
    found = {week: amount for week, amount in weeks(cast.anna).items() if week >= WEEK}
    assert found == {WEEK: 15, WEEK + 1: 15}
    assert weeks(cast.bram) == {WEEK: 16}


def test_nothing_is_written_while_points_are_off(cast: Cast, here: int) -> None:
    share = make_share(cast.anna, make_story(cast.organisation))
    operations.set_game_switches(organisation=cast.organisation, by=cast.pim, now=NOW, points=False)
    own: dict[str, Any] = {"organisation_id": here}

    assert operations.take_back_shares(**own, share_ids=[share.pk]) == 0
    assert operations.earn_from_readers(**own, link_ids=[share.link_id]) == 0
    assert operations.earn_from_words(**own, member_id=cast.anna.pk) == 0
    assert settle(here) == 0
    assert operations.rebuild_points(**own, now=NOW) == 0
    tip = {"member_id": cast.bram.pk, "tip_id": 7, "share_id": share.pk}
    assert operations.earn_from_tip(**own, **tip) == 0

    later = NOW + 2 * HOUR
    operations.set_game_switches(
        organisation=cast.organisation, by=cast.pim, now=later, points=True
    )
    # What was posted while they were off stays out; what came after is taken up.
    assert operations.rebuild_points(**own, now=later) == 0
    make_share(cast.bram, make_story(cast.organisation), now=later)
    assert operations.rebuild_points(**own, now=later + HOUR) == 1


def test_a_past_comes_out_as_if_it_had_been_told_in_its_time(cast: Cast, here: int) -> None:
    make_past(here, cast.anna)
    assert set(weeks(cast.anna).values()) == {14}
    settle(here)
    assert set(weeks(cast.anna).values()) == {15}
    for week in range(5):
        share = make_share(
            cast.bram, make_story(cast.organisation), now=NOW - timedelta(weeks=3 + week)
        )
        read(share, *(b"r%d" % n for n in range(4)), at=NOW - timedelta(weeks=3 + week) + HOUR)

    assert operations.earn_from_past(organisation_id=here, until=NOW) > 0
    assert operations.earn_from_past(organisation_id=here, until=NOW) == 0
    assert weeks(cast.bram) == weeks(cast.anna)
    assert operations.rebuild_points(organisation_id=here, now=NOW) == 0
