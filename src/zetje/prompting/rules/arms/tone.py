"""What the words of a prompt never do, in one table: the words that show it, and the reason.

The list is of ours and cannot be whole; what it finds is never sent, whoever wrote it. Each rule
has its words in Dutch and in English, since each language has its own ways to press.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A number in letters, from two up; "one share" promises nothing.
_COUNT_NL: Final = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|"
    r"honderd|duizend|tientallen|honderden|duizenden)"
)
_COUNT_EN: Final = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"hundred|thousand|dozens|hundreds|thousands)"
)


@dataclass(frozen=True, slots=True)
class ToneRule:
    """Something that no prompt does.

    Attributes:
        key: its name.
        reason: why not, and what to do, for who wrote it.
        patterns: by language, what in the words shows it.
    """

    key: str
    reason: str | Promise
    patterns: Mapping[str, re.Pattern[str]]


def _either(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _both(pattern: str) -> Mapping[str, re.Pattern[str]]:
    found = re.compile(pattern)
    return {"nl": found, "en": found}


TONE_RULES: Final[tuple[ToneRule, ...]] = (
    ToneRule(
        "guilt",
        _("This can feel like a reproach. Say what there is to choose, not what was left undone."),
        {
            "nl": _either(
                r"teleurgesteld\w*",
                r"teleurstell\w*",
                r"jammer dat",
                r"schuldig\w*",
                r"schaam\w*",
                r"waarom (?:deel|deelde|heb) je (?:nog )?(?:niet|niets|nooit)",
                (
                    r"je (?:hebt|had) (?:nog )?(?:steeds )?(?:niet|niets|"
                    r"nooit) (?:gedeeld|gekozen|gedaan|geplaatst)"
                ),
                r"in de steek\w*",
                r"(?:op je|op jou) (?:rekenen|wachten)",
                r"(?:rekenen|wachten|wacht|rekent) op (?:je|jou)",
                r"(?:missen|mist) (?:je|jou|jouw)",
                r"je bent de enige",
                r"de enige die",
                r"iedereen (?:behalve|deelt|doet)\w*",
                r"behalve jij",
                r"vergeet\w*",
                r"vergat\w*",
                r"niet vergeten",
            ),
            "en": _either(
                r"disappoint\w*",
                r"guilty",
                r"guilt",
                r"asham\w*",
                r"shame",
                r"why (?:haven|don|didn|have|did)['’]?t? ?(?:you)?",
                r"let(?:ting)? \w+ down",
                r"you (?:still )?(?:haven['’]t|have not|didn['’]t|did not|never)(?: yet)? "
                r"(?:shared?|chosen?|choose|done|do|post(?:ed)?)",
                r"count(?:ing)? on you",
                r"wait(?:ing)? for you",
                r"(?:we|they|us) miss(?:ed)? you\w*",
                r"(?:everyone|everybody)(?: else)? (?:but|except|shares|shared|does|did|has)",
                r"the only one",
                r"forget\w*",
                r"forgot\w*",
            ),
        },
    ),
    ToneRule(
        "loss",
        _("Say what keeps something, never what is lost: nobody should share out of fear."),
        {
            "nl": _either(
                r"verlies\w*",
                r"verliez\w*",
                r"verloren",
                r"kwijt\w*",
                r"verbreek\w*",
                r"verbrok\w*",
                r"verbrek\w*",
                r"op het spel",
                r"gaat verloren",
                r"zonde als",
            ),
            "en": _either(
                r"los(?:e|es|ing|t|s)",
                r"break(?:s|ing)? (?:your|the|a) (?:chain|streak)",
                r"broken (?:chain|streak)",
                r"at risk",
                r"at stake",
                r"slip(?:s|ping)? away",
            ),
        },
    ),
    ToneRule(
        "scarcity",
        _("This makes something scarce that is not. The story stays, and so does the choice."),
        {
            "nl": _either(
                r"laatste kans\w*",
                r"nog maar",
                r"op is op",
                r"op=op",
                r"zolang de voorraad\w*",
                r"exclusie\w*",
                r"alleen (?:vandaag|nu|voor jou)",
                r"mis (?:het|dit|deze|hem) niet",
                r"loop\w* (?:het|dit) mis",
                r"misloop\w*",
                r"te laat",
                r"unieke kans\w*",
                r"eenmalig\w*",
                r"zeldza\w*",
                r"wees er snel bij",
                r"beperkt\w*",
            ),
            "en": _either(
                r"last chance",
                r"only \w+ (?:left|places|spots|seats|more)",
                r"exclusive\w*",
                r"while (?:supplies|stocks) last",
                r"(?:today|now) only",
                r"only (?:today|now)",
                r"miss(?:ing)? (?:out|it|this)",
                r"don['’]t miss",
                r"fomo",
                r"too late",
                r"limited\w*",
                r"once in a lifetime",
                r"(?:unique|rare) (?:chance|opportunity)",
            ),
        },
    ),
    ToneRule(
        "urgency",
        _("There is no hurry. Only the end of the week may be named, and only for a chain."),
        {
            "nl": _either(
                r"haast\w*",
                r"spoed\w*",
                r"dringend\w*",
                r"onmiddellijk",
                r"meteen",
                r"zo snel mogelijk",
                r"asap",
                r"uiterlijk",
                r"deadline\w*",
                r"vandaag nog",
                rf"(?:binnen|nog|over) (?:een|één|\d+|{_COUNT_NL}|paar|een paar) "
                r"(?:uur|uren|minuten|minuut|dag|dagen)",
                r"de klok tikt",
                r"tijd dringt",
            ),
            "en": _either(
                r"hurry\w*",
                r"urgent\w*",
                r"immediately",
                r"right (?:now|away)",
                r"at once",
                r"asap",
                r"as soon as possible",
                r"deadline\w*",
                r"act now",
                r"countdown\w*",
                (
                    rf"(?:within|in|only|just) (?:a|an|one|\d+|{_COUNT_EN}|"
                    rf"a few) (?:hours?|minutes?|days?)"
                ),
                r"\w+ (?:hours?|minutes?|days?) left",
                r"running out",
                r"before it['’]s over",
            ),
        },
    ),
    ToneRule(
        "pressure",
        _("Sharing is free. Nothing says that it must, and nobody's boss stands in it."),
        {
            "nl": _either(
                r"je moet\w*",
                r"moet je",
                r"verplicht\w*",
                r"we verwachten",
                r"(?:wij|men) verwacht\w*",
                r"(?:je|jouw) (?:manager|leidinggevende|baas|chef)",
                r"de (?:directie|leiding|baas)",
                r"wordt bijgehouden",
                r"hoor(?:t)? je (?:te )?delen",
            ),
            "en": _either(
                r"you (?:must|have to|need to|should|ought)",
                r"mandatory",
                r"required",
                r"obliged",
                r"(?:your|the) (?:manager|boss|supervisor)",
                r"we expect\w*",
                r"you are expected",
                r"you['’]re expected",
                r"the management",
                r"is (?:tracked|monitored)",
            ),
        },
    ),
    ToneRule(
        "numbers",
        _("A figure comes from the record or it stays out. The facts between braces are true."),
        {
            "nl": _either(
                r"\d[\d.,]*(?: ?%)?",
                r"procent",
                r"keer zo\w*",
                r"dubbel zo\w*",
                r"zoveel mogelijk",
                (
                    rf"{_COUNT_NL} (?:collega(?:['’]s)?|mensen|keer|lezers|klikken|"
                    rf"reacties|weken|berichten)"
                ),
                r"(?:de )?meeste (?:collega(?:['’]s)?|mensen)",
                r"(?:heel )?veel collega(?:['’]s)?",
                r"steeds meer",
                r"(?<!voor )iedereen",
                r"niemand anders",
                r"alle collega(?:['’]s)?",
                r"bewezen",
                r"blijkt uit onderzoek",
            ),
            "en": _either(
                r"\d[\d.,]*(?: ?%)?",
                r"per ?cent",
                r"(?:twice|three times|\w+ times) (?:as|more)",
                rf"{_COUNT_EN} (?:colleagues|people|times|readers|clicks|reactions|weeks|posts)",
                r"most (?:colleagues|people)",
                r"(?:many|all) (?:of your )?colleagues",
                r"more and more",
                r"(?<!for )every(?:one|body)",
                r"nobody else",
                r"proven",
                r"research shows",
                r"studies show",
            ),
        },
    ),
    ToneRule(
        "shouting",
        _("Zetje speaks quietly: no exclamation marks, no capitals, no pictures between words."),
        _both(r"!|(?<!\w)[A-ZÀ-Þ]{5,}(?!\w)|[\U0001F000-\U0001FAFF☀-➿️]"),
    ),
    ToneRule(
        "address",
        _("The choices stand below the words by themselves; an address here would pass them by."),
        _both(r"(?i)(?:https?:|www\.)\S*|\S+@\S+\.\w+|<[a-z/][^>]*>"),
    ),
)
