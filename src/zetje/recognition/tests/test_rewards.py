"""Rewards from the rule to payroll: who wins, who approves, what is claimed, what it may cost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction

from zetje.content.testing import make_story, make_tip
from zetje.lib.secrets import unseal
from zetje.lib.tenancy import tenant
from zetje.people.operations import erase_person
from zetje.people.testing import Cast, make_cast
from zetje.recognition.models import Award, RewardEntry, RewardRule, VoucherIssue
from zetje.recognition.operations import rewards
from zetje.recognition.queries import rewards as found
from zetje.recognition.rules.rewards import hash_of, proof_of, ticket_of
from zetje.recognition.testing import make_case
from zetje.recognition.tests.rewarding import (
    LATER,
    PROPOSED,
    SEPTEMBER,
    SETTLED,
    awards,
    drawn_round,
    make_rule,
    make_sharers,
    make_vouchers,
    share,
    wanted,
)
from zetje.sharing.operations.ideas import start_idea
from zetje.sharing.queries import rewarding
from zetje.sharing.testing import make_share

pytestmark = pytest.mark.django_db
AuditEntry: Any = apps.get_model("people", "AuditEntry")
Preferences: Any = apps.get_model("people", "Preferences")


@pytest.fixture
def cast(db: None) -> Cast:
    rewarding.forget_rewards()
    return make_cast()


def approve(cast: Cast, by: Any = None) -> list[Award]:
    drawn = drawn_round(cast)
    with tenant(cast.organisation.pk):
        rewards.approve_round(by=by or cast.ad, drawn=drawn, now=LATER)
    return awards(cast)


def refused(say: str) -> Any:
    return pytest.raises(rewards.RewardRefusedError, match=say)


def test_a_draw_goes_to_one_who_shared_where_it_counts_and_anybody_can_check_it(
    cast: Cast,
) -> None:
    rule = make_rule(cast)
    with tenant(cast.organisation.pk):
        promised = rule.rounds.get(starts_on="2026-09-01").seed_hash
    sharers = make_sharers(cast, 6)
    share(cast.bram, at=SEPTEMBER, network="x")
    share(cast.femke, at=SEPTEMBER - timedelta(days=30))

    (award,) = approve(cast)

    assert award.member in sharers
    drawn = drawn_round(cast)
    assert drawn.entrants == 6
    assert hash_of(drawn.seed) == promised == drawn.seed_hash
    _seed, key = json.loads(unseal(bytes(drawn.sealed_seed)))
    tickets = [ticket_of(one.pk, key=key) for one in sharers]
    assert award.ticket == min(tickets, key=lambda ticket: proof_of(ticket, seed=drawn.seed))
    assert rewards.settle_rounds(organisation_id=cast.organisation.pk, now=LATER) == 0


def test_a_rule_begins_only_after_a_second_person_agreed_and_posts_say_so_from_then_on(
    cast: Cast,
) -> None:
    here = cast.organisation.pk
    with tenant(here):
        rule = rewards.propose_rule(by=cast.pim, wanted=wanted(), read_evidence=False, now=PROPOSED)
        with refused("somebody else"):
            rewards.approve_rule(by=cast.pim, rule=rule, now=PROPOSED)
        late = PROPOSED + timedelta(days=40)
        approved = rewards.approve_rule(by=cast.ad, rule=rule, now=late)
        again = rewards.approve_rule(by=cast.femke, rule=rule, now=late)

    assert f"{approved.starts_on}" == "2026-10-01"
    assert again.approved_by_id == cast.ad.pk
    at = {"organisation_id": here, "network": "linkedin"}
    assert not found.is_rewarded(**at, at=late)
    assert found.is_rewarded(**at, at=late + timedelta(days=10))
    assert not found.is_rewarded(**{**at, "network": "x"}, at=late + timedelta(days=10))
    with tenant(here):
        rewards.stop_rule(by=cast.ad, rule=rule, now=late + timedelta(days=11))
    assert not found.is_rewarded(**at, at=late + timedelta(days=12))


def test_a_post_that_can_win_names_itself_advertising_where_it_counts(cast: Cast) -> None:
    make_rule(cast)
    stories = [make_story(cast.organisation) for _ in range(3)]
    told = []
    for story, network, at in zip(
        stories,
        ("linkedin", "linkedin", "x"),
        (SEPTEMBER - timedelta(days=20), SEPTEMBER, SEPTEMBER),
        strict=True,
    ):
        with time_machine.travel(at, tick=False):
            made = make_share(cast.anna, story, network=network, now=at)
        told.append("#advertentie" in made.text)

    assert told == [False, True, False]


def test_where_the_story_wins_who_passes_it_on_names_nothing_and_an_own_post_does(
    cast: Cast,
) -> None:
    make_rule(cast, kind="passed_on")

    with time_machine.travel(SEPTEMBER, tick=False), tenant(cast.organisation.pk):
        passed_on = make_share(cast.anna, make_story(cast.organisation), now=SEPTEMBER)
        own = start_idea(
            member=cast.anna,
            text="Zelf bedacht.",
            network_key="linkedin",
            address="",
            language="nl",
            now=SEPTEMBER,
        )

    assert "#advertentie" not in passed_on.text
    assert "#advertentie" in own.text


def test_what_pays_for_each_share_is_kept_only_by_who_read_the_evidence(cast: Cast) -> None:
    paying = wanted(kind="each", threshold=4)
    with tenant(cast.organisation.pk):
        with refused("pays for each share"):
            rewards.propose_rule(by=cast.pim, wanted=paying, read_evidence=False, now=PROPOSED)
        rule = rewards.propose_rule(by=cast.pim, wanted=paying, read_evidence=True, now=PROPOSED)
        assert rule.warned_at == PROPOSED
        with pytest.raises(IntegrityError), transaction.atomic():
            RewardRule.objects.filter(pk=rule.pk).update(warned_at=None)


def test_the_budget_holds_in_the_database_and_a_round_waits_without_it(cast: Cast) -> None:
    make_rule(cast, budget_cents=6000, winners=5)
    make_sharers(cast, 9)

    given = approve(cast)

    assert len(given) == 2
    with tenant(cast.organisation.pk), pytest.raises(IntegrityError), transaction.atomic():
        RewardRule.objects.update(spent_cents=6001)


def test_the_most_passed_on_story_wins_for_whose_it_is_and_alone_on_boards(cast: Cast) -> None:
    make_rule(cast, kind="passed_on")
    told, more = make_story(cast.organisation), make_story(cast.organisation)
    for story, giver in ((told, cast.anna), (more, cast.bram)):
        make_tip(giver, taken_at=PROPOSED, story=story)
    sharers = make_sharers(cast, 5)
    for one in sharers[:3]:
        share(one, told, at=SEPTEMBER)
    for one in sharers:
        share(one, more, at=SEPTEMBER)
    share(cast.anna, told, at=SEPTEMBER)
    with tenant(cast.organisation.pk):
        Preferences.objects.filter(member=cast.bram).update(league=False)

    (award,) = approve(cast)

    assert (award.member_id, award.story_id, award.measure) == (cast.anna.pk, told.pk, 3)


def test_who_won_makes_room_for_others_in_the_next_rounds(cast: Cast) -> None:
    rule = make_rule(cast, rest_rounds=1)
    (sharer,) = make_sharers(cast, 1)
    approve(cast)
    share(sharer, at=LATER + timedelta(days=7))
    rewards.open_rounds(organisation_id=cast.organisation.pk, now=LATER)
    drawn = rewards.settle_rounds(
        organisation_id=cast.organisation.pk, now=LATER + timedelta(days=40)
    )

    assert drawn == 1
    with tenant(cast.organisation.pk):
        assert rule.rounds.get(starts_on="2026-10-01").entrants == 0
    assert len(awards(cast)) == 1


def test_whose_points_were_kept_out_after_they_were_heard_wins_nothing(cast: Cast) -> None:
    make_rule(cast)
    kept, waits = make_sharers(cast, 2)
    case = make_case(kept, now=SEPTEMBER)
    make_case(waits, now=SEPTEMBER)
    with tenant(cast.organisation.pk):
        case.outcome, case.decided_at = "kept", SEPTEMBER
        case.save()

    (award,) = approve(cast)

    assert award.member_id == waits.pk


def test_nobody_approves_what_they_proposed_or_won(cast: Cast) -> None:
    make_rule(cast)
    for one in (cast.pim, cast.ad, cast.femke):
        share(one, at=SEPTEMBER)
    drawn = drawn_round(cast)

    (award,) = awards(cast)
    # Neither who proposed the rule nor who approved it.
    assert award.member_id == cast.femke.pk
    with tenant(cast.organisation.pk):
        with refused("somebody else says yes"):
            rewards.approve_round(by=cast.pim, drawn=drawn, now=LATER)
        with refused("for somebody else"):
            rewards.approve_round(by=cast.femke, drawn=drawn, now=LATER)
        assert rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER) == 1
        with refused("said yes"):
            rewards.decline_round(by=cast.ad, drawn=drawn, now=LATER)


def test_who_left_before_the_yes_makes_room_for_the_next(cast: Cast) -> None:
    make_rule(cast)
    make_sharers(cast, 3)
    drawn = drawn_round(cast)
    (first,) = awards(cast)
    with tenant(cast.organisation.pk):
        first.member.memberships.update(left_at=LATER)

    given = approve(cast)

    assert [award.approved_at is None for award in given] == [True, False]
    assert given[1].member_id != first.member_id
    assert drawn.entrants == 3


def test_a_claim_pressed_twice_is_one_code_one_line_and_one_sum(cast: Cast) -> None:
    batch = make_vouchers(cast, ["GEHEIM-1", "GEHEIM-2"])
    make_rule(cast, batch=batch)
    make_sharers(cast, 2)
    (award,) = approve(cast)
    with tenant(cast.organisation.pk):
        assert found.code_of(award) == ""
        for _ in range(2):
            rewards.claim_award(member=award.member, award=award, now=LATER)
        with refused("over"):
            rewards.decline_award(member=award.member, award=award, now=LATER)

        assert found.code_of(award) in ("GEHEIM-1", "GEHEIM-2")
        assert [line.kind for line in RewardEntry.objects.order_by("pk")] == ["granted", "claimed"]
        (stock,) = found.stocks(cast.organisation.pk, on=LATER.date())
        assert (stock.free, stock.promised, stock.issued) == (1, 0, 1)


def test_a_code_that_does_not_work_is_followed_by_another_and_used_by_nobody_else(
    cast: Cast,
) -> None:
    batch = make_vouchers(cast, ["A-1", "A-2", "A-3"])
    make_rule(cast, batch=batch, winners=2)
    make_sharers(cast, 2)
    one, two = approve(cast)
    seen: list[str] = []
    with tenant(cast.organisation.pk):
        rewards.claim_award(member=one.member, award=one, now=LATER)
        seen.append(found.code_of(one))
        with refused("yours"):
            rewards.reissue_voucher(by=one.member, award=one, now=LATER)
        rewards.reissue_voucher(by=cast.ad, award=one, now=LATER)
        seen.append(found.code_of(one))
        rewards.claim_award(member=two.member, award=two, now=LATER)
        seen.append(found.code_of(two))
        with refused("no code left"):
            rewards.reissue_voucher(by=cast.ad, award=two, now=LATER)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            VoucherIssue.objects.update(award=None)

    assert sorted(seen) == ["A-1", "A-2", "A-3"]


def test_no_more_is_promised_than_there_are_codes(cast: Cast) -> None:
    batch = make_vouchers(cast, ["A-1"])
    make_rule(cast, batch=batch, winners=2)
    make_sharers(cast, 2)
    drawn = drawn_round(cast)

    with tenant(cast.organisation.pk), refused("too few vouchers"):
        rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER)
    assert {award.approved_at for award in awards(cast)} == {None}


def test_codes_are_sealed_and_come_in_once_under_whichever_key(cast: Cast, settings: Any) -> None:
    settings.SEAL_KEYS = ["old"]
    batch = make_vouchers(cast, ["A-1", "A-2"])
    settings.SEAL_KEYS = ["new", "old"]

    with refused("brought in before"):
        make_vouchers(cast, ["A-2", "A-3"], name="Anders")
    with tenant(cast.organisation.pk):
        for voucher in batch.vouchers.all():
            assert b"A-" not in bytes(voucher.sealed_code) + bytes(voucher.digest)
        assert "A-1" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_codes_that_ran_out_are_given_to_nobody_and_others_come_beside_them(cast: Cast) -> None:
    batch = make_vouchers(cast, ["A-1"], expires_on=LATER.date() + timedelta(days=20))
    rule = make_rule(cast, batch=batch)
    make_sharers(cast, 1)
    drawn = drawn_round(cast)
    with tenant(cast.organisation.pk), refused("too few vouchers"):
        # It would be good today, and not as long as somebody may think about it.
        rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER)

    assert make_vouchers(cast, ["A-2"]) == batch
    (award,) = approve(cast)

    late = LATER + timedelta(days=30)
    with tenant(cast.organisation.pk):
        rewards.claim_award(member=award.member, award=award, now=late)
        assert (rule.batch_id, found.code_of(award)) == (batch.pk, "A-2")
        with refused("worth something else"):
            rewards.import_vouchers(
                by=cast.ad,
                name=batch.name,
                value_cents=1,
                expires_on=None,
                raw=b"A-3",
                now=LATER,
            )


def test_what_nobody_takes_goes_back_and_may_be_given_again(cast: Cast) -> None:
    rule = make_rule(cast, winners=2)
    make_sharers(cast, 2)
    one, two = approve(cast)
    with tenant(cast.organisation.pk):
        rewards.decline_award(member=one.member, award=one, now=LATER)
    late = LATER + timedelta(days=46)
    ended = [rewards.expire_awards(organisation_id=cast.organisation.pk, now=late) for _ in "ab"]

    assert ended == [1, 0]
    with tenant(cast.organisation.pk):
        with refused("over"):
            rewards.claim_award(member=two.member, award=two, now=late)
        rule.refresh_from_db()
        assert rule.spent_cents == 0
        lines = RewardEntry.objects.order_by("pk").values_list("kind", "cents", "member_id")
        assert list(lines) == [
            ("granted", 2500, None),
            ("granted", 2500, None),
            ("declined", -2500, None),
            ("expired", -2500, None),
        ]


def test_a_lunch_for_all_needs_a_goal_that_was_reached_and_names_nobody(cast: Cast) -> None:
    make_rule(cast, kind="goal", threshold=6, value_cents=9000)
    make_sharers(cast, 6)

    (award,) = approve(cast)

    assert (award.member_id, award.measure, award.claimed_at) == (None, 6, LATER)
    with tenant(cast.organisation.pk):
        assert found.ledger(cast.organisation.pk).get().member_id is None


def test_thanks_are_never_for_a_post_and_sent_twice_they_are_one(cast: Cast) -> None:
    pot = make_rule(cast, kind="thanks", period="", budget_cents=5000)
    given = {"by": cast.bram, "to": cast.anna, "pot": pot, "reason": "helped", "now": LATER}
    with tenant(cast.organisation.pk):
        with refused("for a post"):
            rewards.give_thanks(**given, words="Wat een post!", press="p1")
        with refused("somebody else"):
            rewards.give_thanks(**{**given, "to": cast.bram}, words="", press="p1")
        first = rewards.give_thanks(**given, words="Dank voor je geduld.", press="p1")
        assert rewards.give_thanks(**given, words="Dank voor je geduld.", press="p1") == first
        rewards.give_thanks(**given, words="", press="p2")
        with refused("budget"):
            rewards.give_thanks(**given, words="", press="p3")

    assert len(awards(cast)) == 2
    assert not found.is_rewarded(organisation_id=cast.organisation.pk, network="linkedin", at=LATER)


def test_everybody_is_told_once(cast: Cast) -> None:
    make_rule(cast, winners=3)
    make_sharers(cast, 3)
    approve(cast)
    told: list[Award] = []

    for _ in range(2):
        rewards.tell_awards(organisation_id=cast.organisation.pk, tell=told.extend, now=LATER)

    assert len(told) == len({award.pk for award in told}) == 3


def test_an_erased_person_leaves_the_sums_and_their_code_stays_used(cast: Cast) -> None:
    batch = make_vouchers(cast, ["A-1", "A-2"])
    rule = make_rule(cast, batch=batch)
    make_sharers(cast, 1)
    (award,) = approve(cast)
    with tenant(cast.organisation.pk):
        rewards.claim_award(member=award.member, award=award, now=LATER)
        erase_person(member=award.member, by=None, now=LATER)
        rule.refresh_from_db()

        assert rule.spent_cents == 2500
        assert [line.member_id for line in found.ledger(cast.organisation.pk)] == [None]
        (stock,) = found.stocks(cast.organisation.pk, on=LATER.date())
        assert (stock.free, stock.issued) == (1, 1)
    assert awards(cast) == []


def test_payroll_gets_the_claimed_ones_and_no_formula(cast: Cast) -> None:
    make_rule(cast, prize_nl="=Lunch")
    make_sharers(cast, 1)
    (award,) = approve(cast)
    with tenant(cast.organisation.pk):
        export = {"by": cast.ad, "since": None, "until": None, "language": "nl"}
        assert rewards.export_ledger(**export, now=LATER).count("\r\n") == 1
        rewards.claim_award(member=award.member, award=award, now=LATER)
        row = rewards.export_ledger(**export, now=LATER).split("\r\n")[1]
        written = AuditEntry.objects.filter(action="reward.ledger_exported").count()

    assert row.startswith("2026-10-05;")
    assert award.member.full_name in row
    assert "'=Lunch;25,00" in row
    assert written == 2


def test_nothing_is_drawn_before_the_month_is_over_and_settled(cast: Cast) -> None:
    make_rule(cast)
    make_sharers(cast, 1)
    early = SETTLED - timedelta(days=2)

    assert rewards.settle_rounds(organisation_id=cast.organisation.pk, now=early) == 0
    assert rewards.settle_rounds(organisation_id=cast.organisation.pk, now=SETTLED) == 1
