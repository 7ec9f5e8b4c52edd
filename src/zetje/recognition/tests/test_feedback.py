"""A person asks for an expert's word, gets one, and does with it what they like."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from zetje.content.testing import make_story
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.operations.personal_export import collect_personal_data
from zetje.people.testing import Cast, make_cast, make_member
from zetje.recognition import operations, queries
from zetje.recognition.models import Feedback, FeedbackReport, FeedbackRequest
from zetje.recognition.testing import make_ask
from zetje.sharing.testing import make_share

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "Je tweede zin deed het: <script>alert(1)</script>"


@pytest.fixture
def cast(db: None) -> Any:
    """The cast, with the tenant's block open; the editor may give words too."""
    made = make_cast()
    with tenant(made.organisation.pk):
        people.grant_role(member=made.femke, role="expert", by=made.ad, now=NOW)
        yield made


def waiting(expert: Any) -> list[str]:
    return [ask.token for ask in queries.queue_for(expert=expert, now=NOW + 9 * HOUR).asks]


def give(expert: Any, ask: FeedbackRequest, text: str = WORDS, **more: Any) -> Feedback:
    given = {"opening": "tip", "now": NOW + HOUR} | more
    return operations.give_feedback(expert=expert, ask=ask, text=text, **given)


def kinds(cast: Cast) -> list[str]:
    rows = Event.objects.filter(person_key=cast.anna.person_key, kind__startswith="feedback.")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def test_only_own_words_that_were_posted_can_be_asked_about(cast: Cast) -> None:
    story = make_story(cast.organisation)
    copied = make_share(cast.anna, story, network="mastodon")
    started = make_share(cast.anna, story, network="bluesky", text="Van mij.", confirmed=False)
    posted = make_share(cast.anna, story, text="Ook van mij.")

    for member, share in ((cast.anna, copied), (cast.anna, started), (cast.bram, posted)):
        with pytest.raises(operations.FeedbackRefusedError):
            operations.ask_feedback(member=member, share=share, now=NOW)
    first = operations.ask_feedback(member=cast.anna, share=posted, now=NOW)
    again = operations.ask_feedback(member=cast.anna, share=posted, now=NOW + HOUR)

    assert first == again
    assert waiting(cast.marijke) == [first.token]
    assert kinds(cast) == ["feedback.asked"]
    states = queries.share_asks(member=cast.anna, shares=[copied, started, posted])
    assert {pk: one.state for pk, one in states.items()} == {posted.pk: "asked"}


def test_where_nobody_could_answer_nobody_is_asked(cast: Cast) -> None:
    share = make_share(cast.anna, make_story(cast.organisation), text="Van mij.")
    for expert in (cast.marijke, cast.femke):
        for grant in expert.role_grants.filter(role="expert"):
            people.revoke_role(grant=grant, by=cast.ad, now=NOW)

    with pytest.raises(operations.FeedbackRefusedError):
        operations.ask_feedback(member=cast.anna, share=share, now=NOW)
    assert not queries.share_asks(member=cast.anna, shares=[share])


def test_what_is_no_longer_asked_leaves_the_queue(cast: Cast) -> None:
    asks = {name: make_ask(getattr(cast, name), now=NOW) for name in ("anna", "bram", "pim", "wil")}
    own = make_ask(cast.marijke, now=NOW)
    assert waiting(cast.marijke) == [ask.token for ask in asks.values()]

    operations.take_back_ask(member=cast.anna, share=asks["anna"].share, now=NOW + HOUR)
    people.leave_programme(member=cast.bram, now=NOW)
    people.deactivate_member(member=cast.pim, by=cast.ad, now=NOW)
    with transaction.atomic():
        wil = asks["wil"].share
        type(wil).objects.filter(pk=wil.pk).update(undone_at=NOW)

    assert waiting(cast.marijke) == []
    assert waiting(cast.femke) == [own.token]
    for ask in asks.values():
        with pytest.raises(operations.AnsweredAlreadyError):
            give(cast.marijke, ask)
    assert not Feedback.objects.exists()


