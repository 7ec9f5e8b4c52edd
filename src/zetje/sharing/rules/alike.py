"""How alike two texts are to a reader, whatever disguise the one of them wears.

Taken off first: links, signs, emoji, accents, capitals, invisible signs, letters of other alphabets
that look like ours, the numbering of a thread, and most endings of words. Then two texts are laid
beside each other, word by word:

- In order: the words that stand in the same order in both (Levenshtein 1966). Up to three words
  between the same neighbours, where the other text has other words, count for a part: that is what
  a swapped synonym looks like, in any language and without a dictionary.
- By sentence: each sentence beside its nearest in the other text, so that their order is free.
- In any order: the same words anywhere, less a tenth, as both languages run on few small ones.

The highest of the three is the likeness. What small words have in common counts for less than what
others have. Copies in disguise stay above 0.7, two different disguises of one post mostly above
0.6; two people's own words on one thing stay below 0.52.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import regex
from rapidfuzz.distance import Levenshtein

from zetje.sharing.rules.addresses import without_links

Sentence = tuple[str, ...]

# What a word counts that says little by itself, and one that stands where another one stood.
_SMALL_WEIGHT = 0.6
_SWAPPED = 0.6
_LONGEST_SWAP = 3
# So many equal words have to stand around a swap, the edges of a text counting for one.
_NEIGHBOURS = 3
_LESS_IN_ANY_ORDER = 0.1
_LESS_AS_PART = 0.2
_FEWEST_IN_COMMON = 0.4
# A part of somebody's post is a copy from this many words on.
_SHORTEST_PART = 8

# Letters of Cyrillic and Greek, small capitals and the like that pass for Latin ones. What Unicode
# itself takes for the same (full width, bold, in circles) comes apart by itself.
_LOOKALIKES = str.maketrans(
    "абвгеёзкмнорстухьѕіјԛԝһӏԁցոսαβεηικνορτυχγωıɑɡɩʏɪɴʀʙʜʟᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢøłđ",
    "abbreezkmhopctyxbsijqwhldgnuabenikvoptuxywiagiyinrbhlacdejkmoptuvwzold",
)
# As small letters these pass for others.
_GREEK_CAPITALS = str.maketrans("ΗΝΜ", "hnm")
_INVISIBLE = regex.compile(r"[\p{M}\p{Cf}]+")
_THOUSANDS = regex.compile(r"(?<=\d)[.,’'](?=\d{3}(?!\d))")
_SPACED_OUT = regex.compile(r"(?<!\S)\p{L}(?: \p{L}){3,}(?!\S)")
_THREAD_MARK = regex.compile(r"(?<![\p{L}\p{N}/])\d{1,2}\s*/\s*(?:\d{1,2}|n|x)(?![\p{L}\p{N}/])")
_SENTENCE_END = regex.compile(r"(?:[.!?…:;]+[)\"'”’»]*(?=\s|$))|\n+")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}]+)*")
_DIGIT_AS_LETTER = regex.compile(r"(?<=\p{L})[013457](?=\p{L})")
_AS_LETTER = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t"}
_ENDINGS = ("ing", "en", "ed", "es", "er", "s", "e", "t", "d")
_SHORTEST_STEM = 4

_SMALL_WORDS = (
    "de het een en of van in op te met voor bij naar om uit aan door over tot als dan dat die dit "
    "deze er is was zijn waren heb heeft hebben had hadden wordt worden ben bent ik je jij we wij "
    "ze zij hij u ons onze mijn jouw jullie hun haar hem me mij nog ook niet geen maar want dus zo "
    "al wel toen nu hoe wat wie waar kun kan the a an and or of on at to with for by from than "
    "that this these there are were be been has have i you they he she it its our my your their "
    "her his us them not no but so also still how what who where when if then now do did does "
    "i'm we're it's that's"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def sentences_of(text: str, leaving_out: Iterable[str] = ()) -> list[Sentence]:
    """The words that make a text itself, by sentence.

    Args:
        text: as it was typed or posted.
        leaving_out: phrases that everybody has to use, such as the disclosure.
    """
    plain = _plain(without_links(text))
    cut = [_words(sentence) for sentence in _SENTENCE_END.split(plain)]
    words = [word for sentence in cut for word in sentence]
    number = [at for at, sentence in enumerate(cut) for _word in sentence]
    left = _without(words, [_words(_plain(phrase)) for phrase in leaving_out])
    sentences: dict[int, list[str]] = {}
    for place in left:
        sentences.setdefault(number[place], []).append(words[place])
    return [tuple(sentence) for sentence in sentences.values()]


def words_of(text: str, leaving_out: Iterable[str] = ()) -> list[str]:
    """The words that make a text itself, one after the other."""
    return [word for sentence in sentences_of(text, leaving_out) for word in sentence]


def telling(words: Iterable[str]) -> list[str]:
    """The words that say something by themselves."""
    return [word for word in words if word not in _SMALL]


def score(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> float:
    """How alike two texts are, from 0 to 1; the same either way round."""
    if not sentences or not others:
        return 0.0
    one, other = sorted((list(sentences), list(others)))
    words, beside = _joined(one), _joined(other)
    any_order = _overlap(words, beside)
    # Without that many words in common no order makes two texts one.
    if any_order < _FEWEST_IN_COMMON:
        return max(0.0, any_order - _LESS_IN_ANY_ORDER)
    by_sentence = (_found_in(one, other) + _found_in(other, one)) / 2
    found = max(_aligned(words, beside), by_sentence, any_order - _LESS_IN_ANY_ORDER)
    return min(1.0, found)


def part_score(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> float:
    """How far a text is a part of another one, as a thread cuts it up; from 0 to 0.8."""
    if sum(map(len, sentences)) < _SHORTEST_PART or not others:
        return 0.0
    return max(0.0, _found_in(sentences, others, as_part=True) - _LESS_AS_PART)


def _plain(text: str) -> str:
    if not text.isascii():
        text = text.translate(_GREEK_CAPITALS).casefold()
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).translate(_LOOKALIKES)
    text = text.casefold()
    text = _THOUSANDS.sub("", _THREAD_MARK.sub(" ", text))
    return _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), text)


def _words(plain: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(plain)]


def _stem(word: str) -> str:
    if not word.isalpha():
        word = _DIGIT_AS_LETTER.sub(lambda found: _AS_LETTER[found[0]], word.replace("’", "'"))
    if word not in _SMALL:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word.removesuffix(ending)
    return word


def _without(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> list[int]:
    """The places of the words that stand in none of the phrases."""
    gone: set[int] = set()
    for phrase in filter(None, phrases):
        for start, word in enumerate(words):
            if word == phrase[0] and list(words[start : start + len(phrase)]) == list(phrase):
                gone.update(range(start, start + len(phrase)))
    return [place for place in range(len(words)) if place not in gone]


def _joined(sentences: Iterable[Sentence]) -> Sentence:
    return tuple(word for sentence in sentences for word in sentence)


def _weight(words: Iterable[str]) -> float:
    return sum(_SMALL_WEIGHT if word in _SMALL else 1.0 for word in words)


def _overlap(words: Sentence, others: Sentence) -> float:
    both = (Counter(words) & Counter(others)).elements()
    return 2 * _weight(both) / (_weight(words) + _weight(others))


def _found_in(
    sentences: Sequence[Sentence], others: Sequence[Sentence], *, as_part: bool = False
) -> float:
    """How much of some sentences stands in others, each beside its nearest.

    As a part it does not matter what else stands in those.
    """
    found = whole = 0.0
    known = [(other, frozenset(other)) for other in others]
    for sentence in sentences:
        weight = _weight(sentence)
        words = set(sentence)
        near = [other for other, its in known if not words.isdisjoint(its)]
        shares = (_agreeing(sentence, other) for other in near)
        if as_part:
            found += max((here for here, _there in shares), default=0.0)
        else:
            sums = zip(shares, near, strict=True)
            best = max(((sum(both) / (weight + _weight(its))) for both, its in sums), default=0.0)
            found += weight * best
        whole += weight
    return found / whole if whole else 0.0


def _aligned(words: Sentence, others: Sentence) -> float:
    """How much of two runs of words agrees, word beside word, from 0 to 1."""
    return sum(_agreeing(words, others)) / (_weight(words) + _weight(others))


def _agreeing(words: Sentence, others: Sentence) -> tuple[float, float]:
    """The weight of what agrees in two runs of words, of the one and of the other."""
    runs = _runs(words, others)
    mine = theirs = 0.0
    for at, (equal, here, there) in enumerate(runs):
        if equal:
            weight = _weight(here)
            mine, theirs = mine + weight, theirs + weight
        elif min(len(here), len(there)) > 0 and max(len(here), len(there)) <= _LONGEST_SWAP:
            before = len(runs[at - 1][1]) if at else 1
            after = len(runs[at + 1][1]) if at + 1 < len(runs) else 1
            if before + after >= _NEIGHBOURS:
                mine += _SWAPPED * _weight(here)
                theirs += _SWAPPED * _weight(there)
    return mine, theirs


def _runs(words: Sentence, others: Sentence) -> list[tuple[bool, Sentence, Sentence]]:
    """Two texts cut into runs that are equal and runs that are not, in turn."""
    runs: list[tuple[bool, Sentence, Sentence]] = []
    for step in Levenshtein.opcodes(words, others):
        here = words[step.src_start : step.src_end]
        there = others[step.dest_start : step.dest_end]
        equal = step.tag == "equal"
        if runs and not equal and not runs[-1][0]:
            _kind, before, beside = runs.pop()
            here, there = before + here, beside + there
        runs.append((equal, here, there))
    return runs
