"""Microsoft's side of a bot on this machine: sign-in, keys, connector and a workflow.

It speaks the published interfaces, checks what we send as strictly as it can, and signs what it
sends us with a key of its own, as Teams does.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import parse_qs, unquote

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from zetje.delivery.testing.local_server import Request, Response, answering, open_server
from zetje.delivery.testing.teams_cards import BadCardError, actions_of, check_card

TENANT: Final = "5ab1e000-0000-4000-8000-00000000aaaa"
APP: Final = "b0700000-0000-4000-8000-00000000bbbb"
PASSWORD: Final = "a secret of the bot"  # noqa: S105 - a test's own
ISSUER: Final = "https://api.botframework.com"
CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True, slots=True)
class Reply:
    """How the connector answers next, instead of as it should.

    Attributes:
        takes: whether the message is shown all the same.
    """

    status: int
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    hangs_seconds: float = 0.0
    takes: bool = False


@dataclass
class Chat:
    """The conversation of one person with the bot, and the cards that stand in it."""

    user: str
    conversation: str
    cards: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    ids: list[str] = field(default_factory=list[str])


class Refusal(Exception):  # noqa: N818 - an answer
    """What a strict server refuses, with its status and code."""

    def __init__(self, status: int, code: str, reason: str = "") -> None:
        super().__init__(reason or code)
        self.status, self.code = status, code


def _said(status: int, told: object) -> Response:
    return Response(status, json.dumps(told).encode())


class Teams:
    """The servers, who is there, and how they behave.

    Attributes:
        origin: their address, without a slash at the end.
        posted: each activity the connector took.
        news: each card the workflow took.
        refusals: what was refused, in words.
        replies: answers of the connector to give instead of the proper one, the next first.
        asked: the paths that were asked, for counting.
    """

    def __init__(self, port: int, *, password: str = PASSWORD) -> None:
        self._password = password
        self.origin = f"http://127.0.0.1:{port}"
        self.allowed = frozenset({f"127.0.0.1:{port}"})
        self.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.endorsements = ["msteams", "webchat"]
        self.key_id = "key-1"
        self._numbers = count(1)
        self.clear()

    def clear(self) -> None:
        """Begin anew, with the same key."""
        self.chats: dict[str, Chat] = {}
        self.tokens: set[str] = set()
        self.posted: list[dict[str, Any]] = []
        self.news: list[dict[str, Any]] = []
        self.refusals: list[str] = []
        self.replies: list[Reply] = []
        self.asked: list[str] = []

    @property
    def service(self) -> str:
        """The connector's address, as activities tell it."""
        return f"{self.origin}/emea/"

    @property
    def keys_address(self) -> str:
        """Where the OpenID metadata stands."""
        return f"{self.origin}/v1/.well-known/openidconfiguration"

    @property
    def workflow(self) -> str:
        """The address at which the workflow is triggered."""
        return f"{self.origin}/workflows/1/triggers/manual/paths/invoke?sig=abc"

    def person(self, name: str) -> Chat:
        """A person with the app installed."""
        chat = Chat(user=f"29:{name}", conversation=f"a:{name}/1")
        return self.chats.setdefault(chat.conversation, chat)

    def activity(self, chat: Chat, *, now: datetime, **given: Any) -> dict[str, Any]:
        """Something that a person did, as Teams tells the bot."""
        number = next(self._numbers)
        return {
            "id": f"f:{number}",
            "timestamp": now.isoformat().replace("+00:00", "Z"),
            "channelId": "msteams",
            "serviceUrl": self.service,
            "from": {"id": chat.user, "name": "Anna", "aadObjectId": "0"},
            "conversation": {
                "id": chat.conversation,
                "conversationType": "personal",
                "tenantId": TENANT,
            },
            "recipient": {"id": f"28:{APP}", "name": "Zetje"},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "nl-NL",
            **given,
        }

    def tap(self, chat: Chat, verb: str, *, now: datetime) -> dict[str, Any]:
        """The tap on the button of the newest card of a chat that has this verb."""
        action = next(each for each in actions_of(chat.cards[-1]) if each.get("verb") == verb)
        told = {name: action[name] for name in ("type", "verb", "data") if name in action}
        return self.activity(
            chat,
            now=now,
            type="invoke",
            name="adaptiveCard/action",
            replyToId=chat.ids[-1],
            value={"action": told, "trigger": "manual"},
        )

    def authorization(self, *, now: datetime, key: Any = None, **changes: Any) -> str:
        """The Authorization line with which the connector calls the bot."""
        claims = {
            "iss": ISSUER,
            "aud": APP,
            "nbf": int(now.timestamp()),
            "exp": int((now + timedelta(hours=1)).timestamp()),
            "serviceurl": self.service,
            **changes,
        }
        given = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.key_id}
        return "Bearer " + jwt.encode(given, key or self.signing_key, "RS256", headers=headers)

    def replaced(self, chat: Chat, answer: Mapping[str, Any]) -> dict[str, Any]:
        """Show the card with which the bot answered a tap, in the place of the one tapped."""
        if answer.get("statusCode") != 200 or answer.get("type") != CARD_TYPE:
            raise BadCardError(f"no card in place of the one tapped: {answer}")
        check_card(answer["value"])
        chat.cards[-1] = dict(answer["value"])
        return chat.cards[-1]

    def answer(self, request: Request) -> Response:
        """What the servers answer, whichever of them was asked."""
        self.asked.append(request.path)
        try:
            if request.method == "GET":
                return _said(200, self._document(request.path))
            if request.path.endswith("/oauth2/v2.0/token"):
                return _said(200, self._sign_in(request.path, request.body))
            if request.path.startswith("/workflows/"):
                return _said(202, self._take_news(json.loads(request.body)))
            return self._connector(request)
        except Refusal as fault:
            self.refusals.append(str(fault))
            is_flat = request.path.endswith("/token")
            code: Any = fault.code if is_flat else {"code": fault.code, "message": "…"}
            return _said(fault.status, {"error": code})

    def _document(self, path: str) -> dict[str, Any]:
        if self.origin + path == self.keys_address:
            return {"issuer": ISSUER, "jwks_uri": f"{self.origin}/v1/.well-known/keys"}
        if path == "/v1/.well-known/keys":
            public: dict[str, Any] = RSAAlgorithm.to_jwk(
                self.signing_key.public_key(), as_dict=True
            )
            key = {**public, "use": "sig", "kid": self.key_id, "endorsements": self.endorsements}
            return {"keys": [key]}
        raise Refusal(404, "NotFound")

    def _sign_in(self, path: str, body: bytes) -> dict[str, Any]:
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        expected = {
            "grant_type": "client_credentials",
            "client_id": APP,
            "client_secret": self._password,
            "scope": "https://api.botframework.com/.default",
        }
        if path.split("/")[1] != TENANT or given != expected:
            raise Refusal(401, "invalid_client")
        token = token_urlsafe(40)
        self.tokens.add(token)
        return {"token_type": "Bearer", "expires_in": 3599, "access_token": token}

    def _connector(self, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            raise Refusal(401, "Unauthorized")
        reply = self.replies.pop(0) if self.replies else Reply(201, takes=True)
        told: dict[str, Any] = {"error": {"code": reply.code}} if reply.code else {}
        if reply.takes:
            told = {"id": self.take(request.path, json.loads(request.body))}
        return replace(
            _said(reply.status, told), headers=reply.headers, hangs_seconds=reply.hangs_seconds
        )

    def take(self, path: str, activity: dict[str, Any]) -> str:
        """Check a message of the bot and show it in its conversation; its number there.

        Raises:
            Refusal: for whatever Teams would not take.
        """
        start, end = "/emea/v3/conversations/", "/activities"
        chat = self.chats.get(unquote(path.removeprefix(start).removesuffix(end)))
        if not (path.startswith(start) and path.endswith(end)) or chat is None:
            raise Refusal(404, "ConversationNotFound")
        if (activity.get("type"), activity.get("from")) != ("message", {"id": f"28:{APP}"}):
            raise Refusal(400, "BadSyntax", "not a message of the bot")
        if activity["conversation"] != {"id": chat.conversation, "tenantId": TENANT}:
            raise Refusal(400, "BadSyntax", "for another conversation")
        (attachment,) = activity["attachments"]
        if attachment["contentType"] != CARD_TYPE or not activity.get("summary"):
            raise Refusal(400, "BadSyntax", "no card, or nothing to announce it by")
        self._check(attachment["content"])
        chat.cards.append(attachment["content"])
        chat.ids.append(f"1:{next(self._numbers)}")
        self.posted.append(activity)
        return chat.ids[-1]

    def _take_news(self, message: dict[str, Any]) -> None:
        (attachment,) = message["attachments"]
        if message["type"] != "message" or attachment["contentType"] != CARD_TYPE:
            raise Refusal(400, "BadSyntax", "no card")
        card = attachment["content"]
        self._check(card)
        if any(each["type"] != "Action.OpenUrl" for each in actions_of(card)):
            raise Refusal(400, "BadSyntax", "a workflow cannot take an act")
        self.news.append(card)

    def _check(self, card: object) -> None:
        try:
            check_card(card)
        except BadCardError as fault:
            raise Refusal(400, "BadSyntax", str(fault)) from None


@contextmanager
def running_teams() -> Generator[Teams]:
    """Serve on a free port of this machine for the length of the block."""
    server = open_server()
    teams = Teams(server.server_port)
    with answering(server, teams.answer):
        yield teams
