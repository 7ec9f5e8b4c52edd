"""Tests of the weekly mail."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from inline_snapshot import snapshot
from pytest_django import DjangoAssertNumQueries

from zetje.content.testing import make_story
from zetje.delivery.registry import Drop, Mail, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import InvalidToken, read
from zetje.people.testing import make_member, make_organisation
from zetje.prompting.models import DigestStory
from zetje.prompting.operations.mail import render_digests
from zetje.prompting.testing import make_digest
from zetje.prompting.tests.mails import NOW, UNSUBSCRIBE, mail_of, row_of, three_stories
from zetje.recognition.testing import make_shared_weeks

pytestmark = pytest.mark.django_db

Story: Any = apps.get_model("content", "Story")
Member: Any = apps.get_model("people", "Member")
Preferences: Any = apps.get_model("people", "Preferences")
Link: Any = apps.get_model("sharing", "Link")


@pytest.fixture
def organisation(sanne: Any) -> Any:
    return sanne.organisation


class Links(HTMLParser):
    """Collects the addresses of a mail's links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def test_the_mail_goes_to_the_member_and_says_what_it_brings(sanne: Any) -> None:
    mail = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW))

    assert (mail.to_address, mail.to_name, mail.subject, mail.language) == (
        "sanne@noordnaaf.example",
        "Sanne Dekker",
        "Drie verhalen voor deze week",
        "nl",
    )


def test_the_plain_text_reads_by_itself(sanne: Any) -> None:
    digest = make_digest(sanne, three_stories(sanne.organisation)[:2], now=NOW, reason="own_topic")
    make_shared_weeks(sanne, make_story(sanne.organisation), NOW - timedelta(days=7))

    text = re.sub(r"/w/[\w.-]+/", "/w/TOKEN/", mail_of(digest).text)

    assert text == snapshot("""\
zetje

Week 38, 14 t/m 20 september

Goedemorgen, Sanne.
Twee verhalen deze week. Kiezen kost je zo’n twee minuten.

Eén week tot nu toe. Deel voor zondagnacht één bericht en het zijn er twee.
Maak er een rustweek van: http://127.0.0.1:8000/w/TOKEN/?choice=rest


----------------------------------------

1. De naaf die langer meegaat
Waarom jij: je vroeg om verhalen over fietsen.

Zo komt het op LinkedIn:
Zestigduizend kilometer op één naaf. (Ik werk bij Noordnaaf.)
www.noordnaaf.example

Kopieer en post: http://127.0.0.1:8000/w/TOKEN/?choice=copy&story=1
Pas aan en deel: http://127.0.0.1:8000/w/TOKEN/?choice=adapt&story=1
Sla over: http://127.0.0.1:8000/w/TOKEN/?choice=skip&story=1


----------------------------------------

2. Piepende ketting?
Waarom jij: je vroeg om verhalen over fietsen.

Zo komt het op Mastodon:
In oktober gratis, in veertien repaircafés. (Ik werk bij Noordnaaf.)
www.noordnaaf.example

Kopieer en post: http://127.0.0.1:8000/w/TOKEN/?choice=copy&story=2
Pas aan en deel: http://127.0.0.1:8000/w/TOKEN/?choice=adapt&story=2
Sla over: http://127.0.0.1:8000/w/TOKEN/?choice=skip&story=2


----------------------------------------

Dat was alles.

Je krijgt deze mail op dinsdag, na je eerste koffie.
Ander moment: http://127.0.0.1:8000/me/
Afmelden voor deze mail: https://zetje.noordnaaf.example/unsubscribe/abc/
Afmelden werkt met één klik en niemand krijgt er bericht van.

Noordnaaf, Rieteweg 9, Zwolle

""")


def test_every_link_is_signed_personal_short_and_prepares_only(sanne: Any) -> None:
    digest = make_digest(sanne, three_stories(sanne.organisation), now=NOW)

    links = Links(mail_of(digest).html).found

    assert max(map(len, links)) <= 200
    own = [urlsplit(link) for link in links if "/w/" in link]
    assert [parse_qs(link.query) for link in own] == [
        {"choice": [choice], "story": [str(position)]}
        for position in (1, 2, 3)
        for choice in ("copy", "adapt", "skip")
    ]
    tokens = {link.path.split("/")[2] for link in own}
    assert len(tokens) == 1
    payload = {"o": digest.organisation_id, "d": digest.pk}
    assert read("digest", tokens.pop(), now=NOW + timedelta(days=13)) == payload
    assert [link for link in links if "/w/" not in link] == [
        f"{settings.SITE_ADDRESS}/me/",
        UNSUBSCRIBE,
    ]


