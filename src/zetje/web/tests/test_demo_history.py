"""A small demo, made as the large one is: on a Sunday, and on a Monday before anybody is up."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from zetje.content import queries as content
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Transport
from zetje.insights import queries as insights
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.prompting.queries import plans
from zetje.prompting.queries.weeks import this_week
from zetje.recognition import operations as recognition
from zetje.recognition.queries import chain_for, queue_for, words_given
from zetje.sharing import operations as sharing
from zetje.sharing import queries as shares
from zetje.voice import queries as voice
from zetje.voice.queries.liking import liking_of
from zetje.web.demo.entrances import ENTRANCES, account_of, demo_organisation
from zetje.web.demo.founding import found_noordnaaf
from zetje.web.demo.mail import PastMail
from zetje.web.demo.making import OtherOrganisationError, Size, is_made, make_demo
from zetje.web.demo.times import Calendar, last_working_moment
from zetje.web.mailbox.store import Store, text_of

SIZE = Size(people=12, weeks=3)
SUNDAY = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
MONDAY_AT_DAWN = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass
class Mailbox:
    """The way out of this week's mail, which remembers to whom it went."""

    addresses: list[str] = field(default_factory=list)

    def open(self, channel: str) -> Transport:
        seen = self.addresses

        class Remembering(PastMail):
            def hand_over(self, prepared: Any) -> Any:
                seen.append(prepared.to_address)
                return super().hand_over(prepared)

        return Remembering()


@dataclass
class Made:
    """A demo, and what was said and mailed while it was made."""

    now: datetime
    mailbox: Mailbox
    said: list[str]

    @property
    def organisation(self) -> Any:
        return demo_organisation()

    @property
    def calendar(self) -> Calendar:
        return Calendar(now=self.now, count=SIZE.weeks)

    def member(self, key: str) -> Any:
        entrance = next(entrance for entrance in ENTRANCES if entrance.key == key)
        user = account_of(entrance)
        assert user is not None
        return directory.member_of_user(user.pk)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module", params=[SUNDAY, MONDAY_AT_DAWN], ids=["sunday", "monday"])
