"""Studies: what is worked out of a whole organisation, because it does not add up by groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

# Fewer people than this are no organisation to study: each of them would move the result.
ENOUGH_PEOPLE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """Of whom and up to when a study is made.

    Attributes:
        organisation_id: whose; its tenant is open.
        week: the frozen week that it is of, as `behaviour.weeks` numbers them.
        zone: of the organisation, whose Mondays bound the week.
        least: how many people a count needs.
        members: (n,) who is counted in that week, ascending, who left among them until their circle
            lets them go. Nobody else goes into a study: people come and leave it in company, so no
            single person moves a result.
    """

    organisation_id: int
    week: int
    zone: ZoneInfo
    least: int
    members: NDArray[np.int64]