def test_who_left_asks_nothing_when_they_come_back(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW)
    make_ask(cast.bram, now=NOW)

    for expected in (1, 0):
        ended = operations.end_asks(
            organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=NOW + HOUR
        )
        assert ended == expected

    assert ask.token not in waiting(cast.marijke)
    assert len(waiting(cast.marijke)) == 1


def wish(cast: Cast, *, on: bool) -> None:
    switches = dict.fromkeys(("learns", "experiments", "chain_shown", "shoutouts"), True)
    people.save_privacy(member=cast.anna, switches=switches | {"feedback": on}, alias="", now=NOW)
    cast.anna.refresh_from_db()


def by_wish(cast: Cast, text: str, *, days: int = 0) -> FeedbackRequest | None:
    now = NOW + timedelta(days=days)
    share = make_share(cast.anna, make_story(cast.organisation), text=text, now=now)
    return operations.ask_by_wish(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        share_id=share.pk,
        now=now,
    )


def test_a_standing_wish_asks_about_one_post_in_four_weeks_and_ends_with_the_wish(
    cast: Cast,
) -> None:
    assert by_wish(cast, "Zonder wens.") is None
    wish(cast, on=True)
    first = by_wish(cast, "Met wens.")
    assert first is not None
    assert by_wish(cast, "Een dag later iets heel anders.", days=1) is None
    assert by_wish(cast, "Nog altijd wacht de eerste, dus geen tweede.", days=40) is None
    assert waiting(cast.marijke) == [first.token]
    assert Event.objects.get(kind="feedback.asked").source == "system"

    wish(cast, on=False)
    assert waiting(cast.marijke) == []
    states = queries.share_asks(member=cast.anna, shares=[first.share])
    assert states[first.share_id].state == "none"
    with pytest.raises(operations.AnsweredAlreadyError):
        give(cast.marijke, first)

    # What they ask themselves needs no wish.
    operations.ask_feedback(member=cast.anna, share=first.share, now=NOW)
    assert waiting(cast.marijke) == [first.token]
    give(cast.marijke, first)
    wish(cast, on=True)
    assert by_wish(cast, "Na een antwoord, maar binnen vier weken.", days=27) is None
    assert by_wish(cast, "Na een antwoord en vier weken mag het weer.", days=41) is not None


def test_the_first_word_is_the_word(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW)

    for text, opening in (
        ("  \n ", "tip"),
        ("x" * 1001, ""),
        ("Iets om in je volgende bericht te proberen:", "tip"),
    ):
        with pytest.raises(operations.FeedbackRefusedError) as refused:
            give(cast.marijke, ask, text, opening=opening)
        assert not isinstance(refused.value, operations.AnsweredAlreadyError)
    given = give(cast.marijke, ask, opening="<b>")
    assert give(cast.marijke, ask, "Nog eens.") == given
    with pytest.raises(operations.AnsweredAlreadyError):
        give(cast.femke, ask, "Ook van mij.")

    assert (given.text, given.opening) == (WORDS, "")
    operations.take_back_ask(member=cast.anna, share=ask.share, now=NOW + HOUR)
    assert kinds(cast) == ["feedback.asked", "feedback.given"]
    assert (
        queries.share_asks(member=cast.anna, shares=[ask.share])[ask.share_id].state == "answered"
    )
    assert [word.text for word in queries.words_given(expert=cast.marijke)] == [WORDS]
    assert queries.words_given(expert=cast.femke) == []


