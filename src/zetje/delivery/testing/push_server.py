"""A push service on this machine that is as strict as the standards, and misbehaves as told.

It reads what it gets by other means than we write it with: RFC 8030 for the request, RFC 8291 for
the contents (http-ece), RFC 8292 for who sends (PyJWT).
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes, token_urlsafe
from typing import Any, Final

import http_ece  # pyright: ignore[reportMissingTypeStubs] -- it has none
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zetje.delivery.testing.local_server import Request, Response, answering, open_server

LARGEST: Final = 4096
_AUTHORIZATION: Final = re.compile(r"vapid t=([\w.-]+), ?k=([\w-]+)")
_TOPIC: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
_URGENCIES: Final = frozenset({"very-low", "low", "normal", "high"})


@dataclass
class Browser:
    """A browser that subscribed: its keys, and what reached it."""

    private_key: ec.EllipticCurvePrivateKey
    auth: bytes
    application_key: str
    received: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


@dataclass(frozen=True, slots=True)
class Reply:
    """How the service answers next, instead of as it should."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    hangs_seconds: float = 0.0
    takes: bool = False


class BadPushError(Exception):
    """What a strict push service refuses, with the status it answers."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class PushService:
    """The service: who subscribed, what it took, and how it behaves.

    Attributes:
        origin: its address, without a slash at the end.
        heads: the headers of each notification it took.
        refusals: what it refused, in words.
        replies: answers to give instead of the proper one, the next first.
    """

    def __init__(self, port: int, clock: Callable[[], datetime]) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.allowed = frozenset({f"127.0.0.1:{port}"})
        self.browsers: dict[str, Browser] = {}
        self.heads: list[dict[str, str]] = []
        self.refusals: list[str] = []
        self.replies: list[Reply] = []
        self._clock = clock

    def subscribe(self, *, application_key: str) -> str:
        """A new browser's subscription, as `PushSubscription.toJSON` gives it."""
        key, auth = ec.generate_private_key(ec.SECP256R1()), token_bytes(16)
        path = f"/push/{token_urlsafe(24)}"
        self.browsers[path] = Browser(key, auth, application_key)
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(auth)}
        return json.dumps(
            {"endpoint": f"{self.origin}{path}", "expirationTime": None, "keys": keys}
        )

    def unsubscribe(self, subscription: str) -> None:
        """The person took the leave back; the service answers 410 from now on."""
        del self.browsers[str(json.loads(subscription)["endpoint"]).removeprefix(self.origin)]

    @property
    def shown(self) -> list[dict[str, Any]]:
        """What reached any browser, in order."""
        return [words for browser in self.browsers.values() for words in browser.received]

    def answer(self, request: Request) -> Response:
        """The proper answer to a notification, or the one that was told."""
        reply = self.replies.pop(0) if self.replies else Reply(201, takes=True)
        status = reply.status
        if reply.takes:
            try:
                self.take(request.path, request.headers, request.body)
            except BadPushError as fault:
                self.refusals.append(str(fault))
                status = fault.status
        return Response(status, headers=reply.headers, hangs_seconds=reply.hangs_seconds)

    def take(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        """Check a notification as strictly as one can, and let its browser have it.

        Raises:
            BadPushError: for whatever does not keep to the standards.
        """
        browser = self.browsers.get(path)
        if browser is None:
            raise BadPushError(410, "no such subscription")
        self._check_sender(headers.get("authorization", ""), browser)
        if headers.get("content-encoding") != "aes128gcm":
            raise BadPushError(415, "contents are not aes128gcm")
        if not headers.get("ttl", "").isdigit():
            raise BadPushError(400, "no TTL")
        if headers.get("urgency", "normal") not in _URGENCIES:
            raise BadPushError(400, "no such urgency")
        if "topic" in headers and not _TOPIC.fullmatch(headers["topic"]):
            raise BadPushError(400, "no such topic")
        if len(body) > LARGEST:
            raise BadPushError(413, "too large")
        browser.received.append(json.loads(self._decrypted(body, browser)))
        self.heads.append(dict(headers))

    def _check_sender(self, line: str, browser: Browser) -> None:
        shape = _AUTHORIZATION.fullmatch(line)
        if shape is None:
            raise BadPushError(401, "no VAPID")
        token, key = shape.groups()
        if key != browser.application_key:
            raise BadPushError(403, "another key than the subscription was made with")
        point = urlsafe_b64decode(key + "=" * (-len(key) % 4))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        try:
            claims = jwt.decode(
                token,
                public,
                algorithms=["ES256"],
                audience=self.origin,
                options={"require": ["aud", "exp", "sub"], "verify_exp": False},
            )
        except jwt.InvalidTokenError as fault:
            raise BadPushError(403, f"VAPID: {fault}") from None
        left = claims["exp"] - self._clock().timestamp()
        if not 0 < left <= timedelta(days=1).total_seconds():
            raise BadPushError(403, "VAPID: expires too late, or did")
        if not str(claims["sub"]).startswith(("mailto:", "https:")):
            raise BadPushError(403, "VAPID: nobody to ask")

    def _decrypted(self, body: bytes, browser: Browser) -> bytes:
        decrypt: Any = http_ece.decrypt  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType] -- untyped
        try:
            return bytes(
                decrypt(
                    body,
                    private_key=browser.private_key,
                    auth_secret=browser.auth,
                    version="aes128gcm",
                )
            )
        except http_ece.ECEException as fault:
            raise BadPushError(400, f"cannot be decrypted: {fault}") from None


@contextmanager
def running_push_service(clock: Callable[[], datetime]) -> Generator[PushService]:
    """Serve on a free port of this machine for the length of the block.

    Args:
        clock: by which tokens expire.
    """
    server = open_server()
    service = PushService(server.server_port, clock)
    with answering(server, service.answer):
        yield service


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
