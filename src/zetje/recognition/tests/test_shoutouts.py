"""Shout-outs: who may see one, who may give one, and that a no is a no everywhere at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from zetje.content import registry as hub
from zetje.content.testing import make_story, make_tip
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.operations.personal_export import collect_personal_data
from zetje.people.testing import Cast, make_cast, make_member
from zetje.recognition import operations, queries
from zetje.recognition.models import Shoutout
from zetje.recognition.presenters.proposals import first_words
from zetje.recognition.presenters.shoutouts import wall_view
from zetje.recognition.queries.own_shoutouts import (
    shoutouts_for,
    shoutouts_given,
    shoutouts_waiting,
)
from zetje.recognition.queries.proposals import proposals_for
from zetje.recognition.testing import make_ask, make_shared_weeks, make_shoutout
from zetje.sharing.operations.links import make_link

# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WORDS = "Bleef na de open dag en ruimde alles op. Dank je wel."


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        made = make_cast()
        with tenant(made.organisation.pk):
            yield made


def give(giver: Any, member: Any, text: str = WORDS, **more: Any) -> Shoutout:
    return operations.give_shoutout(giver=giver, member=member, texts={"nl": text}, now=NOW, **more)


def on_the_wall(cast: Cast, *, now: datetime = NOW + timedelta(hours=1)) -> list[str]:
    found = queries.shoutouts_between(
        organisation_id=cast.organisation.pk, since=now - timedelta(days=30), until=now
    )
    return [each.token for each in found]


def test_who_is_named_sees_it_first_and_colleagues_only_after_a_yes(cast: Cast) -> None:
    made = give(cast.bram, cast.anna)

    assert on_the_wall(cast) == []
    assert [each.waits for each in shoutouts_for(member=cast.anna)] == [True]
    assert not wall_view(member=cast.femke, now=NOW + timedelta(hours=1)).lines

    assert operations.agree_to_shoutout(member=cast.anna, token=made.token, now=NOW)
    assert operations.agree_to_shoutout(member=cast.anna, token=made.token, now=NOW)
    assert on_the_wall(cast) == [made.token]
    (shown,) = queries.shoutouts_between(
        organisation_id=cast.organisation.pk, since=NOW, until=NOW + timedelta(hours=1)
    )
    # Bram did not agree to be named himself.
    assert (shown.name, shown.giver, shown.text("en"), shown.language("en")) == (
        "Anna",
        "",
        WORDS,
        "nl",
    )
    people.set_switch(member=cast.bram, name="shoutouts", on=True, now=NOW)
    (line,) = wall_view(member=cast.femke, now=NOW + timedelta(hours=1)).lines
    assert (line.giver, line.may_thank) == ("Bram, Service", True)


def test_nobody_else_can_answer_and_another_organisation_finds_nothing(cast: Cast) -> None:
    made = give(cast.bram, cast.anna)

    for other in (cast.femke, cast.bram, cast.chaima):
        assert not operations.agree_to_shoutout(member=other, token=made.token, now=NOW)
        assert not operations.decline_shoutout(member=other, token=made.token, now=NOW)
    assert not operations.take_shoutout_back(giver=cast.femke, token=made.token, now=NOW)
    with pytest.raises(operations.ShoutoutRefusedError):
        give(cast.bram, cast.chaima)
    with pytest.raises(operations.ShoutoutRefusedError):
        give(cast.bram, cast.bram)


def test_each_way_of_taking_a_yes_back_hides_it_at_once(cast: Cast) -> None:
    ways = {
        "a no": lambda who, token: operations.decline_shoutout(member=who, token=token, now=NOW),
        "a report": lambda who, token: operations.report_shoutout(
            member=who, token=token, said="", now=NOW
        ),
        "the giver": lambda _who, token: operations.take_shoutout_back(
            giver=cast.bram, token=token, now=NOW
        ),
        "the switch": lambda who, _token: people.set_switch(
            member=who, name="shoutouts", on=False, now=NOW
        ),
        "leaving": lambda who, _token: people.leave_programme(member=who, now=NOW),
        "the whole organisation": lambda _who, _token: operations.set_game_switches(
            organisation=cast.organisation, by=cast.ad, now=NOW, shoutouts=False
        ),
    }
    for number, (way, act) in enumerate(ways.items()):
        member = make_member(cast.organisation, preferences={"shoutouts": True})
        made = make_shoutout(
            member, giver=cast.bram, now=NOW - timedelta(days=8 * number + 1), text=f"Dank. {way}"
        )
        wall = {"now": NOW + timedelta(seconds=1)}
        Shoutout.objects.filter(pk=made.pk).update(agreed_at=NOW)
        assert made.token in on_the_wall(cast, **wall), way

        act(member, made.token)

        assert made.token not in on_the_wall(cast, **wall), way
        assert not operations.thank_along(member=cast.femke, token=made.token, now=NOW), way


def test_a_switch_that_goes_on_again_brings_nothing_back(cast: Cast) -> None:
    made = make_shoutout(cast.anna, giver=cast.bram, now=NOW)
    here = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk, "now": NOW}
    assert operations.end_shoutouts(**here) == 0

    people.set_switch(member=cast.anna, name="shoutouts", on=False, now=NOW)
    assert operations.end_shoutouts(**here) == 1
    people.set_switch(member=cast.anna, name="shoutouts", on=True, now=NOW)

    assert on_the_wall(cast) == []
    operations.agree_to_shoutout(member=cast.anna, token=made.token, now=NOW)
    assert on_the_wall(cast) == [made.token]


def test_nobody_who_does_not_take_part_is_named(cast: Cast) -> None:
    lotte = make_member(cast.organisation, joined=False, preferences={"shoutouts": True})
    made = give(cast.bram, lotte)

    with pytest.raises(operations.ShoutoutRefusedError):
        operations.agree_to_shoutout(member=lotte, token=made.token, now=NOW)

    assert on_the_wall(cast) == []


def test_the_giver_learns_neither_of_a_no_nor_of_a_switch(cast: Cast) -> None:
    for number, member in enumerate((cast.anna, cast.femke, cast.pim)):
        give(cast.bram, member, text=f"Dank je. {number}")
    operations.decline_shoutout(
        member=cast.anna, token=shoutouts_for(member=cast.anna)[0].token, now=NOW
    )
    operations.report_shoutout(
        member=cast.femke, token=shoutouts_for(member=cast.femke)[0].token, said="", now=NOW
    )

    states = {bool(getattr(row, "is_public", None)) for row in shoutouts_given(giver=cast.bram)}

    assert states == {False}


def test_nothing_of_somebody_who_was_reported_reaches_that_person_again(cast: Cast) -> None:
    wrong = give(cast.bram, cast.anna)
    operations.report_shoutout(member=cast.anna, token=wrong.token, said="Onaardig.", now=NOW)

    later = operations.give_shoutout(
        giver=cast.bram,
        member=cast.anna,
        texts={"nl": "Nog een keer."},
        now=NOW + timedelta(days=30),
    )

    people.set_switch(member=cast.anna, name="shoutouts", on=True, now=NOW)
    (seen,) = shoutouts_for(member=cast.anna)
    assert (seen.token, seen.is_reported, seen.text_nl) == (wrong.token, True, "")
    assert not shoutouts_waiting(
        organisation_id=cast.organisation.pk, shoutout_ids=[later.pk, wrong.pk]
    )


def test_pressed_twice_it_is_one_and_many_in_a_week_are_kindly_refused(cast: Cast) -> None:
    assert give(cast.bram, cast.anna).pk == give(cast.bram, cast.anna).pk
    with pytest.raises(operations.ShoutoutRefusedError, match="Anna"):
        give(cast.bram, cast.anna, text="Iets anders.")
    for number in range(5):
        give(cast.bram, make_member(cast.organisation), text=f"Dank je wel. {number}")

    with pytest.raises(operations.ShoutoutRefusedError):
        give(cast.bram, cast.femke)

    assert give(cast.pim, cast.anna, subject="tip:1", kind="tip")
    with pytest.raises(operations.ShoutoutRefusedError):
        give(cast.wil, cast.anna, text="Nog een.", subject="tip:1", kind="tip")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Bram",
        "Femke hielp ook mee.",
        "Samen met Femke’s team.",
        "Met dank aan femke bos.",
        "Zo deed mevrouw Van den Berg het.",
        "Eindelijk!",
        "x" * 401,
    ],
)
def test_words_that_do_not_go_are_refused(cast: Cast, text: str) -> None:
    with pytest.raises(operations.ShoutoutRefusedError):
        give(cast.bram, cast.anna, text=text)

    assert give(cast.bram, cast.anna, text="Anna de Vries dacht aan de koffie.")


def test_thanking_along_counts_once_each_and_is_shown_from_five_on(cast: Cast) -> None:
    made = make_shoutout(cast.anna, giver=cast.bram, now=NOW)
    crowd = [make_member(cast.organisation) for _ in range(5)]

    def thanks() -> int:
        return wall_view(member=cast.femke, now=NOW + timedelta(hours=1)).lines[0].thanks

    for member in [*crowd[:4], crowd[0], cast.anna, cast.bram]:
        operations.thank_along(member=member, token=made.token, now=NOW)
    assert thanks() == 0
    operations.thank_along(member=crowd[4], token=made.token, now=NOW)
    assert thanks() == 5
    operations.stop_thanking(member=crowd[4], token=made.token)
    assert thanks() == 0


def test_the_giver_s_export_says_nothing_of_whom_they_thanked(cast: Cast) -> None:
    made = give(cast.bram, cast.anna)

    (row,) = collect_personal_data(member=cast.bram)["recognition.Shoutout"]
    (own,) = collect_personal_data(member=cast.anna)["recognition.Shoutout"]

    assert own["text_nl"] == WORDS
    assert not {"text_nl", "text_en", "member", "token", "subject"} & set(row)
    people.erase_person(member=cast.bram, by=None, now=NOW)
    made.refresh_from_db()
    assert made.giver_id is None
    people.erase_person(member=cast.anna, by=None, now=NOW)
    assert not Shoutout.objects.exists()


def test_what_nobody_agreed_to_goes_after_half_a_year(cast: Cast) -> None:
    give(cast.bram, cast.anna)
    kept = make_shoutout(cast.femke, giver=cast.bram, now=NOW)
    forget = operations.forget_old_shoutouts

    assert forget(organisation_id=cast.organisation.pk, now=NOW + timedelta(days=179)) == 0
    forget(organisation_id=cast.organisation.pk, now=NOW + timedelta(days=181))

    assert list(Shoutout.objects.values_list("pk", flat=True)) == [kept.pk]


def read_post(member: Any, story: Any, *, at: datetime, readers: int, network: str) -> None:
    """A post in own words whose link so many people followed."""
    make_shared_weeks(member, story, at)
    from django.apps import apps

    share = apps.get_model("sharing", "Share")._default_manager.filter(member=member).latest("pk")
    share.own_words, share.network = True, network
    share.link = make_link(
        member=member, story_id=story.pk, network=network, target="https://n.example/", now=at
    )
    share.save()
    clicks = apps.get_model("sharing", "Click")._default_manager
    for number in range(readers):
        clicks.create(
            organisation_id=member.organisation_id,
            link=share.link,
            clicked_at=at,
            label="human",
            reason="",
            counted=True,
            spool_id=f"{share.pk}:{number}",
        )


@dataclass(frozen=True)
class StoryCame:
    """What a story came to, as the hub is told."""

    sharers: int | None
    clicks: int | None = None
    skips: int | None = None


def test_proposals_are_of_who_agreed_and_say_only_what_others_could_see(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    week_ago, story = NOW - timedelta(days=7), make_story(cast.organisation, title="Naven")
    agreeing = {"preferences": {"shoutouts": True}}
    here = cast.organisation
    noor = make_member(here, given_name="Noor", **agreeing)
    quiet, few, banned = make_member(here), *[make_member(here, **agreeing) for _ in range(2)]
    gone = make_member(here, **agreeing)
    for member, readers, network in (
        (noor, 6, "linkedin"),
        (quiet, 60, "linkedin"),
        (few, 4, "linkedin"),
        (banned, 60, "x"),
        (gone, 60, "bluesky"),
    ):
        read_post(member, story, at=week_ago, readers=readers, network=network)
    people.leave_programme(member=gone, now=NOW)
    # A tip whose giver may be named, one whose may not, and an expert who helped five.
    tippers = [make_member(here, given_name=name, **agreeing) for name in ("Daan", "Eva")]
    told_of: dict[int, StoryCame] = {}
    monkeypatch.setattr(hub, "results_of", lambda _organisation, _stories: told_of)
    for tipper, may_name in zip(tippers, (True, False), strict=True):
        told = make_story(here, title="Femke vertelt", published_at=NOW - timedelta(days=20))
        make_tip(tipper, story=told, taken_at=NOW - timedelta(days=21), may_name=may_name)
        told_of[told.pk] = StoryCame(5)
    people.set_switch(member=cast.marijke, name="shoutouts", on=True, now=NOW)
    for _ in range(5):
        ask = make_ask(make_member(here), now=week_ago)
        operations.give_feedback(
            expert=cast.marijke, ask=ask, text="Mooi.", opening="", now=week_ago
        )

    found = proposals_for(viewer=cast.pim, now=NOW)

    by_kind = {each.kind: each for each in found}
    assert {each.member.given_name for each in found} == {"Noor", "Daan", "Marijke"}
    assert (by_kind["tip"].figure, by_kind["post"].figure) == (5, 0)
    # A story that names a colleague is not named in the words; that one would not see it first.
    words = first_words(by_kind["tip"])
    assert "Femke" not in "".join(words.values())
    assert "5" in words["text_nl"]
    assert "Naven" in first_words(by_kind["post"])["text_en"]
    # Each can be sent as it stands; who waits for an answer is not proposed again.
    for each in found:
        texts = {key.removeprefix("text_"): text for key, text in first_words(each).items()}
        made = operations.give_shoutout(
            giver=cast.pim,
            member=each.member,
            texts=texts,
            kind=each.kind,
            subject=each.subject,
            known_figures=each.figures,
            now=NOW,
        )
        assert made.text_nl != made.text_en
    assert proposals_for(viewer=cast.bram, now=NOW) == []
    assert "Marijke" not in {
        each.member.given_name for each in proposals_for(viewer=cast.marijke, now=NOW)
    }
