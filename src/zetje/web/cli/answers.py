"""The questions of `zetje setup`: how each is asked, and what an answer must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zetje.people import queries as people
from zetje.people.queries import typed
from zetje.web.demo.material import slug_of

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME, _LONGEST_SLUG = 120, 60
_LARGEST_LOGO = 2_000_000
_SENTENCES = {
    "colour_form": "Write the colour as # and six digits, like #f64a1b, or nothing for ours.",
    "colour_dark": "Dark words cannot be read on this colour. Choose a lighter one.",
    "logo": "This is no picture we can use. Choose a PNG, JPEG, WebP or GIF of 2 MB at most.",
    "language": "Zetje speaks nl (Dutch) and en (English).",
    "time_zone": "We do not know this time zone. Write it like Europe/Amsterdam.",
    "country": "We do not know this country. Write two letters, such as NL, or its name.",
    "address": "Mail cannot go to this address. Write it like name@organisation.nl.",
}
Answers = Mapping[str, str]
Read = Callable[[str], str]


class UnusableAnswerError(ValueError):
    """An answer that cannot be used; its text is a sentence for the person."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the dialogue, which is an option of the command as well."""

    key: str
    option: str
    words: str
    help: str
    read: Read
    default: Callable[[Answers], str] = lambda answers: ""


def _with_sentence(
    read: Callable[[str], str], *, may_be_empty: bool = False
) -> Callable[[str], str]:
    def read_answer(text: str) -> str:
        if may_be_empty and not text.strip():
            return ""
        try:
            return read(text)
        except typed.UnreadableError as fault:
            raise UnusableAnswerError(_SENTENCES[fault.code]) from None

    return read_answer


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_NAME:
        raise UnusableAnswerError(f"A name has one sign at least and {_LONGEST_NAME} at most.")
    return name


def _family_name(text: str) -> str:
    return _name(text) if text.strip() else ""


def _slug(text: str) -> str:
    slug = text.strip()
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        raise UnusableAnswerError(
            f"Use small letters, digits and dashes between them, {_LONGEST_SLUG} at most."
        )
    if people.organisation_of_slug(slug) is not None:
        raise UnusableAnswerError(f"There is an organisation {slug} here already. Choose another.")
    return slug


def _logo(text: str) -> str:
    path = Path(text.strip()).expanduser()
    try:
        if path.stat().st_size > _LARGEST_LOGO:
            raise UnusableAnswerError(_SENTENCES["logo"])
        content = path.read_bytes()
    except OSError as fault:
        raise UnusableAnswerError(f"{path} cannot be read: {fault.strerror}.") from None
    return typed.logo(content)


def _free_address(text: str) -> str:
    address = typed.address(text)
    if people.account_for(address) is not None:
        raise UnusableAnswerError(f"{address} belongs to somebody here already.")
    return address


QUESTIONS: Sequence[Question] = (
    Question(
        key="name",
        option="name",
        words="Name of the organisation",
        help="Name of the organisation.",
        read=_name,
    ),
    Question(
        key="slug",
        option="slug",
        words="Its name in addresses",
        help="Its name in addresses; made from the name when left out.",
        read=_slug,
        default=lambda answers: slug_of(answers["name"])[:_LONGEST_SLUG].strip("-"),
    ),
    Question(
        key="default_language",
        option="language",
        words="Language, nl or en",
        help="nl or en; nl when left out.",
        read=_with_sentence(typed.language),
        default=lambda answers: "nl",
    ),
    Question(
        key="time_zone",
        option="time-zone",
        words="Time zone",
        help="Such as Europe/Amsterdam, which it is when left out.",
        read=_with_sentence(typed.time_zone),
        default=lambda answers: "Europe/Amsterdam",
    ),
    Question(
        key="country",
        option="country",
        words="Country, for public holidays and the disclosure in posts",
        help="Two letters or a name; NL when left out.",
        read=_with_sentence(typed.country),
        default=lambda answers: "NL",
    ),
    Question(
        key="accent",
        option="colour",
        words="Own colour, like #f64a1b (Enter: ours)",
        help="A colour of your own, light enough for dark words on it.",
        read=_with_sentence(typed.colour, may_be_empty=True),
    ),
    Question(
        key="logo",
        option="logo",
        words="Logo, the path of a picture (Enter: none)",
        help="A picture file, 2 MB at most.",
        read=_with_sentence(_logo, may_be_empty=True),
    ),
    Question(
        key="given_name",
        option="given-name",
        words="First administrator, given name",
        help="Given name of the first administrator.",
        read=_name,
    ),
    Question(
        key="family_name",
        option="family-name",
        words="First administrator, family name",
        help="Family name of the first administrator.",
        read=_family_name,
    ),
    Question(
        key="email",
        option="email",
        words="First administrator, e-mail address",
        help="E-mail address of the first administrator.",
        read=_with_sentence(_free_address),
    ),
    Question(
        key="mail_from",
        option="sender",
        words="Sender of our mail",
        help="The address our mail comes from; zetje@ at the administrator's domain when left out.",
        read=_with_sentence(typed.address),
        default=lambda answers: f"zetje@{answers['email'].rpartition('@')[2]}",
    ),
)
