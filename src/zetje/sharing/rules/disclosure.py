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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from zetje.sharing.rules.addresses import pieces, without_links
from zetje.sharing.rules.previews import Fold, visible_length
from zetje.sharing.rules.texts import Limit, count

_SENTENCES: Mapping[str, str] = {
    "nl": "Ik werk bij {name}.",
    "en": "I work at {name}.",
    "de": "Ich arbeite bei {name}.",
    "fr": "Je travaille chez {name}.",
}
_TAGS: Mapping[str, str] = {
    "nl": "#ikwerkbij{name}",
    "en": "#IWorkAt{name}",
    "de": "#ichArbeiteBei{name}",
    "fr": "#jeTravailleChez{name}",
}
# What a rewarded post is called, by country, then by language.
_REWARDED: Mapping[str, Mapping[str, str]] = {
    "BE": {"nl": "#reclame", "fr": "#publicité", "de": "#werbung", "en": "#reclame #ad"},
    "US": {"nl": "#ad", "fr": "#ad", "de": "#ad", "en": "#ad"},
    "": {"nl": "#advertentie", "fr": "#publicité", "de": "#werbung", "en": "#ad"},
}
_SAME_AS_LABEL = regex.compile(
    r"(?<!\w)(?:#?advertentie|#?reclame|#?publiciteit|#?publicité|#?werbung|#?anzeige|#ad|"
    r"#sponsored|#gesponsord)(?!\w)",
    regex.IGNORECASE,
)
_LEGAL_FORM = regex.compile(
    r"[\s,]+(?:b\.?v\.?|n\.?v\.?|bvba|srl|sa|gmbh|ag|inc\.?|ltd\.?|llc|plc)$", regex.IGNORECASE
)
# Only what nobody writes about a place where they do not work: what is missed gets a sentence too
# many, what is taken wrongly breaks the law. "As a fan at …" and "I want to work at …" stay out.
_ALSO = r"(?:(?:zelf|ook|nu|hier|graag|al \w+ jaar) ){0,3}"
_RELATIONS = (
    r"ik {also}werk {also}(?:bij|voor) {name}",
    r"werk ik {also}(?:bij|voor) {name}",
    r"bij {name} werk ik",
    r"(?:we|wij) werken (?:\w+ )?(?:bij|voor) {name}",
    r"(?:mijn|m'n|onze) (?:werkgever|bedrijf|collega's|club),? (?:bij |van )?{name}",
    r"{name},? (?:mijn|m'n|onze) werkgever",
    r"(?:we|wij|ons) (?:bij|van) {name}",
    r"dat zijn (?:we|wij),? (?:bij |van )?{name}",
    r"(?:i|we) (?:also )?work (?:here )?(?:at|for|with) {name}",
    r"(?:my|our) (?:employer|company|team|colleagues),? (?:at )?{name}",
    r"{name},? (?:my|our) employer",
    r"(?:we|us) at {name}",
    r"that(?:'s| is) us,? (?:at )?{name}",
    r"ich arbeite (?:bei|für) {name}",
    r"je travaille (?:chez|pour) {name}",
    r"#(?:ikwerkbij|iworkat|iworkfor|icharbeitebei|jetravaillechez){tag}",
    r"#{tag}_?(?:employee|medewerker)",
)
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
    """

    organisation_name: str
    country: str
    language: str
    rewarded: bool = False
    own: str = ""
    job_title: str = ""


@dataclass(frozen=True)
class Disclosed:
    """A text that says who employs its author, and what was added to it for that."""

    text: str
    added: str


def has_disclosure(text: str, terms: Terms) -> bool:
    """Whether the text itself says that its author works there, and names a reward if any."""
    return _tells_relation(text, terms) and (not terms.rewarded or _tells_reward(text))


def with_disclosure(
    text: str, terms: Terms, *, limit: Limit, fold: Fold | None = None
) -> Disclosed:
    """The text with what is missing, above the fold, in the longest form that fits the network."""
    label = _label(terms) if terms.rewarded and not _tells_reward(text) else ""
    labelled = f"{label} {text}".strip()
    if _tells_relation(text, terms):
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
    words = _REWARDED.get(terms.country, _REWARDED[""])
    return words.get(terms.language, words["en"])


def _tells_reward(text: str) -> bool:
    return _SAME_AS_LABEL.search(text) is not None


def _tells_relation(text: str, terms: Terms) -> bool:
    plain = _plain(without_links(text))
    own = _plain(terms.own)
    if own and own in plain:
        return True
    full = _plain(terms.organisation_name)
    names = {regex.escape(name) for name in (full, _LEGAL_FORM.sub("", full)) if name}
    name = f"(?:the |de |het )?(?:{'|'.join(sorted(names, key=len, reverse=True))})(?!\\w)"
    tag = regex.escape(_as_tag(terms.organisation_name).casefold())
    forms = [
        form.replace("{name}", name).replace("{tag}", tag).replace("{also}", _ALSO)
        for form in _RELATIONS
    ]
    if terms.job_title:
        forms.append(rf"{regex.escape(_plain(terms.job_title))} (?:at|bij|van|for) {name}")
    return any(regex.search(rf"(?<!\w){form}", plain) for form in forms)


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
