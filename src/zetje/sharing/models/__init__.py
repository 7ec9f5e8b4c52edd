"""The models of sharing, one module a subject."""

from zetje.sharing.models.choices import Choice, ChoiceKind, Share, StoryCount, WordingNumber
from zetje.sharing.models.kept import KeptText
from zetje.sharing.models.links import Click, Link, LinkCount, SharerHash, Visit

__all__ = [
    "Choice",
    "ChoiceKind",
    "Click",
    "KeptText",
    "Link",
    "LinkCount",
    "Share",
    "SharerHash",
    "StoryCount",
    "Visit",
    "WordingNumber",
]
