"""Says a Dutch sentence to "je" or to "u", verbs and all, where that is certain to be right."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from zetje.voice.rules.dutch.lexicon import (
    AFTER_PRONOUN,
    BEFORE_INVERSION,
    BEFORE_POSSESSIVE,
    NO_COMMAND,
    NO_VERB,
    PARTICLES,
    PREPOSITIONS,
    REFLEXIVE,
    SAME,
    STEMS,
    SUBORDINATING,
    is_counted,
    is_noun,
    with_je,
    with_u,
)

_TOKEN = regex.compile(
    r"https?://\S+|[\w.]+@[\w.]+|[#@]\w+|“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|"
    r"[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*|\s+|.",
    regex.DOTALL,
)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_JE = frozenset({"je", "jij", "jou", "jouw", "jezelf", "jullie", "jouwe", "alsjeblieft"})
_U = frozenset({"u", "uw", "uzelf", "uwe", "alstublieft"})
# Modals before "u" at the beginning: "Hebt u vragen, bel ons" is a condition, no command.
_CONDITIONS = frozenset({"hebt", "heeft", "bent", "wilt", "kunt", "zoekt", "vindt", "komt", "gaat"})


# "Eigen" is none: it says who owns it.
_PLURAL = ("kinderen", "ouders", "vrienden", "'s")


class _UnsureError(Exception):
    """A word could be read in two ways."""


@dataclass
class _Words:
    """The tokens of a sentence, with the places of its words."""

    tokens: list[str]
    places: list[int]

    def word(self, at: int) -> str:
        """The word at a place among words, in small letters; "" outside."""
        return self.tokens[self.places[at]].casefold() if 0 <= at < len(self.places) else ""

    def follows_directly(self, at: int) -> bool:
        """Whether only a space stands before the next word."""
        if at + 1 >= len(self.places):
            return False
        between = self.tokens[self.places[at] + 1 : self.places[at + 1]]
        return "".join(between).strip() == ""

    def put(self, at: int, word: str) -> None:
        """Write another word at a place, with the capital of the one that stood there."""
        old = self.tokens[self.places[at]]
        self.tokens[self.places[at]] = word[:1].upper() + word[1:] if old[:1].isupper() else word

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks."""
        return "?" in self.tokens


def address_of(text: str) -> str:
    """How a Dutch text addresses its reader outside quotations: "je", "u", "mixed" or "none"."""
    words = _split(text)
    plain = [words.word(at) for at in range(len(words.places))]
    says_je = any(word in _JE for word in plain)
    says_u = any(
        word in _U and not (word == "u" and at and plain[at - 1][-1:].isdigit())
        for at, word in enumerate(plain)
    )
    if says_je and says_u:
        return "mixed"
    return "je" if says_je else "u" if says_u else "none"


def addressed(sentence: str, *, to: str) -> str | None:
    """The sentence said to "je" or "u"; None where no rule is certain of the outcome.

    Args:
        sentence: one Dutch sentence.
        to: "je" or "u"; anything else leaves it as it is.
    """
    now = address_of(sentence)
    if to not in ("je", "u") or now in ("none", to):
        return sentence
    if now == "mixed":
        return None
    words = _split(sentence)
    try:
        for at in range(len(words.places)):
            (_to_u if to == "u" else _to_je)(words, at)
        if to == "je" and any(words.word(at) == "heeft" for at in range(len(words.places))):
            return None  # "als u vragen heeft": whose verb it is, is not certain
    except _UnsureError:
        return None
    # A word that was struck leaves its space behind.
    return regex.sub(r"(?<=\S) {2,}(?=\S)", " ", "".join(words.tokens))


def _split(sentence: str) -> _Words:
    tokens = _TOKEN.findall(sentence)
    quoted = ("“", '"', "‘", "http", "#", "@")
    places = [
        at
        for at, token in enumerate(tokens)
        if _WORD.search(token) and not (token.startswith(quoted) or "@" in token)
    ]
    return _Words(tokens=tokens, places=places)


def _to_u(words: _Words, at: int) -> None:
    word = words.word(at)
    if word in ("jullie", "jouwe"):
        raise _UnsureError
    plain = {"jou": "u", "jouw": "uw", "jezelf": "uzelf", "alsjeblieft": "alstublieft"}
    if word in plain:
        words.put(at, plain[word])
    elif word in ("je", "jij"):
        _je_to_u(words, at, is_subject=word == "jij")


def _je_to_u(words: _Words, at: int, *, is_subject: bool) -> None:
    before = words.word(at - 1)
    touches = bool(before) and words.follows_directly(at - 1)
    if touches and before in STEMS:
        _after_stem(words, at, is_subject=is_subject)
        return
    may_be_stem = touches and before not in NO_VERB | SAME | AFTER_PRONOUN | {"u"}
    if may_be_stem and not before.endswith(("en", "t", "de", "te")):
        raise _UnsureError  # a verb that is in no list of ours would lack its t
    if is_subject:
        if touches and before not in NO_VERB | SAME:
            raise _UnsureError
        words.put(at, "u")
    elif at == 1 and before in REFLEXIVE and words.word(at + 1) in PARTICLES:
        words.put(at, "u")  # "Laat je inspireren"
    else:
        words.put(at, _plain_je(words, at))
        if not words.word(at + 1) and before in NO_VERB - PREPOSITIONS:
            raise _UnsureError
    if words.word(at) == "u":
        _second_person(words, at + 1)


