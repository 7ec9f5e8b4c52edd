"""Teams against a connector that checks our token and card, and misbehaves as told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import Settings

from zetje.delivery.channels.teams import TeamsChannel
from zetje.delivery.channels.teams.cards import UnfitCardError, adaptive_card
from zetje.delivery.channels.teams.conversations import Conversation, read_conversation
from zetje.delivery.channels.teams.setup import Setup, read_setup
from zetje.delivery.channels.teams.transport import TeamsTransport
from zetje.delivery.rules.cards import Button, Card, Section
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.testing.teams_cards import actions_of, check_card, words_of
from zetje.delivery.testing.teams_server import (
    APP,
    PASSWORD,
    TENANT,
    Chat,
    Reply,
    Teams,
    running_teams,
)
from zetje.delivery.tests.conftest import NOW

SETUP = Setup(app_id=APP, app_password=PASSWORD, tenant_id=TENANT)
CARD = Card(
    language="nl",
    title="Goedemorgen, Sanne",
    text="Drie verhalen, twee minuten.\n\n[niet](https://evil.example) *dit*",
    sections=(
        Section(
            title="De naaf die de fiets overleeft",
            text="Zestigduizend kilometer op één naaf",
            note="Omdat jij de testbank draaide",
            picture_url="https://zetje.example/p.png",
            picture_alt="Tekening van een naaf",
            buttons=(
                Button(label="Kopieer", url="https://zetje.example/week/", weight="primary"),
                Button(label="Sla over", action="skip", value="verhaal-88"),
            ),
        ),
    ),
    footer="Negen weken op rij",
    buttons=(Button(label="Minder hiervan", action="fewer", value="arm"),),
)


@pytest.fixture(scope="module")
def running() -> Iterator[Teams]:
    with running_teams() as teams:
        yield teams


@pytest.fixture
def teams(running: Teams, settings: Settings) -> Teams:
    running.clear()
    settings.FETCH_ALLOWED_HOSTS = running.allowed
    settings.TEAMS_LOGIN = running.origin
    return running


@pytest.fixture
def anna(teams: Teams) -> Chat:
    return teams.person("anna")


@pytest.fixture
def transport(teams: Teams) -> Iterator[TeamsTransport]:
    transport = TeamsTransport(lambda organisation_id: SETUP, seconds=0.3)
    yield transport
    transport.close()


def letter(teams: Teams, chat: Chat, card: Card = CARD) -> CardLetter:
    there = Conversation(teams.service, chat.conversation, chat.user, TENANT)
    return CardLetter(
        card=card, address=there.text, message_id="m", organisation_id=1, written_at=NOW
    )


def send(transport: TeamsTransport, teams: Teams, chat: Chat) -> Outcome:
    return transport.hand_over(transport.prepare(letter(teams, chat)))


def test_a_card_arrives_once_with_words_as_they_were_written(
    teams: Teams, transport: TeamsTransport, anna: Chat
) -> None:
    assert isinstance(send(transport, teams, anna), Accepted)
    assert isinstance(send(transport, teams, teams.person("bram")), Accepted)

    (card,) = anna.cards
    assert words_of(card) == [
        "Goedemorgen, Sanne",
        "Drie verhalen, twee minuten.",
        "[niet](https://evil.example) *dit*",
        "De naaf die de fiets overleeft",
        "Zestigduizend kilometer op één naaf",
        "Omdat jij de testbank draaide",
        "Kopieer",
        "Sla over",
        "Negen weken op rij",
        "Minder hiervan",
    ]
    # Where Markdown would be read there are none of people's words.
    assert not [part for part in check_card(card) if part["type"] == "TextBlock"]
    opens, skips, fewer = actions_of(card)
    assert (opens["type"], opens["style"]) == ("Action.OpenUrl", "positive")
    assert skips["type"] == fewer["type"] == "Action.Execute"
    assert (skips["verb"], skips["data"]) == ("skip", {"value": "verhaal-88"})
    assert teams.posted[0]["summary"] == "Goedemorgen, Sanne"
    assert card["lang"] == "nl"
    assert not teams.refusals
    assert sum(path.endswith("/token") for path in teams.asked) == 1


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (
            Reply(429, headers={"Retry-After": "60"}),
            Later("429", everyone=True, wait_seconds=60),
        ),
        (Reply(500, "ServiceError"), Later("500 ServiceError", everyone=True)),
        (Reply(504, takes=True), Undecided("504")),
        (Reply(201, hangs_seconds=0.5, takes=True), Undecided("connector: ReadTimeout")),
        (
            Reply(403, "ConversationBlockedByUser"),
            Refused("403 ConversationBlockedByUser", bad_address=True),
        ),
        (
            Reply(404, "ConversationNotFound"),
            Refused("404 ConversationNotFound", bad_address=True),
        ),
        (Reply(403, "BotDisabledByAdmin"), Later("403 BotDisabledByAdmin", everyone=True)),
        (Reply(412, "PreconditionFailed"), Later("412 PreconditionFailed")),
        (Reply(413, "MessageSizeTooBig"), Refused("413 MessageSizeTooBig")),
        (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), Refused("302")),
    ],
)
def test_what_the_connector_answers_is_read_with_care(
    reply: Reply, expected: Outcome, teams: Teams, transport: TeamsTransport, anna: Chat
) -> None:
    teams.replies.append(reply)

    assert send(transport, teams, anna) == expected
    assert len(anna.cards) == int(reply.takes)
    assert isinstance(send(transport, teams, anna), Accepted)


def test_a_token_that_is_refused_is_asked_for_anew_once(
    teams: Teams, transport: TeamsTransport, anna: Chat
) -> None:
    send(transport, teams, anna)
    teams.tokens.clear()
    assert isinstance(send(transport, teams, anna), Accepted)

    teams.replies.extend([Reply(401), Reply(401)])
    assert send(transport, teams, anna) == Later("401 the bot's token is refused", everyone=True)
    assert len(anna.cards) == 2


def test_a_bot_that_microsoft_does_not_know_sends_nothing(teams: Teams, anna: Chat) -> None:
    wrong = TeamsTransport(lambda organisation_id: replace(SETUP, app_password="guessed"))

    assert send(wrong, teams, anna) == Later("sign-in: invalid_client", everyone=True)
    assert not anna.cards
    wrong.close()


def test_a_machine_that_is_not_there_got_nothing(
    teams: Teams, transport: TeamsTransport, anna: Chat, settings: Settings
) -> None:
    here = letter(teams, anna)
    settings.FETCH_ALLOWED_HOSTS = teams.allowed | {"127.0.0.1:1"}
    away = {**json.loads(here.address), "service": "http://127.0.0.1:1/emea/"}
    lost = TeamsTransport(lambda organisation_id: SETUP)

    outcome = lost.hand_over(lost.prepare(replace(here, address=json.dumps(away))))
    assert outcome == Later("connector: ConnectError", everyone=True)
    lost.close()

    settings.TEAMS_LOGIN = "http://127.0.0.1:1"
    outcome = lost.hand_over(lost.prepare(here))
    assert isinstance(outcome, Accepted)  # Its token is good for an hour.
    lost.close()
    silent = TeamsTransport(lambda organisation_id: SETUP)
    outcome = silent.hand_over(silent.prepare(here))
    assert outcome == Later("sign-in: ConnectError", everyone=True)


def test_what_cannot_be_sent_fails_before_its_intent(
    teams: Teams, transport: TeamsTransport, anna: Chat
) -> None:
    good = letter(teams, anna)
    given = json.loads(good.address)
    bad = [
        {**given, "service": "https://evil.example/"},
        {**given, "service": "http://smba.trafficmanager.net/emea/"},
        {**given, "service": "https://smba.trafficmanager.net/emea/?x=1"},
        {**given, "service": "https://smba.trafficmanager.net.evil.example/"},
        {**given, "tenant": "another"},
        {**given, "user": ""},
        {"service": teams.service},
        [],
    ]
    for each in bad:
        with pytest.raises(ValueError, match=r"."):
            transport.prepare(replace(good, address=json.dumps(each)))
    with pytest.raises(ValueError, match="no bot"):
        TeamsTransport(lambda organisation_id: None).prepare(good)
    with pytest.raises(UnfitCardError):
        transport.prepare(replace(good, card=Card(language="nl", title="")))
    assert not teams.asked


def test_the_connector_of_every_region_is_known() -> None:
    for service in ("https://smba.trafficmanager.net/emea", "https://smba.trafficmanager.net/in/"):
        given = {"service": service, "conversation": "a:1/2", "user": "29:1", "tenant": TENANT}
        there = read_conversation(json.dumps(given))
        assert there.activities.startswith(f"{service.rstrip('/')}/v3/conversations/a%3A1%2F2/")
        assert read_conversation(there.text) == there


def test_a_card_too_large_for_teams_loses_stories_and_not_its_head() -> None:
    story = CARD.sections[0]
    long = replace(CARD, sections=tuple(replace(story, text="é👩🏽‍🚀" * 900) for _ in range(9)))

    written = adaptive_card(long)

    assert len(check_card(written)) < 60
    assert words_of(written)[0] == "Goedemorgen, Sanne"
    assert words_of(written)[-1] == "Minder hiervan"
    with pytest.raises(UnfitCardError):
        adaptive_card(replace(CARD, text="👩🏽‍🚀" * 3000))


def test_a_picture_without_tls_or_words_is_left_out_and_strange_signs_too() -> None:
    story = CARD.sections[0]
    pictures = [
        replace(story, picture_url="http://zetje.example/p.png"),
        replace(story, picture_url="javascript:alert(1)"),
        replace(story, picture_alt=""),
    ]

    written = adaptive_card(replace(CARD, title="A\0B\x07\ud800", sections=tuple(pictures)))

    assert not [part for part in check_card(written) if part["type"] == "Image"]
    assert words_of(written)[0] == "AB"


def test_settings_are_kept_once_microsoft_knows_them(teams: Teams, settings: Settings) -> None:
    channel = TeamsChannel()
    good = {"app_id": APP.upper(), "app_password": PASSWORD, "tenant_id": TENANT}

    assert channel.check(good) == ""
    assert channel.check({**good, "news_address": teams.workflow}) == ""
    assert "workflow" in channel.check({**good, "news_address": "https://evil.example/"})
    assert "does not know" in channel.check({**good, "app_password": "guessed"})
    for missing in good:
        assert "Fill in" in channel.check({**good, missing: ""})
    assert "Fill in" in channel.check({**good, "tenant_id": "noordnaaf.example"})
    assert read_setup({}) is None
    settings.TEAMS_LOGIN = "http://127.0.0.1:1"
    assert "does not answer" in channel.check(good)


def test_news_for_a_team_holds_links_and_no_acts(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "app_id": APP,
        "app_password": PASSWORD,
        "tenant_id": TENANT,
        "news_address": teams.workflow,
    }
    monkeypatch.setattr("zetje.delivery.queries.channel_settings", lambda *_: given)

    def post() -> Outcome:
        return TeamsChannel().post_news(
            organisation_id=1,
            language="nl",
            title="Nieuw verhaal",
            text="De naaf die de fiets overleeft",
            links=[("Lees het", "https://zetje.example/s/noordnaaf/naaf/")],
        )

    assert isinstance(post(), Accepted)
    (card,) = teams.news
    assert words_of(card) == ["Nieuw verhaal", "De naaf die de fiets overleeft", "Lees het"]
    assert not teams.refusals
    given["news_address"] = "https://intranet.example/hook"
    assert post() == Refused("workflow: not_listed")
    given["news_address"] = ""
    assert isinstance(post(), Refused)
