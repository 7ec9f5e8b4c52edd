"""What other capabilities tell people about themselves; `web/plugins.py` fills it at the start.

People is the lowest capability: it cannot ask the others for their topics, nor for what they hold
about a person, so each of them says so here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from zetje.people.queries.joined import JoinedCount

Topics = Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class JoinedFigures:
    """How many joined as it may be shown: of everybody and of teams by key, where it may."""

    whole: JoinedCount | None = None
    by_team: Mapping[int, JoinedCount] = field(default_factory=dict[int, JoinedCount])


Joined = Callable[[int], JoinedFigures]


@dataclass(frozen=True)
class ErasedPerson:
    """What an eraser is told about whom it forgets; none of it may be kept."""

    organisation_id: int
    member_id: int
    person_key: UUID
    addresses: frozenset[str]
    names: frozenset[str]


Eraser = Callable[[ErasedPerson, datetime], None]

_erasers: dict[str, Eraser] = {}
_owners: dict[str, str] = {}
_withheld: dict[str, str] = {}
_topics: list[Topics] = []
_joined: list[Joined] = []


def register_eraser(name: str, eraser: Eraser) -> None:
    """Say how a capability forgets a person where the schema alone does not.

    Rows that stand or fall with the member (`CASCADE`) and acts that outlive them (`SET_NULL`) need
    no eraser. It runs before those rows go, in the same transaction.
    """
    _erasers[name] = eraser


def erasers() -> Mapping[str, Eraser]:
    """What is registered, by name."""
    return dict(_erasers)


def register_owner(model: str, path: str) -> None:
    """Say how a table leads to its member, "sharing.Click" through "link__member".

    Tables with a key of their own to a member, or that stand or fall with a row of such a table,
    are found by themselves.
    """
    _owners[model] = path


def owners() -> Mapping[str, str]:
    """The paths that are registered, by model."""
    return dict(_owners)


def withhold(field: str, reason: str) -> None:
    """Keep a field, "people.Device.token_hash", out of a person's export, and say why."""
    _withheld[field] = reason


def withheld() -> Mapping[str, str]:
    """The fields kept out of exports, with their reasons."""
    return dict(_withheld)


def register_topics(topics: Topics) -> None:
    """Say which topics an organisation's stories have, by the organisation's identifier."""
    _topics[:] = [topics]


def topics_of(organisation_id: int) -> Sequence[str]:
    """The topics that a member may choose from; none while nobody offers any."""
    return _topics[0](organisation_id) if _topics else ()


def register_joined(joined: Joined) -> None:
    """Say how many joined, by the organisation's identifier, so that it tells nobody apart."""
    _joined[:] = [joined]


def joined_figures(organisation_id: int) -> JoinedFigures:
    """How many joined as it may be shown; nothing while nobody says so."""
    return _joined[0](organisation_id) if _joined else JoinedFigures()
