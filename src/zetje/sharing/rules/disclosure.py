"""Says in the post that its author works there, as the law of the author's country asks.

Why, and where from:

- NL: Reclamecode Social Media & Influencer Marketing (Stichting Reclame Code), articles 2 to 4: the
  relation between author and advertiser must be plain to see in the post itself; employees who
  praise their employer have one. With a reward it is advertising and is named so, in the language
  of the reader: "#advertentie".
- BE: Wetboek van economisch recht, art. VI.97 to VI.100, and the recommendations of the Raad voor
  de Reclame on online influencers: "reclame", "publicité", not only "ad"; visible without a tap.
- US: FTC Endorsement Guides, 16 CFR 255.5 (an employee's connection is material and must be
  disclosed, whatever the pay), clear and conspicuous: not behind "more", not in a profile.
  "#employee" alone says nothing of whose; with the name it does. With a reward "#ad".
- Elsewhere: Directive 2005/29/EC, art. 7(2) and annex I, 11 and 22, of which all of the above are
  forms; the relation is told in the same words, a reward with the word of the language.

So the relation stands in every post, on every network, also in a private message: the reader
decides what to make of it. A network decides only the room: where the sentence does not fit, the
tag does. It goes above the fold, because readers do not tap. An organisation may set its own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from zetje.sharing.rules.addresses import pieces, without_links
from zetje.sharing.rules.previews import Fold, visible_length
from zetje.sharing.rules.texts import Limit, count

_LISTS: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
_SENTENCES: Mapping[str, str] = _LISTS["sentences"]
_TAGS: Mapping[str, str] = _LISTS["tags"]
_REWARDED: Mapping[str, Mapping[str, str]] = _LISTS["rewarded"]
_RELATIONS: Mapping[str, Sequence[str]] = _LISTS["relations"]
_LABEL_WORDS = "|".join(_RELATIONS["labels"])
_SAME_AS_LABEL = regex.compile(
    rf"(?<![\w#])#(?:{_LABEL_WORDS})(?!\w)|\A[\s(\[]*(?:{_LABEL_WORDS})(?=\s*[:|)\]\n–-]|\s*$)",
    regex.IGNORECASE,
)
_LEGAL_FORM = regex.compile(
    r"[\s,]+(?:b\.?v\.?|n\.?v\.?|bvba|srl|sa|gmbh|ag|inc\.?|ltd\.?|llc|plc)$", regex.IGNORECASE
)
_QUOTED = regex.compile(r"[“„\"«][^“”„\"«»\n]{0,400}[”\"»]")
_SENTENCE_END = regex.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|(?=\n)|$")
_TAIL_KINDS = ("tag", "link")


@dataclass(frozen=True)
class Terms:
    """What decides the words of a disclosure.

    Args:
        organisation_name: the employer.
        country: of the author, two letters.
        language: of the post.
        rewarded: whether this post can earn something of worth.
        own: the organisation's own words in that language, or "".
        job_title: the author's, so that "as a fitter at …" is understood.
        scored: whether shares on the network can earn anything at all: on X and Facebook none
            does, so there a post is no advertising either.
    """

    organisation_name: str
    country: str
    language: str
    rewarded: bool = False
    own: str = ""
    job_title: str = ""
    scored: bool = True

    @property
    def is_advertising(self) -> bool:
        """Whether the post has to be called advertising."""
        return self.rewarded and self.scored


@dataclass(frozen=True)
class Disclosed:
    """A text that says who employs its author, and what was added to it for that."""

    text: str
    added: str


def has_disclosure(text: str, terms: Terms) -> bool:
    """Whether the text itself says that its author works there, and names a reward if any."""
    return _tells_relation(text, terms) and (not terms.is_advertising or _tells_reward(text))


def with_disclosure(
    text: str, terms: Terms, *, limit: Limit, fold: Fold | None = None
) -> Disclosed:
    """The text with what is missing, above the fold, in the longest form that fits the network."""
    # What readers would have to tap for is not told.
    seen = text[: visible_length(text, fold)]
    label = _label(terms) if terms.is_advertising and not _tells_reward(seen) else ""
    labelled = f"{label} {text}".strip()
    if _tells_relation(labelled[: visible_length(labelled, fold)], terms):
        return Disclosed(text=labelled, added=label)
    disclosed = Disclosed(text=labelled, added=label)
    for form in _forms(terms):
        disclosed = Disclosed(text=_placed(labelled, form, fold), added=f"{label} {form}".strip())
        if count(disclosed.text, limit).fits:
            break
    return disclosed


def phrases_of(terms: Terms) -> list[str]:
    """The words that every post has to carry, for whoever compares posts."""
    return [*_forms(terms), _label(terms)]


def _forms(terms: Terms) -> Iterator[str]:
    language = terms.language if terms.language in _SENTENCES else "en"
    name = _LEGAL_FORM.sub("", terms.organisation_name)
    sentence = terms.own.strip() or _SENTENCES[language].format(name=name).replace("..", ".")
    yield sentence if sentence.startswith(("(", "#")) else f"({sentence})"
    yield _TAGS[language].format(name=_as_tag(terms.organisation_name))


def _label(terms: Terms) -> str:
    words = _REWARDED.get(terms.country, _REWARDED["rest"])
    return words.get(terms.language, words["en"])


def _tells_reward(text: str) -> bool:
    return _SAME_AS_LABEL.search(text) is not None


def _tells_relation(text: str, terms: Terms) -> bool:
    plain = _plain(without_links(text))
    own = _plain(terms.own)
    if own and own in plain:
        return True
    # What stands between quotes may be somebody else's words.
    spoken = _plain(without_links(_QUOTED.sub(" ", text)))
    always, at_the_start = _forms_of_relation(
        terms.organisation_name, _plain(terms.job_title), _plain(_as_tag(terms.organisation_name))
    )
    return always.search(spoken) is not None or at_the_start.search(spoken) is not None


@lru_cache(maxsize=512)
def _forms_of_relation(
    organisation_name: str, job: str, tag: str
) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    full = _plain(organisation_name)
    names = {regex.escape(name) for name in (full, _LEGAL_FORM.sub("", full)) if name}
    name = f"(?:the |de |het )?(?:{'|'.join(sorted(names, key=len, reverse=True))})(?!\\w)"
    unlike = "|".join(_RELATIONS["not_between"])
    jobs = [regex.escape(word) for word in (*_RELATIONS["jobs"], *([job] if job else []))]
    parts = {
        "{name}": name,
        "{tag}": regex.escape(tag),
        "{some}": rf"(?: (?!(?:{unlike})\b)[\w'%,-]+){{0,6}}?",
        "{job}": f"(?:{'|'.join(jobs)})",
    }
    turned = "".join(rf"(?<!\b{word} )" for word in _RELATIONS["turned"])
    return (
        regex.compile(rf"(?<!\w){turned}(?:{_either(_RELATIONS['always'], parts)})(?!\w)"),
        regex.compile(rf"(?:\A|[.!?,:;] ?)(?:{_either(_RELATIONS['at_the_start'], parts)})(?!\w)"),
    )


def _either(shapes: Sequence[str], parts: Mapping[str, str]) -> str:
    either = "|".join(shapes)
    for field, shape in parts.items():
        either = either.replace(field, shape)
    return either


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _as_tag(name: str) -> str:
    return regex.sub(r"[^\p{L}\p{N}]", "", _LEGAL_FORM.sub("", name))


def _placed(text: str, form: str, fold: Fold | None) -> str:
    """The text with the form after its last sentence above the fold, or else before everything."""
    for end in reversed(_ends(text)):
        placed = f"{text[:end]} {form}"
        rest = text[end:]
        if visible_length(placed + rest, fold) >= len(placed):
            return placed + rest
    return f"{form} {text}".rstrip()


def _ends(text: str) -> list[int]:
    """Where a sentence ends, before the links and tags that close a post."""
    body = len(text)
    for piece in reversed(pieces(text)):
        if piece.kind not in _TAIL_KINDS and piece.text.strip():
            break
        body -= len(piece.text)
    body = len(text[:body].rstrip())
    ends = {match.end() for match in _SENTENCE_END.finditer(text, 0, body)}
    return sorted(end for end in ends if text[:end].strip() and not text[end - 1].isspace())
