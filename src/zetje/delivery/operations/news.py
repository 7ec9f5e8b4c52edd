"""News for a whole team, through a channel that has a place for it; never for one person."""

from __future__ import annotations

from collections.abc import Sequence

from zetje.delivery.registry import channels
from zetje.delivery.rules.channels import TellsNews
from zetje.delivery.rules.outcomes import Outcome


def news_channels(*, organisation_id: int) -> list[str]:
    """The channels in which an organisation has a place for news, by name."""
    tellers = sorted(_tellers().items())
    return [name for name, channel in tellers if channel.has_place_for_news(organisation_id)]


def post_news(
    *,
    organisation_id: int,
    channel: str,
    language: str,
    title: str,
    text: str,
    links: Sequence[tuple[str, str]],
) -> Outcome:
    """Post news to a channel's place for it. It holds links only: nobody can choose there.

    Args:
        organisation_id: whose.
        channel: one of `news_channels`.
        language: of the words.
        title: the first line.
        text: what follows it.
        links: label and address of the pages that it opens.

    Raises:
        KeyError: when the channel has no place for news.
    """
    return _tellers()[channel].post_news(
        organisation_id=organisation_id, language=language, title=title, text=text, links=links
    )


def _tellers() -> dict[str, TellsNews]:
    return {name: each for name, each in channels().items() if isinstance(each, TellsNews)}
