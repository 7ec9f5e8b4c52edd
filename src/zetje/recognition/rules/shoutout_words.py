"""What a shout-out never says, whoever wrote it, each with the sentence that says so.

It thanks one colleague for something that others could see. It holds nobody up against others,
tells nothing that only the person may know, and claims no figure that was not measured.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.recognition.rules.shoutouts import LONGEST


def _either(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NeverSaid:
    """Something that no shout-out says: the words that show it, in both languages, and why not."""

    key: str
    reason: Promise
    pattern: re.Pattern[str]


NEVER_SAID: Final[tuple[NeverSaid, ...]] = (
    NeverSaid(
        "guilt",
        gettext_lazy("This holds one colleague up against others. Thank for what was done."),
        _either(
            r"eindelijk",
            r"voor (?:één|een|1) keer",
            r"in tegenstelling tot",
            r"(?:neem|neemt|nemen) een voorbeeld",
            r"(?:anderen|de rest|jullie|iedereen|collega['’]s) (?:zou(?:den)?|moet(?:en)?)",
            r"waar blijft (?:de rest|iedereen)",
            r"(?:de rest|anderen) (?:van jullie )?(?:doet|doen|deelt|delen) niets?",
            r"wie (?:nog )?(?:niet|nooit) (?:deelt|meedoet|deelde)",
            r"beter dan (?:de rest|iedereen|alle|wie)",
            r"de enige die",
            r"finally",
            r"at (?:long )?last",
            r"for once",
            r"unlike",
            r"(?:follow|take) (?:the|this|her|his|their) (?:example|lead)",
            r"take a leaf",
            r"(?:others|the rest|you all|everyone|everybody|colleagues) (?:should|must|ought)",
            r"where (?:is|are) the rest",
            r"the rest of (?:you|us) (?:do|does|don['’]t|doesn['’]t|could|should)",
            r"(?:those|people|anyone) who (?:never|don['’]t|doesn['’]t|did not|didn['’]t)",
            r"better than (?:the rest|everyone|everybody|all|any)",
            r"the only one",
        ),
    ),
    NeverSaid(
        "private",
        gettext_lazy(
            "That is for the person alone to know: pauses, returns, phases, chains and points."
        ),
        _either(
            r"(?:weer|opnieuw) (?:terug|begonnen|van de partij|aan het delen)",
            r"welkom terug",
            r"na (?:een|lange|zo['’]n|al die) (?:\w+ )?(?:pauze|stilte|afwezigheid|ziekte)",
            r"na lange tijd",
            r"terug van weggeweest",
            r"(?:zijn|haar|hun|je|jouw) (?:\w+ )?(?:fase|gewoonte)",
            r"gewoontekracht",
            r"ketting van \w+ weken",
            r"weken op (?:een )?rij",
            r"(?:\w+ punten (?:verdiend|gehaald)|puntentotaal)",
            r"welcome back",
            r"(?:is|are|you['’]re|you are) back",
            r"back (?:again|in the game|to sharing|from (?:leave|a break|sick leave|illness))",
            r"after (?:a|an|the|some|all that)(?: \w+)? (?:break|pause|silence|absence|illness)",
            r"after a long time",
            r"(?:your|her|his|their) (?:\w+ )?(?:phase|habit)",
            r"habit strength",
            r"(?:a|the|your|her|his|their) streak",
            r"weeks in a row",
            r"(?:earned|won|scored) \w+ points",
        ),
    ),
    NeverSaid(
        "measured",
        gettext_lazy(
            "Nobody measured who did most. Say what this colleague did, and leave the rest out."
        ),
        _either(
            r"(?:meest|best|vaakst) ?(?:gedeelde?|gelezen|bekeken|geklikte?|bereikte?)",
            r"(?:het|de) (?:beste|succesvolste|populairste) (?:bericht|post|tip|verhaal)(?: ooit)?",
            r"record(?:aantal)?",
            r"viraal",
            r"most[- ](?:shared|read|clicked|viewed|liked)",
            r"best[- ]read",
            r"the (?:best|most popular|most successful) (?:post|tip|story)(?: ever)?",
            r"viral",
        ),
    ),
    NeverSaid(
        "address",
        gettext_lazy("A shout-out has no addresses in it: words are enough."),
        re.compile(r"(?i)(?:https?:|www\.)\S*|\S+@\S+\.\w+"),
    ),
)

_NUMBER: Final = (
    r"(?P<number>\d[\d.,]*|honderd(?:en)?|duizend(?:en)?|tientallen|tien|twintig|dertig|veertig|"
    r"vijftig|zestig|zeventig|tachtig|negentig|hundreds?|thousands?|dozens?|ten|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety)"
)
_COUNTED: Final = (
    r"(?:collega['’]?s|mensen|lezers|klikken|kliks|likes|reacties|weergaven|volgers|shares|keer|x|"
    r"berichten|posts|procent|colleagues|people|readers|clicks|reactions|views|impressions|"
    r"followers|times|per ?cent)"
)
# A figure with something that Zetje could count, at most two words apart; every share in hundred.
_FIGURE: Final = re.compile(
    rf"(?<!\w){_NUMBER}(?:\s+\w+){{0,2}}?\s*{_COUNTED}(?!\w)|(?P<share>\d[\d.,]*)\s?%",
    re.IGNORECASE,
)
_NAME: Final = regex.compile(r"\p{Lu}[\p{L}'’\-]+")
_FAMILY: Final = regex.compile(
    r"(?P<particles>(?:\b(?i:van|von|de|der|den|het|'t|ten|ter|te|el|al|la|le|op|in)\s+)*)"
    r"(?P<name>\b\p{Lu}[\p{L}'’\-]+)"
)
_SENTENCE_START: Final = regex.compile(r"(?:^|[.!?…\n][\s\"'“”‘’»)]*)$")
# Words that begin sentences and are names as well.
_ALSO_WORDS: Final = frozenset(
    {
        *(
            "Ben",
            "Bent",
            "Wil",
            "Mei",
            "Roos",
            "Doe",
            "Storm",
            "Ster",
            "Fleur",
            "Bas",
            "Lot",
            "Jet",
        ),
        *(
            "Will",
            "Mark",
            "May",
            "Grace",
            "Hope",
            "Faith",
            "Joy",
            "Rose",
            "April",
            "June",
            "August",
        ),
        *(
            "Dawn",
            "Frank",
            "Guy",
            "Art",
            "Bill",
            "Chase",
            "Drew",
            "Grant",
            "Miles",
            "Sue",
            "Summer",
        ),
        *("Max", "Rob", "Pat", "Ray", "Ever"),
    }
)


def names_in(text: str) -> frozenset[str]:
    """The words of a text that can be somebody's name: capital letter, and no common first word."""
    found: set[str] = set()
    for match in _NAME.finditer(text):
        word = match.group()
        begins = _SENTENCE_START.search(text[: match.start()]) is not None
        if begins and word in _ALSO_WORDS:
            continue
        found |= {word, regex.sub(r"['’]?s$", "", word), word.replace("’", "'")}
    return frozenset(found)


