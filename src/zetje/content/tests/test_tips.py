"""Tips are given, backed, confirmed, taken and thanked for; mails only count as whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from zetje.content import operations, queries
from zetje.content.events import TipMailed, TipShared, TipTaken
from zetje.content.models import Tip
from zetje.content.operations import StoryRefused, TipRefused, tip_words
from zetje.content.testing import make_feed, make_feed_item, make_story, make_tip
from zetje.lib import events
from zetje.lib.fetching.tests.site import Site
from zetje.people.testing import Cast, make_member

OURS = "mx.noordnaaf.example"
MAIL = (
    b"Authentication-Results: mx.noordnaaf.example; dmarc=%s header.from=noordnaaf.example\r\n"
    b"From: Anna <%s>\r\nSubject: Re: %s\r\nMessage-ID: <%s@x>\r\n\r\nKijk eens.\r\n"
)


@contextmanager
def told(*kinds: type, callbacks: Any) -> Iterator[list[Any]]:
    """What is published in the block, once it is certain."""
    heard: list[Any] = []
    before = events.routes()
    events.route({kind: [heard.append] for kind in kinds})
    try:
        with callbacks(execute=True):
            yield heard
    finally:
        events.route(before)


def give(cast: Cast, text: str = "De la met alle bouten", **given: Any) -> operations.GivenTip:
    given = {"by": cast.anna, "origin": "page", **given}
    return operations.give_tip(words=tip_words(text=text), **given)


def mailed(
    cast: Cast,
    now: datetime,
    *,
    by: str = "",
    subject: str = "De la met alle bouten",
    number: str = "1",
    verdict: str = "fail",
    server: str = OURS,
) -> operations.ReceivedMail:
    parts = (verdict, by or cast.anna.email, subject, number)
    raw = MAIL % tuple(part.encode() for part in parts)
    return operations.receive_tip_mail(
        organisation=cast.organisation, raw=raw, now=now, vouching_server=server
    )


def test_a_tip_waits_with_whoever_would_share_it(inside: Cast, now: datetime) -> None:
    tip = give(inside, now=now).tip

    assert operations.back_tip(tip=tip, by=inside.bram, now=now)
    assert not operations.back_tip(tip=tip, by=inside.bram, now=now)
    assert not operations.back_tip(tip=tip, by=inside.anna, now=now)
    (waiting,) = queries.tips_to_decide(inside.organisation.pk, at=now)
    assert (waiting.member, waiting.backed) == (inside.anna, 1)
    (seen,) = queries.tips_for(inside.bram.pk, inside.organisation.pk)
    assert seen.is_backed
    assert not queries.tips_for(inside.anna.pk, inside.organisation.pk)
    operations.unback_tip(tip=tip, by=inside.bram)
    assert queries.tips_to_decide(inside.organisation.pk, at=now)[0].backed == 0


def test_who_suggests_what_is_there_backs_it(inside: Cast, now: datetime) -> None:
    tip = give(inside, now=now).tip

    again = give(inside, "De la met ALLE bouten!", by=inside.bram, now=now)
    own = give(inside, now=now)

    assert (again.tip, again.is_known, own.tip) == (tip, True, tip)
    assert queries.waiting_tips(inside.organisation.pk)[0].backed == 1
    # Near is not the same: what is taken for another loses its words.
    assert not give(inside, "De kist met alle bouten", now=now).is_known


def test_the_same_message_of_a_chat_is_one_tip(inside: Cast, now: datetime) -> None:
    first = give(inside, origin="slack", origin_key="C1:1.2", now=now).tip
    operations.pass_tip(tip=first, by=inside.femke, now=now)

    assert give(inside, origin="slack", origin_key="C1:1.2", now=now).tip == first


def test_nobody_floods_the_inbox(inside: Cast, now: datetime) -> None:
    subjects = "gieterij kantine lasser prijs naaf leerling werkbank fiets magazijn feest"
    for subject in subjects.split():
        give(inside, f"Iets over {subject} en meer {subject}", now=now)
    with pytest.raises(TipRefused, match="too_many_tips"):
        give(inside, "Nog eentje over de nieuwe oven dan", now=now)
    assert not give(inside, "Nog eentje over de nieuwe oven dan", by=inside.bram, now=now).is_known


def test_a_tip_becomes_one_draft_and_its_giver_is_told(
    inside: Cast, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    tip = give(inside, "Piet werkt hier veertig jaar. Hij kent elke bout.", may_name=True, now=now)

    with told(TipTaken, callbacks=django_capture_on_commit_callbacks) as heard:
        story = operations.take_tip(tip=tip.tip, by=inside.femke, now=now)
        assert operations.take_tip(tip=tip.tip, by=inside.ad, now=now) == story

    assert (story.title, story.is_draft) == ("Piet werkt hier veertig jaar.", True)
    assert [(one.member_id, one.story_id) for one in heard] == [(inside.anna.pk, story.pk)]
    assert queries.credits_of(story) == ["Anna de Vries"]
    read = queries.stories_by_ids(inside.organisation.pk, [story.pk])[story.pk]
    assert queries.credits_of(read) == ["Anna de Vries"]
    operations.set_may_name(tip=tip.tip, by=inside.bram, may_name=False)
    assert queries.credits_of(story)
    operations.set_may_name(tip=tip.tip, by=inside.anna, may_name=False)
    assert not queries.credits_of(story)
    assert not operations.take_tip_back(tip=tip.tip, by=inside.anna)
    assert not queries.tips_to_decide(inside.organisation.pk, at=now)


def test_a_tip_with_a_page_is_read_there_and_without_one_keeps_its_words(
    inside: Cast, site: Site, now: datetime
) -> None:
    page = site.answers("/t", b"<html><title>De oven</title><p>Hij brandt.</p></html>")
    tip = make_tip(inside.anna, title="Kijk", address=page)
    gone = make_tip(inside.anna, title="Weg", address=site.address("/gone"))
    inside.organisation.allowed_hosts = ["noordnaaf.example"]
    inside.organisation.save()
    elsewhere = make_tip(inside.anna, title="Elders", address="https://elders.example/x")

    assert operations.take_tip(tip=tip, by=inside.femke, now=now).title == "De oven"
    assert operations.take_tip(tip=gone, by=inside.femke, now=now).url == gone.address
    inside.femke.refresh_from_db()
    taken = operations.take_tip(tip=elsewhere, by=inside.femke, now=now)
    assert (taken.title, taken.url) == ("Elders", "")


def test_a_passed_tip_is_no_story_and_a_put_off_one_comes_back(inside: Cast, now: datetime) -> None:
    here = inside.organisation.pk
    passed, later = make_tip(inside.anna), make_tip(inside.bram)
    item = make_feed_item(make_feed(inside.organisation))
    operations.pass_tip(tip=passed, by=inside.femke, now=now)
    operations.put_off(item=later, by=inside.femke, now=now)
    operations.put_off(item=item, by=inside.femke, now=now)

    with pytest.raises(StoryRefused, match="passed"):
        operations.take_tip(tip=passed, by=inside.femke, now=now)
    assert not queries.tips_to_decide(here, at=now)
    assert not queries.inbox_of(here, at=now)
    week = now + timedelta(days=7)
    assert list(queries.tips_to_decide(here, at=week)) == [later]
    assert list(queries.inbox_of(here, at=week)) == [item]


def test_only_editors_decide(inside: Cast, now: datetime) -> None:
    tip = make_tip(inside.anna)
    for act in (operations.take_tip, operations.pass_tip):
        with pytest.raises(Exception, match="editors"):
            act(tip=tip, by=inside.bram, now=now)
    with pytest.raises(Exception, match="editors"):
        operations.put_off(item=tip, by=inside.bram, now=now)


def test_who_shares_the_story_of_anothers_tip_is_told_of_once(
    inside: Cast, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    story = make_story(inside.organisation)
    make_tip(inside.anna, story=story, taken_at=now)

    with told(TipShared, callbacks=django_capture_on_commit_callbacks) as heard:
        for member, share_id in ((inside.bram, 7), (inside.anna, 8)):
            operations.note_tip_shared(
                organisation_id=inside.organisation.pk,
                story_id=story.pk,
                member_id=member.pk,
                share_id=share_id,
            )

    assert [(one.member_id, one.share_id) for one in heard] == [(inside.anna.pk, 7)]


def test_a_mail_counts_as_a_members_only_when_our_server_vouches_for_it(
    inside: Cast, now: datetime
) -> None:
    assert mailed(inside, now, verdict="pass").became == "tip"
    assert mailed(inside, now, verdict="pass").reason == "was there already"
    for forged in ({"server": ""}, {"verdict": "fail"}, {"server": "mx.elders.example"}):
        number = "-".join(forged.values())
        given = {"verdict": "pass", "number": number, "subject": f"Geheim {number}", **forged}
        assert mailed(inside, now, **given).became == "waits"
    (tip,) = queries.tips_to_decide(inside.organisation.pk, at=now)
    assert (tip.title, tip.text, tip.may_name) == ("De la met alle bouten", "Kijk eens.", False)
    assert Tip.objects.filter(confirmed_at=None).count() == 3


def test_a_mail_under_a_members_name_asks_them_once_and_waits_for_their_word(
    inside: Cast, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    with told(TipMailed, callbacks=django_capture_on_commit_callbacks) as heard:
        for number in range(8):
            mailed(inside, now, number=str(number))

    assert [event.member_id for event in heard] == [inside.anna.pk]
    tips = list(queries.tips_of(inside.anna.pk, inside.organisation.pk))
    assert len(tips) == 5
    assert not queries.waiting_tips(inside.organisation.pk)
    with pytest.raises(StoryRefused):
        operations.take_tip(tip=tips[0], by=inside.femke, now=now)
    assert operations.confirm_tip(tip=tips[0], by=inside.bram, now=now).confirmed_at is None
    assert operations.confirm_tip(tip=tips[0], by=inside.anna, now=now).confirmed_at == now
    assert operations.take_tip_back(tip=tips[1], by=inside.anna)
    assert list(queries.tips_to_decide(inside.organisation.pk, at=now)) == [tips[0]]


@pytest.mark.parametrize("address", ["vreemd@elders.example", "chaima", "left"])
def test_a_mail_from_nobody_here_leaves_nothing(inside: Cast, now: datetime, address: str) -> None:
    inside.bram.left_on = now.date()
    inside.bram.save()
    known = {"chaima": inside.chaima.email, "left": inside.bram.email}
    got = mailed(inside, now, by=known.get(address, address), verdict="pass")

    assert (got.became, got.reason) == ("dropped", "not from a member")
    assert not Tip.objects.exists()


def test_an_absence_note_leaves_nothing(inside: Cast, now: datetime) -> None:
    raw = (Path(__file__).parent / "mails" / "absence-note.eml").read_bytes()
    got = operations.receive_tip_mail(organisation=inside.organisation, raw=raw, now=now)
    assert got.became == "dropped"


def test_what_nobody_confirmed_and_what_was_passed_long_ago_is_forgotten(
    inside: Cast, now: datetime
) -> None:
    mailed(inside, now)
    kept = make_tip(inside.anna, given_at=now)
    make_tip(inside.anna, passed_at=now, given_at=now - timedelta(days=366))
    make_tip(make_member(inside.organisation), story=make_story(inside.organisation), taken_at=now)

    forget = operations.forget_old_tips
    here = inside.organisation.pk
    assert forget(organisation_id=here, now=now + timedelta(days=13)) == 1
    assert forget(organisation_id=here, now=now + timedelta(days=15)) == 1
    assert Tip.objects.count() == 2
    assert kept in Tip.objects.all()
