"""What touches what: for each event, the functions of other capabilities that react to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zetje.lib.events import Reaction

REACTIONS: Mapping[type, Sequence[Reaction]] = {}
