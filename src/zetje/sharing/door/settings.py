"""What the link door reads from the environment; the names are those of the whole installation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import cast

PROJECT = Path(__file__).resolve().parents[4]
SPOOL_FOLDER = "spool"


@dataclass(frozen=True)
class Settings:
    """Where the door finds its links, keeps its clicks, and whom it believes."""

    spool: Path
    database_url: str
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...]


def read(environment: Mapping[str, str]) -> Settings:
    """Read the settings of the door.

    Raises:
        ValueError: a setting cannot be understood.
    """
    data = Path(environment.get("ZETJE_DATA") or PROJECT / "var")
    return Settings(
        spool=data / SPOOL_FOLDER,
        database_url=environment.get("DATABASE_URL") or environment.get("ZETJE_DATABASE_URL", ""),
        trusted_proxies=networks(_list(environment.get("ZETJE_TRUSTED_PROXIES", ""))),
    )


def networks(texts: list[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks as they are written in settings."""
    return tuple(ip_network(text.strip(), strict=False) for text in texts)


def _list(text: str) -> list[str]:
    if not text:
        return []
    given = cast("object", json.loads(text))
    if not isinstance(given, list):
        message = f'ZETJE_TRUSTED_PROXIES must be a list such as ["10.0.0.1"], not {text!r}'
        raise ValueError(message)  # noqa: TRY004 - a wrong setting, not a wrong type of ours
    return [str(item) for item in cast("list[object]", given)]
