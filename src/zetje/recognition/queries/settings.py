"""Which games and which ways of thanking are on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from zetje.recognition.models import RecognitionSettings


@dataclass(frozen=True, kw_only=True)
class GameSwitches:
    """What an organisation has on. Leagues count points, so without points there are none."""

    points: bool = True
    leagues: bool = True
    team_boards: bool = True
    challenges: bool = True
    badges: bool = True
    shoutouts: bool = True
    newsletter: bool = True
    rewards: bool = True

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The switches by name, in the order of the page that turns them."""
        return tuple(field.name for field in fields(cls))

    @property
    def has_leagues(self) -> bool:
        """Whether leagues are shown."""
        return self.points and self.leagues

    def as_dict(self) -> dict[str, bool]:
        """On or off by name."""
        return asdict(self)


def game_switches(organisation_id: int) -> GameSwitches:
    """What an organisation has on; everything until somebody turned something off."""
    rows = RecognitionSettings.objects.filter(organisation_id=organisation_id)
    row = rows.order_by("-version").values(*GameSwitches.names()).first()
    return GameSwitches(**row) if row else GameSwitches()


def points_on_since(organisation_id: int) -> datetime | None:
    """Since when points have been on; None where they always were."""
    rows = RecognitionSettings.objects.filter(organisation_id=organisation_id)
    since: datetime | None = None
    for is_on, set_at in rows.order_by("-version").values_list("points", "set_at"):
        if not is_on:
            return since
        since = set_at
    return None