def test_the_person_reads_thanks_and_reports(cast: Cast) -> None:
    first, second = (give(cast.marijke, make_ask(cast.anna, now=NOW)) for _ in range(2))
    mine = {"member": cast.anna, "now": NOW + 2 * HOUR}
    (folded, _) = queries.words_of_week(member=cast.anna, now=NOW + 2 * HOUR)
    assert (folded.is_seen, folded.given_name) == (False, "Marijke")

    for token in (first.token, "nobody's", "\0"[1:]):
        for act in (operations.mark_feedback_seen, operations.thank_for_feedback):
            assert act(member=cast.bram, token=token, now=NOW) is False
    for _ in range(2):
        assert operations.thank_for_feedback(token=first.token, **mine)
        assert operations.mark_feedback_seen(token=first.token, **mine)
        assert operations.report_feedback(token=second.token, said=" Niet aardig.\0", **mine)

    assert kinds(cast)[4:] == [
        "feedback.seen",
        "feedback.thanked",
        "feedback.seen",
        "feedback.reported",
    ]
    assert [one.is_thanked for one in queries.words_of_week(**mine)] == [True]
    assert queries.words_of_week(member=cast.anna, now=NOW + timedelta(days=4)) == []
    assert len(queries.words_for(member=cast.anna)) == 2
    (report,) = queries.reports_of(organisation_id=cast.organisation.pk)
    assert report.note == "Niet aardig."
    # Whom she reported sees no more of her posts; the other expert does.
    ask = make_ask(cast.anna, now=NOW)
    assert waiting(cast.marijke) == []
    assert waiting(cast.femke) == [ask.token]

    for _ in range(2):
        assert operations.mark_report_handled(by=cast.ad, token=report.token, now=NOW)
    assert not operations.mark_report_handled(by=cast.ad, token="nobody's", now=NOW)
    assert FeedbackReport.objects.get().handled_by == cast.ad


def test_a_word_is_its_persons_and_the_experts_name_goes_with_the_expert(cast: Cast) -> None:
    kept = give(cast.marijke, make_ask(cast.anna, now=NOW))
    operations.report_feedback(member=cast.anna, token=kept.token, said="Hm.", now=NOW + HOUR)
    hers, theirs = (
        collect_personal_data(member=cast.anna),
        collect_personal_data(member=cast.marijke),
    )
    assert [row["text"] for row in hers["recognition.Feedback"]] == [WORDS]
    assert [row["note"] for row in hers["recognition.FeedbackReport"]] == ["Hm."]
    assert "recognition.FeedbackRequest" in hers
    assert all("text" not in row for row in theirs["recognition.Feedback"])

    people.erase_person(member=cast.marijke, by=cast.marijke, now=NOW)
    (word,) = queries.words_for(member=cast.anna)
    assert (word.expert, word.text) == ("", WORDS)

    people.erase_person(member=cast.anna, by=cast.anna, now=NOW)
    left = (FeedbackRequest.objects, Feedback.objects, FeedbackReport.objects)
    assert not any(rows.exists() for rows in left)


def test_the_database_itself_keeps_one_open_ask_and_one_word(cast: Cast) -> None:
    ask = make_ask(cast.anna, now=NOW)
    given = give(cast.marijke, ask)
    row = {"organisation": cast.organisation, "given_at": NOW}
    refused = [
        lambda: FeedbackRequest.objects.create(
            organisation=cast.organisation, member=cast.anna, share=ask.share, asked_at=NOW
        ),
        lambda: Feedback.objects.create(request=ask, text="Nog een.", **row),
        lambda: Feedback.objects.filter(pk=given.pk).update(text=" \n"),
        lambda: Feedback.objects.filter(pk=given.pk).update(text="x" * 1001),
        lambda: Feedback.objects.filter(pk=given.pk).update(opening="praise"),
        lambda: Feedback.objects.filter(pk=given.pk).update(thanked_at=NOW),
    ]

    for write in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.django_db(transaction=True)
def test_of_two_experts_who_press_at_once_one_wins() -> None:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        people.grant_role(member=cast.femke, role="expert", by=cast.ad, now=NOW)
        ask = make_ask(cast.anna, now=NOW)
    together, outcomes = Barrier(2, timeout=20), list[str]()

    def press(expert: Any) -> None:
        try:
            together.wait()
            with tenant(cast.organisation.pk):
                give(expert, ask)
            outcomes.append("given")
        except operations.AnsweredAlreadyError:
            outcomes.append("too late")
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=(expert,)) for expert in (cast.marijke, cast.femke)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["given", "too late"]
    with tenant(cast.organisation.pk):
        assert Feedback.objects.count() == 1


def test_an_expert_finds_only_the_asks_of_their_own_organisation(cast: Cast) -> None:
    make_ask(cast.anna, now=NOW)
    elsewhere = make_member(cast.other_organisation, roles=["expert"])

    with tenant(cast.other_organisation.pk):
        assert waiting(elsewhere) == []