def family_names_in(text: str) -> frozenset[str]:
    """What of a text can be a family name, in small letters, with and without its particles."""
    found: set[str] = set()
    for match in _FAMILY.finditer(text):
        name = match.group("name")
        begins = _SENTENCE_START.search(text[: match.start("name")]) is not None
        if begins:
            continue
        bare = regex.sub(r"['’]s$", "", name).casefold()
        particles = match.group("particles").casefold().split()
        found |= {" ".join([*particles[start:], bare]) for start in range(len(particles) + 1)}
    return frozenset(found)


def fault_in(text: str, *, known_figures: Collection[str] = ()) -> str:
    """What is wrong with the words of a shout-out, in a sentence; empty where nothing is.

    Args:
        text: the words, tidied.
        known_figures: the figures that were measured, as they are written, "40".
    """
    if len(text) > LONGEST:
        return _("That is {over} characters more than fits on the wall.").format(
            over=len(text) - LONGEST
        )
    for rule in NEVER_SAID:
        if rule.pattern.search(text):
            return str(rule.reason)
    strange = strange_figures(text, known_figures=known_figures)
    if strange:
        return _("Nobody measured “{figure}”. Leave the figure out.").format(figure=strange[0])
    return ""


def strange_figures(text: str, *, known_figures: Collection[str]) -> Sequence[str]:
    """The counts in a text that are none of those that were measured."""
    counted = [(one, one.group("number") or one.group("share")) for one in _FIGURE.finditer(text)]
    return [one.group() for one, number in counted if number.strip(".,") not in known_figures]


def texts_given(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The languages in which something was written, with what was."""
    return {language: text for language, text in texts.items() if text.strip()}