def test_the_links_end_after_two_weeks_and_serve_nothing_else(sanne: Any) -> None:
    digest = make_digest(sanne, three_stories(sanne.organisation), now=NOW)
    token = urlsplit(Links(mail_of(digest).html).found[0]).path.split("/")[2]

    for purpose, moment in (("digest", NOW + timedelta(days=15)), ("unsubscribe", NOW)):
        with pytest.raises(InvalidToken):
            read(purpose, token, now=moment)


def test_an_english_speaker_gets_english(organisation: Any) -> None:
    member = make_member(organisation, given_name="Amy", language="en")
    stories = [make_story(organisation, language="en", title="A hub", variants=[{"text": "Go"}])]

    mail = mail_of(make_digest(member, stories, now=NOW.replace(hour=12)))

    assert mail.subject == "One story for this week"
    assert "Good morning, Amy." in mail.html
    assert "Week 38, 14 to 20 September" in mail.html
    assert "How it looks on LinkedIn" in mail.html


@pytest.mark.parametrize(
    ("hour", "words"), [(7, "Goedemorgen"), (12, "Goedemiddag"), (17, "Goedenavond")]
)
def test_the_greeting_follows_the_persons_own_clock(sanne: Any, hour: int, words: str) -> None:
    mail = mail_of(make_digest(sanne, [], now=NOW), NOW.replace(hour=hour))

    assert f"{words}, Sanne." in mail.html


def test_each_story_stands_on_the_next_of_the_persons_networks(sanne: Any) -> None:
    mail = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW))

    assert re.findall(r"Zo komt het op (\w+)", mail.html) == ["LinkedIn", "Mastodon", "LinkedIn"]


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("own_team", "dit is bedoeld voor jouw team, Testbank."),
        ("own_topic", "je vroeg om verhalen over fietsen."),
        ("only_you", "niemand anders in je team kreeg deze."),
        ("popular", "minstens vijf collega’s deelden het."),
        ("fresh", "het is nog geen week oud."),
        ("fits", "het is in jouw taal en je had het nog niet gezien."),
    ],
)
def test_every_story_says_why(sanne: Any, reason: str, why: str) -> None:
    stories = three_stories(sanne.organisation)[:1]

    mail = mail_of(make_digest(sanne, stories, now=NOW, reason=reason))

    assert f"Waarom jij:</b> {why}" in mail.html
    assert f"Waarom jij: {why}" in mail.text


def test_a_story_that_was_withdrawn_after_planning_is_left_out(sanne: Any) -> None:
    stories = three_stories(sanne.organisation)
    digest = make_digest(sanne, stories, now=NOW)
    with tenant(sanne.organisation_id):
        Story.objects.filter(pk=stories[0].pk).update(withdrawn_at=NOW)

    mail = mail_of(digest)

    assert stories[0].title not in mail.html + mail.text
    assert mail.subject == "Twee verhalen voor deze week"
    assert re.findall(r"(\d)\. (?:Piep|Gez)", mail.html) == ["1", "2"]
    assert "choice=copy&amp;story=2" in mail.html


def test_without_stories_the_mail_is_a_kind_word(sanne: Any) -> None:
    mail = mail_of(make_digest(sanne, [], now=NOW))

    assert mail.subject == "Geen verhalen deze week"
    assert "Je ketting rust vanzelf." in mail.html
    assert "choice=copy" not in mail.html


def test_a_kind_word_names_no_chain_to_who_hides_it(sanne: Any) -> None:
    with tenant(sanne.organisation_id):
        Preferences.objects.filter(member=sanne).update(chain_shown=False)

    mail = mail_of(make_digest(sanne, [], now=NOW))

    assert "en dat is prima." in mail.html
    assert "ketting" not in mail.html + mail.text


