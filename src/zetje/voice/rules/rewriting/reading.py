"""Reads what a sentence is: whether it stands alone, asks, counts, or says who employs somebody."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import regex

from zetje.voice.rules.rewriting.sentences import EMOJI, Sentence

_HERE: Final = Path(__file__).parent
_WORD: Final = regex.compile(r"[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*")
_LABEL: Final = regex.compile(
    r"(?<!\w)(?:#?advertentie|#?reclame|#ad|#sponsored|#gesponsord|#publicité|#werbung)(?!\w)",
    regex.IGNORECASE,
)
_EMPLOYER: Final = regex.compile(
    r"(?<!\w)(?:ik werk|werk ik|wij werken|we werken|mijn werkgever|mijn bedrijf|onze club|i work|"
    r"my employer|my company|we work|wij bij|we bij|we at|us at|#ikwerkbij\w*|#iworkat\w*)(?!\w)",
    regex.IGNORECASE,
)
_CUT_SHORT: Final = regex.compile(r"(?:…|\[…\]|\[\.\.\.\]|\.\.\.)[\"'”’)\]]*$")
# "Lees verder", "Read more": the link says it already.
_READ_ON: Final = regex.compile(
    r"(?:lees|klik|bekijk|meer (?:weten|lezen|info)|read|click|learn|find out|see|more)\b"
    r"[^.!?]{0,45}(?:verder|meer|hier|artikel|link|website|site|more|here|below|article)\W*$",
    regex.IGNORECASE,
)
# Questions that only lead to the next sentence: "Wilt u meer weten?", "Interested?".
_LEADING: Final = regex.compile(
    r"\b(?:meer (?:weten|lezen|info|informatie)|interesse|geïnteresseerd|vragen|nieuwsgierig|"
    r"enthousiast|weten (?:wat|hoe|of|waar|waarom)|want to (?:know|see|hear)|wondering|know more|"
    r"learn more|read more|more information|interested|questions|curious)\b",
    regex.IGNORECASE,
)
_SHORT_QUESTION: Final = 3
_NEAR: Final = 4


@dataclass(frozen=True)
class Words:
    """The words that decide how sentences of a language hang together."""

    leaning: frozenset[str]
    correcting: frozenset[str]
    pronouns: frozenset[str]
    finite: frozenset[str]
    time: frozenset[str]
    numbers: frozenset[str]
    months: frozenset[str]
    grave: tuple[str, ...]
    past: frozenset[str]
    plain: frozenset[str]
    back: frozenset[str]
    thereby: frozenset[str]
    trailing: frozenset[str]
    calling: frozenset[str]
    outcomes: frozenset[str]
    after_it: frozenset[str]


@cache
def words_of(language: str) -> Words:
    """The lists of a language."""
    given = tomllib.loads((_HERE / "words.toml").read_text("utf-8"))[language]
    lists = {name: frozenset(str(value).split()) for name, value in given.items()}
    grave = tuple(part.strip() for part in str(given["grave"]).replace("\n", " ").split(","))
    return Words(**{name: value for name, value in lists.items() if name != "grave"}, grave=grave)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [match.casefold().replace("’", "'") for match in _WORD.findall(EMOJI.sub(" ", text))]


def is_question(text: str) -> bool:
    """Whether it asks something, outside a quotation."""
    return EMOJI.sub("", text).rstrip().endswith("?")


def leans(sentence: Sentence, language: str) -> bool:
    """Whether it needs what stands before it: "Dat scheelt …", "Then they …", "But not …"."""
    known, words = words_of(language), plain_words(sentence.text)
    if not words or sentence.kind == "item":
        return sentence.kind != "item"
    first, second = words[0], words[1] if len(words) > 1 else ""
    if not sentence.text.lstrip()[:1].isupper() and sentence.text.lstrip()[:1].isalpha():
        return True
    if first == "het":
        return second in known.finite | known.outcomes or second.endswith(("de", "te"))
    if first in ("dit", "this", "that", "dat", "deze", "die", "these", "those"):
        return second not in known.time
    speaks = sentence.text.lstrip()[:1] in '“"„‘'
    if _says_of_somebody(sentence.text) or (not speaks and _takes_up(words, known)):
        return True
    if first in known.leaning or _is_bare_participle(first, second, language):
        return True
    return _points_back(sentence.text, words, known)


_SAYS: Final = regex.compile(
    r"\b(?:zegt|vertelt|lacht|vindt|zei|vertelde|aldus|says|said|adds|explains|laughs) "
    r"(?:hij|ze|zij|hem|haar|he|she|they)\b|"
    r"\b(?:he|she|they) (?:says?|said|adds?|explains?|laughs?)\b",
    regex.IGNORECASE,
)


def _says_of_somebody(text: str) -> bool:
    """Whether it quotes somebody by a pronoun alone: “…”, says she."""
    return quotes(text) and _SAYS.search(text) is not None


def _takes_up(words: list[str], known: Words) -> bool:
    """ "Kijk dan op onze site" goes on from a question; "Meer dan honderd" does not."""
    if words[-1] in known.trailing or "later" in words[:3] or words[0] in known.calling:
        return True
    if words[0] in ("de", "het", "the") and len(words) > 1:
        # Of several things, one: "De lastigste: onze vrachtwagens."
        most = words[0] != "the" and words[1].endswith("ste")
        if most or words[1] in known.outcomes:
            return True
    return bool({"dan", "then"} & set(words[1:3])) and not words[0].endswith(("er", "ders", "re"))


def _is_bare_participle(first: str, second: str, language: str) -> bool:
    """ "Bedacht door drie vaders.", "Thought up by three": who or what, was said before."""
    if language == "nl":
        shaped = regex.fullmatch(
            r"(?:be|ver|ont|her)\w{3,}[dt]|(?:uit|aan|op|in|voor|af)?ge\w{3,}(?:d|t|en)", first
        )
        return shaped is not None and second in ("door", "in", "met", "voor", "uit", "op", "van")
    shaped = regex.fullmatch(r"\w{3,}ed|made|built|thought|held|run|led|born|set", first)
    return shaped is not None and second in ("by", "in", "with", "up", "for", "from", "on", "at")


def _points_back(text: str, words: list[str], known: Words) -> bool:
    """Whether one of its first words stands for somebody or something named before."""
    raw = _WORD.findall(EMOJI.sub(" ", text))
    for at, word in enumerate(words[:_NEAR]):
        if word in known.pronouns or (at < _NEAR - 2 and word in known.back):
            named = [one for one in raw[:at] if one[:1].isupper()]
            return not any(one.casefold() not in known.plain for one in named)
    if any(word in known.thereby for word in words[: 2 * _NEAR]):
        return True
    return any(word == "het" and after in known.after_it for word, after in pairwise(words[:8]))


def stands_alone(text: str) -> bool:
    """Whether nobody needs anything before it: no "the trial", no "there", and no question."""
    words = plain_words(text)
    points = {"er", "daar", "there", "hier", "here", "het", "it"} & set(words[1:7])
    begins = set(words[:1]) & {"de", "het", "the", "er", "there"}
    return not is_question(text) and not points and not begins


def corrects(sentence: Sentence, language: str) -> bool:
    """Whether leaving it out would turn what stands before it: "Maar niet …", "Nee."."""
    words = plain_words(sentence.text)
    return bool(words) and words[0] in words_of(language).correcting


def holds_next(sentence: Sentence) -> bool:
    """Whether what follows belongs to it: a list, or what a short question is about."""
    bare = EMOJI.sub("", sentence.text).rstrip()
    is_short = is_question(bare) and len(plain_words(bare)) <= _SHORT_QUESTION
    return bare.endswith(":") or is_short or is_leading(bare) or is_answered(bare)


_ASKS: Final = {
    *("wat", "hoe", "waarom", "wie", "waar", "wanneer", "welke"),
    *("what", "how", "why", "who", "where", "when", "which"),
}


def is_answered(text: str) -> bool:
    """Whether it asks what or how, so that what follows is the answer."""
    words = plain_words(text)
    return is_question(text) and bool(words) and words[0] in _ASKS


def is_leading(text: str) -> bool:
    """Whether it asks only to say where more is to be had."""
    return is_question(text) and _LEADING.search(text) is not None


def figures(text: str, language: str) -> int:
    """How many figures, in digits or in words, it has."""
    known = words_of(language).numbers
    spelled = sum(
        1 for word in plain_words(text) if word in known or word.endswith(("duizend", "honderd"))
    )
    return len(regex.findall(r"(?<![\w])\d[\d.,:/]*", text)) + spelled


def tells_when(text: str, language: str) -> bool:
    """Whether it names a day or an hour."""
    known = words_of(language).months
    return any(word in known for word in plain_words(text)) or bool(
        regex.search(
            r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}[-/]\d{1,2}\b|\b\d{1,2} (?:uur|a\.?m|p\.?m)\b", text
        )
    )


def discloses(text: str, organisation: str) -> bool:
    """Whether it says that its author works there, or that a reward is behind it."""
    if _LABEL.search(text) or regex.search(r"#(?:ikwerkbij|iworkat)", text, regex.IGNORECASE):
        return True
    named = bool(organisation) and organisation.casefold() in text.casefold()
    return named and _EMPLOYER.search(text) is not None


def is_cut_short(text: str) -> bool:
    """Whether a page or a feed broke it off."""
    return _CUT_SHORT.search(text.rstrip()) is not None


def reads_on(text: str) -> bool:
    """Whether all it says is to read on elsewhere."""
    return len(plain_words(text)) <= 9 and _READ_ON.match(text.strip()) is not None


def is_grave(text: str, language: str) -> bool:
    """Whether cheer would be out of place: a death, layoffs, a recall."""
    lowered = f" {' '.join(plain_words(text))} "
    without = (
        r"(?<! without an?)(?<! without)(?<! zonder)(?<! zonder een)(?<! no)(?<! geen)(?<! zero)"
    )
    named = "|".join(regex.escape(one) for one in words_of(language).grave)
    return regex.search(rf"{without} (?:{named})", lowered) is not None


def looks_back(text: str, language: str) -> bool:
    """Whether it tells of what is over."""
    found = plain_words(text)
    return sum(1 for word in found if word in words_of(language).past) >= 1


def quotes(text: str) -> bool:
    """Whether somebody's very words are in it."""
    return regex.search(r"[“”\"„‘]|(?<!\w)'\p{L}[^']{3,}'", text) is not None
