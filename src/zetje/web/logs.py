"""One readable stream of logs, without addresses, tokens or texts in it."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from structlog.types import EventDict, WrappedLogger

# An address, a signed token or a random one: what a log must not give away.
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*[\dA-Z])(?=[\w-]*[a-z])[\w-]{20,}(?:\.[\w-]{20,})*")
_SECRET_KEYS = frozenset({"password", "token", "secret", "authorization", "cookie", "code", "text"})


def redact(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Replace what looks like an address or a token in every value of a log line."""
    return {key: _redacted(key, value) for key, value in event.items()}


def redacted_text(text: str) -> str:
    """A text with addresses and tokens taken out."""
    return _TOKEN.sub("[token]", _ADDRESS.sub("[address]", text))


def _redacted(key: str, value: Any) -> Any:
    if key in _SECRET_KEYS:
        return "[secret]"
    if isinstance(value, str) and key != "timestamp":
        return redacted_text(value)
    return value


def configure(options: dict[str, Any]) -> None:
    """Set up logging for Django and for structlog alike.

    Args:
        options: `json`, whether lines are written as JSON.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if not options["json"] else "iso"),
    ]
    last: Any = (
        structlog.processors.JSONRenderer()
        if options["json"]
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact,
            last,
        ],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for noisy in ("httpx", "httpx2", "openai", "django.server", "procrastinate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