def test_the_result_of_last_week_is_told_to_its_sharer(sanne: Any) -> None:
    story = make_story(sanne.organisation, title="De stille ketting")
    with tenant(sanne.organisation_id):
        link = Link.objects.create(
            organisation=sanne.organisation,
            code="abcdefghijkl",
            member=sanne,
            story=story,
            network="x",
            target="https://www.noordnaaf.example/",
            created_at=NOW,
        )
        apps.get_model("sharing", "Share")._default_manager.create(
            organisation=sanne.organisation,
            member=sanne,
            story=story,
            network="x",
            text="",
            link=link,
            started_at=NOW - timedelta(days=5),
            confirmed_at=NOW - timedelta(days=5),
        )
        apps.get_model("sharing", "LinkCount")._default_manager.create(
            organisation=sanne.organisation, link=link, human=19, counted=19
        )

    mail = mail_of(make_digest(sanne, [], now=NOW))

    assert "klikten 19 mensen door via jouw link naar ‘De stille ketting’" in mail.html


def test_who_left_gets_none_and_a_digest_that_is_gone_is_dropped(sanne: Any) -> None:
    digest = make_digest(sanne, three_stories(sanne.organisation), now=NOW)
    with tenant(sanne.organisation_id):
        Member.objects.filter(pk=sanne.pk).update(left_on=date(2026, 9, 14))
    assert mail_of(digest) == Drop("the person left")

    with tenant(sanne.organisation_id):
        digest.delete()
    assert isinstance(mail_of(digest), Drop)


def test_what_people_write_is_inert(organisation: Any) -> None:
    evil = "<script>alert(1)</script>\"'{{ 7|add:7 }}\r\nBcc: x@evil.example"
    member = make_member(
        organisation, given_name=evil, email="eva@noordnaaf.example", language="nl"
    )
    story = make_story(organisation, title=evil, topic=evil, variants=[{"text": evil}])

    mail = mail_of(make_digest(member, [story], now=NOW, reason="own_topic"))

    assert "<script" not in mail.html
    assert "{{ 7|add:7 }}" in mail.html
    assert "\r" not in mail.subject
    assert mail.to_address == "eva@noordnaaf.example"


def test_a_batch_asks_the_database_no_more_than_one_mail(
    organisation: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stories = three_stories(organisation)
    digests = [make_digest(make_member(organisation), stories, now=NOW) for _ in range(30)]

    # What is remembered for a minute is asked for beforehand.
    render_digests([row_of(digests[0], digests[0].pk)], NOW)
    with django_assert_max_num_queries(22):
        mails = render_digests([row_of(each, each.pk) for each in digests], NOW)

    assert all(isinstance(mail, Mail) for mail in mails.values())
    assert len({mail.html for mail in mails.values() if isinstance(mail, Mail)}) == 30


def test_a_mail_holds_nothing_of_another_organisation(sanne: Any) -> None:
    digest = make_digest(sanne, three_stories(sanne.organisation), now=NOW)
    other = make_member(make_organisation())
    foreign = make_digest(other, three_stories(other.organisation), now=NOW)
    crossed = OutboxRow(
        id=9,
        organisation_id=other.organisation_id,
        member_id=other.pk,
        kind="digest",
        subject_id=digest.pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
    )

    mails = render_digests([row_of(digest, 1), row_of(foreign, 2), crossed], NOW)

    assert isinstance(mails[9], Drop)
    assert isinstance(mails[1], Mail)
    assert isinstance(mails[2], Mail)
    assert "Sanne" not in mails[2].html


def test_the_order_of_stories_is_the_order_of_their_places(sanne: Any) -> None:
    stories = three_stories(sanne.organisation)
    digest = make_digest(sanne, [], now=NOW)
    with tenant(sanne.organisation_id):
        for position, story in ((3, stories[0]), (1, stories[1])):
            DigestStory.objects.create(
                organisation_id=sanne.organisation_id,
                digest=digest,
                story=story,
                position=position,
                reason="fits",
            )

    assert re.findall(r"(\d\. (?:Piep|De naaf))", mail_of(digest).html) == [
        "1. Piep",
        "2. De naaf",
    ]