def made(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Generator[Made]:
    """A demo whose making was interrupted the first time."""
    mailbox, said = Mailbox(), list[str]()
    site = f"127.0.0.1:{free_port()}"
    with (
        django_db_blocker.unblock(),
        override_settings(
            DEMO=True, SITE_ADDRESS=f"http://{site}", FETCH_ALLOWED_HOSTS=frozenset({site})
        ),
    ):
        import numpy as np

        found_noordnaaf(count=12, now=request.param, rng=np.random.default_rng(1))
        make_demo(now=request.param, say=said.append, size=SIZE, way_out=mailbox.open)
        yield Made(request.param, mailbox, said)
        call_command(
            "flush",
            interactive=False,
            verbosity=0,
            allow_cascade=True,
            reset_sequences=False,
            inhibit_post_migrate=True,
        )


@pytest.fixture
def inside(made: Made, db: None) -> Generator[Made]:
    with tenant(made.organisation.pk):
        yield made


def test_one_that_was_interrupted_is_made_anew(made: Made) -> None:
    assert "the making of the demo was interrupted; it begins anew" in made.said
    assert directory.organisations().count() == 1


def test_each_week_is_told(made: Made) -> None:
    assert sum(line.startswith("week ") for line in made.said) == SIZE.weeks + 1


def test_a_second_start_changes_nothing(inside: Made) -> None:
    before = _figures(inside)

    assert not make_demo(now=inside.now + timedelta(days=1), say=inside.said.append, size=SIZE)
    assert is_made(inside.organisation)
    assert _figures(inside) == before


def test_a_start_on_another_port_takes_all_addresses_along(inside: Made) -> None:
    before = str(settings.SITE_ADDRESS)
    store = Store(folder=settings.DATA_FOLDER / "mailbox")
    letter = EmailMessage()
    letter["List-Unsubscribe"] = f"<{before}/unsubscribe/token/>"
    letter.set_content(f"Kijk: {before}/w/token/ en {before}/l/code")
    letter.add_alternative(f'<a href="{before}/w/token/">Één</a>', subtype="html")
    name = store.keep(letter.as_bytes(), recipients=["sanne@noordnaaf.example"])

    with override_settings(SITE_ADDRESS="http://127.0.0.1:9", LINKS_ADDRESS="http://127.0.0.1:10"):
        assert not make_demo(now=inside.now, say=inside.said.append, size=SIZE)

    assert before not in _addresses(inside)
    assert _addresses(inside).count("http://127.0.0.1:9/demo/") > 20
    moved = store.message(name)
    assert moved is not None
    assert moved["List-Unsubscribe"] == "<http://127.0.0.1:9/unsubscribe/token/>"
    plain = text_of(moved, "plain")
    assert plain.strip() == "Kijk: http://127.0.0.1:9/w/token/ en http://127.0.0.1:10/l/code"
    assert text_of(moved, "html").strip() == '<a href="http://127.0.0.1:9/w/token/">Één</a>'
    store.folder.joinpath(f"{name}.eml").unlink()


def _addresses(made: Made) -> str:
    """Every row that may hold an address of the website, as text."""
    tables = (
        "content_story",
        "content_sourcepage",
        "content_feed",
        "content_feeditem",
        "sharing_link",
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT {name}::text FROM {name}" for name in tables))
        return "\n".join(row for (row,) in cursor.fetchall())


def _figures(made: Made) -> dict[str, int]:
    ids = [story.pk for story in _stories(made)]
    counts = shares.story_counts(organisation_id=made.organisation.pk, story_ids=ids)
    return {str(key): hash(str(value)) for key, value in counts.items()} | {"stories": len(ids)}


def _stories(made: Made) -> list[Any]:
    return list(content.hub_stories(made.organisation.pk, on=made.now.date(), state="all"))


def test_every_live_story_is_written_in_both_languages(inside: Made) -> None:
    for story in _stories(inside):
        if story.published_at is not None:
            written = {v.language for v in story.variants.all() if not v.is_drafted}
            assert written == {"nl", "en"}


def test_nobody_gets_a_story_twice(inside: Made) -> None:
    ids = [story.pk for story in _stories(inside)]
    member, story = plans.seen_pairs(organisation_id=inside.organisation.pk, story_ids=ids)
    pairs = Counter(zip(member.tolist(), story.tolist(), strict=True))

    assert pairs
    assert max(pairs.values()) == 1


def test_nothing_old_waits_in_the_outbox(inside: Made) -> None:
    planned = delivery.messages_in_state(organisation_id=inside.organisation.pk, state="planned")

    assert {message.kind for message in planned} <= {
        "story_corrected",
        "invitation",
        "feedback",
        "named",
        # Of these days, too: the last edition, and what waits for somebody's answer.
        "awarded",
        "case_answered",
        "newsletter",
        "points_held",
        "shoutout",
    }
    # What is no longer useful is dropped and not sent late.
    old = [each.kind for each in planned if each.queued_at < inside.now - timedelta(days=8)]
    useful = [each for each in planned if not each.useful_until or each.useful_until > inside.now]
    assert set(old) <= {"newsletter"}
    assert not [each for each in useful if each.queued_at < inside.now - timedelta(days=8)]


def test_what_was_mailed_was_mailed_in_its_own_week(inside: Made) -> None:
    sent = delivery.messages_in_state(organisation_id=inside.organisation.pk, state="sent")

    weeks = {Calendar(now=message.changed_at, count=0).this_week for message in sent}
    assert weeks == set(inside.calendar.weeks)


def test_prompts_went_out_too(inside: Made) -> None:
    long_ago = inside.now - timedelta(weeks=SIZE.weeks + 2)
    sent = delivery.subjects_gone_out(
        organisation_id=inside.organisation.pk, kind="prompt", since=long_ago
    )
    assert len(sent) > 0


def test_only_this_weeks_mail_reaches_the_mailbox(inside: Made) -> None:
    assert set(Counter(inside.mailbox.addresses).values()) <= {1, 2}
    assert {entrance.address for entrance in ENTRANCES} <= set(inside.mailbox.addresses)


@pytest.mark.parametrize("key", ["sanne", "femke", "marijke", "pim", "ad"])
def test_a_visitor_finds_three_stories_to_choose_from(inside: Made, key: str) -> None:
    member = inside.member(key)
    week = this_week(member=member, now=inside.now)

    ids = [offer.story.pk for offer in week.offers]
    chosen = shares.choices_for(member=member, story_ids=ids)
    assert len(week.offers) == 3
    assert not chosen


def test_marijke_finds_who_asked_and_some_had_their_word(inside: Made) -> None:
    marijke = inside.member("marijke")

    waiting = queue_for(expert=marijke, now=inside.now)
    given = words_given(expert=marijke)

    assert waiting.asks
    assert given
    assert all(word.given_at <= inside.now for word in given)
    assert all(ask.asked_at >= ask.share.confirmed_at for ask in waiting.asks)


def test_sanne_has_a_chain_that_is_open(inside: Made) -> None:
    chain = chain_for(inside.member("sanne"), today=inside.now.date())

    assert chain.length == 3
    assert chain.this_week == "open"


def test_what_is_derived_is_what_the_record_says(inside: Made) -> None:
    organisation_id = inside.organisation.pk

    assert sharing.rebuild_story_counts(organisation_id=organisation_id) == 0
    assert sharing.rebuild_link_counts(organisation_id=organisation_id) == 0
    assert recognition.rebuild_chains(organisation_id=organisation_id, now=inside.now) == 0
    assert recognition.rebuild_badges(organisation_id=organisation_id, now=inside.now) == 0


def test_the_weeks_that_are_over_are_frozen(inside: Made) -> None:
    weeks = insights.periods(inside.organisation.pk)

    assert len(weeks) == SIZE.weeks
    assert weeks[0].last < inside.now.date() <= weeks[0].last + timedelta(days=7)


def test_colleagues_tip_the_editors_and_say_what_they_would_share(inside: Made) -> None:
    tips = list(content.tips_to_decide(inside.organisation.pk, at=inside.now))

    assert {tip.origin for tip in tips} == {"page", "slack", "teams"}
    assert all(tip.backed and tip.given_at < inside.now for tip in tips)
    assert len({tip.member for tip in tips}) == 3


def test_the_hub_has_feeds_and_something_new_in_them(inside: Made) -> None:
    organisation_id = inside.organisation.pk

    assert len(content.feeds_of(organisation_id)) == 3
    assert len(content.inbox_of(organisation_id)) == 6
    drafts = [story for story in _stories(inside) if story.published_at is None]
    assert len(drafts) == 9
    assert sum(story.picture_id is not None for story in drafts) >= 3


def test_the_desk_holds_stories_in_every_state(inside: Made) -> None:
    today = inside.now.date()
    states = Counter(content.state_on(story, on=today) for story in _stories(inside))

    assert states["review"] == 2
    assert states["planned"] == 4
    moves = {
        event.kind
        for story in _stories(inside)
        if story.is_draft
        for event in content.story_history(story)
    }
    assert {"submitted", "commented", "sent_back"} <= moves
    assert sum(story.pinned_at is not None for story in _stories(inside)) == 1
    campaigns = Counter(story.campaign_id for story in _stories(inside) if story.campaign_id)
    assert len(campaigns) == 2
    assert all(count > 2 for count in campaigns.values())


def test_who_is_named_said_yes_before_it_went_live(inside: Made) -> None:
    named = {
        story.is_draft: story.colleague.agreed_at is not None
        for story in _stories(inside)
        if hasattr(story, "colleague")
    }

    assert named == {False: True, True: False}


def test_posts_keep_some_words_out(inside: Made) -> None:
    general = content.blocked_words(inside.organisation.pk)
    shown = [content.blocked_words_for(story) for story in _stories(inside)]

    assert len(general) >= 5
    assert all(row.reason for row in general)
    assert max(map(len, shown)) > len(general)


def test_one_network_heard_enough_of_one_story(inside: Made) -> None:
    sanne = inside.member("sanne")
    offers = this_week(member=sanne, now=inside.now).offers
    hub = next(offer.story for offer in offers if "naaf die langer" in offer.story.title)

    sharing.copy_story(member=sanne, story=hub, network_key="linkedin", now=inside.now)
    with pytest.raises(sharing.AdaptFirstError):
        sharing.copy_story(member=sanne, story=hub, network_key="mastodon", now=inside.now)


def test_sanne_has_a_voice_and_likes_one_way_of_saying_it(inside: Made) -> None:
    sanne = inside.member("sanne")

    assert voice.profile_of(member=sanne).basis == 6
    assert voice.profile_of(member=sanne).opening == "first_person"
    liking = sorted(liking_of(member=sanne).values())
    assert liking[0] < 0 < liking[-1]


def test_some_have_not_joined(inside: Made) -> None:
    joined = directory.joined_members(inside.organisation)

    assert 8 <= joined.count() < SIZE.people
    assert not joined.filter(given_name="Grace", family_name="O'Brien").exists()


def test_no_demo_is_made_beside_a_real_organisation(inside: Made) -> None:
    people.found_organisation(
        slug="echt",
        settings={"name": "Echt"},
        email="iemand@echt.example",
        given_name="Iemand",
        family_name="",
        now=inside.now,
    )
    demo = inside.organisation
    demo.is_demo = False
    demo.save(update_fields=["is_demo"])

    with pytest.raises(OtherOrganisationError):
        make_demo(now=inside.now, say=inside.said.append, size=SIZE)


def test_the_last_working_moment_is_no_sunday() -> None:
    assert last_working_moment(SUNDAY).date().isoformat() == "2026-11-20"
    assert last_working_moment(MONDAY_AT_DAWN).date().isoformat() == "2026-11-20"
