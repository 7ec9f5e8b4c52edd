"""Says "I" where a text says "we", in the few sentences where that stays true.

An organisation can be proud and so can somebody who works there; but it was the organisation that
planted the trees. So only what one feels and wishes is taken over, and nothing that was done.
"""

from __future__ import annotations

from typing import Final

import regex

# Somebody else is in it, or another verb that would have to change with the first.
_NOT_ALONE: Final = {
    "nl": regex.compile(
        r"\b(?:allemaal|samen|allen|elkaar|beiden|allebei|onszelf|gezamenlijk)\b|\bmet z'n\b|"
        r"\b(?:en|of|maar) (?!ik\b|we\b|wij\b)\w+en\b|[;:]",
        regex.IGNORECASE,
    ),
    "en": regex.compile(
        r"\b(?:all|both|together|each other|ourselves|jointly)\b|"
        r"\b(?:to have|to be|having|being|to open|to launch|to offer|to become|to win)\b|[;:]|"
        r"\b(?:and|or|but) (?!I\b|we\b)(?:are|have|were|will|do|can|look|hope|thank)\b",
        regex.IGNORECASE,
    ),
}
_FEELING_NL: Final = (
    r"(?:trots|blij|benieuwd|dankbaar|enthousiast|onder de indruk|verheugd|vereerd)"
)
_DEGREE_NL: Final = r"(?:heel |erg |ontzettend |enorm |super |best |zo |zeer |echt |supe?r|mega)?"
_FOLLOWS_NL: Final = (
    r"(?= (?:op|dat|met|over|naar|van|voor|te (?:delen|vertellen|melden|zien|laten zien|kunnen "
    r"(?:delen|vertellen|melden)))\b|[.!]*$)"
)
_FEELING_EN: Final = (
    r"(?:proud|happy|excited|thrilled|delighted|pleased|glad|grateful|honoured|honored|curious)"
)
_DEGREE_EN: Final = r"(?:so |very |really |incredibly |extremely |super |truly )?"
_FOLLOWS_EN: Final = (
    r"(?= (?:of|that|about|for|with|to (?:share|announce|tell|see|report|say))\b|[.!]*$)"
)
_RULES: Final = {
    "nl": (
        (rf"^(?:We|Wij) zijn (?={_DEGREE_NL}{_FEELING_NL}{_FOLLOWS_NL})", "Ik ben "),
        (
            rf"^(\w+(?: \w+)?) zijn (?:we|wij) (?={_DEGREE_NL}{_FEELING_NL}{_FOLLOWS_NL})",
            r"\1 ben ik ",
        ),
        (r"^(?:We|Wij) kijken (?=(?:er )?(?:enorm |erg )?(?:naar )?uit\b)", "Ik kijk "),
        (r"^(?:We|Wij) hopen (?=dat\b)", "Ik hoop "),
        (r"^(?:We|Wij) wensen ", "Ik wens "),
        (r"^(?:We|Wij) feliciteren ", "Ik feliciteer "),
        (r"^(?:We|Wij) bedanken ", "Ik bedank "),
    ),
    "en": (
        (rf"^We are (?={_DEGREE_EN}{_FEELING_EN}{_FOLLOWS_EN})", "I am "),
        (rf"^We(['’])re (?={_DEGREE_EN}{_FEELING_EN}{_FOLLOWS_EN})", r"I\1m "),
        (r"^We look forward to (?=seeing|meeting|hearing|it|your)", "I look forward to "),
        (r"^We hope (?=that\b|you\b|to see\b)", "I hope "),
        (r"^We thank ", "I thank "),
        (r"^We congratulate ", "I congratulate "),
    ),
}


def with_i(sentence: str, *, language: str) -> str:
    """The sentence with "I" where it says what "we" feel or wish; else as it is."""
    if _NOT_ALONE[language].search(sentence) or '"' in sentence or "“" in sentence:
        return sentence
    for pattern, said in _RULES[language]:
        changed = regex.sub(pattern, said, sentence, count=1)
        if changed != sentence:
            return changed
    return sentence