def _after_stem(words: _Words, at: int, *, is_subject: bool) -> None:
    """ "Kom je ook?" has the reader as its subject, "Neem je fiets mee" is a command."""
    verb, after = words.word(at - 1), words.word(at + 1)
    can_be_command = not (is_subject or words.is_question or verb in NO_COMMAND)
    if can_be_command and at == 1:
        words.put(at, _after_command(words, at))
        return
    joined = words.word(at - 2) in {"en", "of", "maar"}
    if can_be_command and (joined or not words.follows_directly(at - 2)):
        bare = not after or not words.follows_directly(at) or after in AFTER_PRONOUN
        if joined or verb in REFLEXIVE or not bare:
            raise _UnsureError
    words.put(at - 1, with_u(verb))
    words.put(at, "u")


def _second_person(words: _Words, at: int) -> None:
    loose = {"kan": "kunt", "wil": "wilt", "zal": "zult"}
    if words.word(at) in loose and words.follows_directly(at - 1):
        words.put(at, loose[words.word(at)])


def _plain_je(words: _Words, at: int) -> str:
    """What "je" becomes where no stem stands before it: the reader, or what is the reader's."""
    before, after = words.word(at - 1), words.word(at + 1)
    if not after or not words.follows_directly(at) or after in AFTER_PRONOUN:
        return "zich" if before == "u" else "u"
    raw = words.tokens[words.places[at + 1]]
    if raw[:1].isupper():
        raise _UnsureError
    if not is_noun(after) and with_je(after) is not None:
        return "u"  # "Je verdient"
    if before in SUBORDINATING and not (is_counted(after) and not after.endswith(_PLURAL)):
        # "Als je vragen hebt" has the reader, "als je fiets kapot is" what is the reader's.
        raise _UnsureError
    after_verb = before.endswith(("en", "t")) and before not in NO_VERB
    if is_counted(after) or (is_noun(after) and not after_verb):
        return "uw"
    is_form = after in STEMS or after.endswith(("en", "t", "d"))
    if before in BEFORE_POSSESSIVE and not is_form and not words.follows_directly(at + 1):
        return "uw"
    raise _UnsureError


def _after_command(words: _Words, at: int) -> str:
    verb, after = words.word(at - 1), words.word(at + 1)
    if verb in REFLEXIVE and (not after or after in PARTICLES or not words.follows_directly(at)):
        return "u"
    if is_counted(after) and words.follows_directly(at):
        return "uw"
    if is_noun(after) and words.follows_directly(at) and "," not in words.tokens:
        return "uw"
    raise _UnsureError


def _to_je(words: _Words, at: int) -> None:
    word = words.word(at)
    if word in ("uwe", "zich"):
        raise _UnsureError
    plain = {"uw": "je", "uzelf": "jezelf", "alstublieft": "alsjeblieft"}
    if word in plain:
        words.put(at, plain[word])
    elif word == "u" and not words.word(at - 1)[-1:].isdigit():
        _u_to_je(words, at)


def _u_to_je(words: _Words, at: int) -> None:
    before = words.word(at - 1)
    touches = bool(before) and words.follows_directly(at - 1) and before not in NO_VERB
    if words.word(at + 1) == "zich":
        words.put(at + 1, "je")
    if not touches or before.endswith("en"):
        _loose_u(words, at)
    elif (before in STEMS or before in REFLEXIVE) and at == 1 and not words.is_question:
        words.put(at, "je")  # "Meld u aan"
    elif words.word(at - 2) in ("dat", "dit", "het") and at == 2:
        words.put(at, "je")  # "Dat geeft u rust"
    else:
        _after_verb(words, at)


def _loose_u(words: _Words, at: int) -> None:
    ends = at + 1 >= len(words.places) or not words.follows_directly(at)
    words.put(at, "jou" if ends and words.word(at - 1) in PREPOSITIONS else "je")
    if words.word(at + 1) == "heeft":
        words.put(at + 1, "hebt")
    if words.word(at + 2) == "zich" and words.follows_directly(at + 1):
        words.put(at + 2, "je")


def _after_verb(words: _Words, at: int) -> None:
    """The reader is the subject of the verb before: "Komt u ook?", "Neemt u contact op."."""
    verb = words.word(at - 1)
    form = with_je(verb)
    starts = at == 1
    leads = words.word(at - 2) in BEFORE_INVERSION or not words.follows_directly(at - 2)
    if form is None or not (starts or leads):
        raise _UnsureError
    if starts and not words.is_question and (verb not in _CONDITIONS or "," not in words.tokens):
        if verb in _CONDITIONS or "," in words.tokens:
            raise _UnsureError
        if form == verb:
            raise _UnsureError
        words.tokens[words.places[at]] = ""
        words.put(at - 1, form)
        return
    words.put(at - 1, form)
    words.put(at, "je")
