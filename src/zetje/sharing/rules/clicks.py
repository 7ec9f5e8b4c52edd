"""Who followed a link: a person, a robot, or probably a robot, and which clicks count.

The list of robots is `agents.toml`, one place for all. It is a list of our own: those of libraries
know the crawlers of search engines well, but not the proxies and scanners of mail (crawlerdetect
misses GoogleImageProxy and Proofpoint), and those are what a link of a digest meets.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict, cast

HUMAN = "human"
PROBABLE_BOT = "probable_bot"
BOT = "bot"
LABELS = (HUMAN, PROBABLE_BOT, BOT)

REASON_LENGTH = 20
BURST = timedelta(seconds=10)
# Two posts of one colleague in a row is reading; three in ten seconds is not.
BURST_LINKS = 3
# Browsers renew themselves: what still calls itself this old is a sandbox or a script in disguise.
OLDEST_CHROME = 70
OLDEST_FIREFOX = 60
LONGEST_AGENT = 1024


@dataclass(frozen=True)
class Verdict:
    """What a hit is taken for, and why."""

    label: str
    reason: str


class _Family(TypedDict):
    key: str
    label: str
    why: str
    tokens: NotRequired[list[str]]
    starts: NotRequired[list[str]]


class _Agents(TypedDict):
    people: list[str]
    family: list[_Family]


def label_hit(*, method: str, user_agent: str, purpose: str = "") -> Verdict:
    """Say who is behind a hit.

    Args:
        method: the method of the request.
        user_agent: what the program calls itself.
        purpose: what Sec-Purpose, Purpose, X-Purpose and X-Moz say together.
    """
    if method in {"HEAD", "OPTIONS"}:
        return Verdict(BOT, method.lower())
    agent = user_agent.strip()[:LONGEST_AGENT].lower()
    for word in _list().people:
        agent = agent.replace(word, "")
    if not agent:
        return Verdict(BOT, "no-agent")
    if named := _named(agent):
        return named
    if announces_no_reader(purpose):
        return Verdict(PROBABLE_BOT, "prefetch")
    return _by_form(agent)


def announces_no_reader(purpose: str) -> bool:
    """Say whether the browser tells that it only fetches ahead, so that nobody looks yet."""
    return any(word in purpose.lower() for word in ("prefetch", "prerender", "preview"))


def _named(agent: str) -> Verdict | None:
    """Find the agent in the list."""
    for starts, pattern, verdict in _list().families:
        if (starts and agent.startswith(starts)) or (pattern and pattern.search(agent)):
            return verdict
    return None


_ROBOT = re.compile(
    r"bot\b|bot[/_;-]|crawl|spider|scrape|scanner|fetcher|\bmonitor|https?://|\bwww\.|@[a-z0-9-]+\.[a-z]"
)
_BROWSER = re.compile(
    r"applewebkit/|gecko/|presto/|trident/|khtml/|servo/|ladybird/|ucbrowser|opera/|nokia|blackberry"
)
_CHROME = re.compile(r"\bchrom(?:e|ium)/(\d+)")
_FIREFOX = re.compile(r"\bfirefox/(\d+)")


def _by_form(agent: str) -> Verdict:
    """Judge an agent that no list knows by what it looks like."""
    if _ROBOT.search(agent):
        return Verdict(BOT, "calls-itself-robot")
    if not agent.startswith(("mozilla/", "opera/")) or not _BROWSER.search(agent):
        return Verdict(PROBABLE_BOT, "not-a-browser")
    if _is_ancient(agent):
        return Verdict(PROBABLE_BOT, "ancient-browser")
    return Verdict(HUMAN, "browser")


def _is_ancient(agent: str) -> bool:
    if "msie " in agent or "windows nt 5." in agent:
        return True
    chrome = _CHROME.search(agent)
    if chrome and int(chrome[1][:6]) < OLDEST_CHROME:
        return True
    firefox = _FIREFOX.search(agent)
    return bool(firefox and int(firefox[1][:6]) < OLDEST_FIREFOX)


@dataclass(frozen=True)
class _List:
    """The list of agents, ready to search."""

    people: tuple[str, ...]
    families: tuple[tuple[tuple[str, ...], re.Pattern[str] | None, Verdict], ...]
    reasons: dict[str, str]


@cache
def _list() -> _List:
    """Read the list of agents once."""
    with Path(__file__).with_name("agents.toml").open("rb") as file:
        agents = cast("_Agents", cast("object", tomllib.load(file)))
    return _List(
        people=tuple(agents["people"]),
        families=tuple(_searchable(family) for family in agents["family"]),
        reasons={family["key"]: family["why"] for family in agents["family"]},
    )


def _searchable(family: _Family) -> tuple[tuple[str, ...], re.Pattern[str] | None, Verdict]:
    tokens = family.get("tokens", [])
    pattern = re.compile("|".join(map(re.escape, tokens))) if tokens else None
    return tuple(family.get("starts", [])), pattern, Verdict(family["label"], family["key"])


def reasons() -> dict[str, str]:
    """Give each reason of the list with its sentence."""
    return _list().reasons


@dataclass(frozen=True)
class Hit:
    """One hit on one link of one member, as the burst rule needs it.

    `mail` tells which links were made together for one mail, and `mail_links` how many those are.
    """

    id: str
    link_id: int
    visitor: bytes
    at: datetime
    mail: str = ""
    mail_links: int = 0


def burst(hits: Iterable[Hit]) -> frozenset[str]:
    """Give the ids of the hits that are a scanner's; `hits` are those of one member's links.

    A scanner opens all links of a mail at once; a reader does not. So within ten seconds, by one
    visitor: every link of one mail (two or more), or three links of one member however made.
    """
    by_visitor: dict[bytes, list[Hit]] = {}
    by_mail: dict[tuple[bytes, str], list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.at):
        by_visitor.setdefault(hit.visitor, []).append(hit)
        if hit.mail:
            by_mail.setdefault((hit.visitor, hit.mail), []).append(hit)
    found: set[str] = set()
    for of_one in by_visitor.values():
        found.update(_within_a_burst(of_one, links=BURST_LINKS))
    for of_mail in by_mail.values():
        found.update(_within_a_burst(of_mail, links=max(2, of_mail[0].mail_links)))
    return frozenset(found)


def _within_a_burst(hits: Sequence[Hit], *, links: int) -> Iterator[str]:
    """Slide a window of ten seconds over hits in order of time; give those of crowded windows."""
    opened: Counter[int] = Counter()
    first = given = 0
    for last, hit in enumerate(hits):
        opened[hit.link_id] += 1
        while hit.at - hits[first].at >= BURST:
            opened[hits[first].link_id] -= 1
            if not opened[hits[first].link_id]:
                del opened[hits[first].link_id]
            first += 1
        if len(opened) >= links:
            yield from (each.id for each in hits[max(first, given) : last + 1])
            given = last + 1


def is_counted(*, label: str, first_today: bool, sharers_own: bool) -> bool:
    """Say whether a click counts: a person's first of the day on the link, not the sharer's own."""
    return label == HUMAN and first_today and not sharers_own
