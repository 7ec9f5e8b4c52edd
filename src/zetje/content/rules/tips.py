"""What somebody suggests, made into a title, a text and a web address."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from zetje.content.rules.languages import language_of
from zetje.content.rules.targets import TargetRefused, checked_target, without_tracking
from zetje.content.rules.text import clean_lines, one_line, shortened

TEXT_LENGTH: Final = 2_000
TITLE_LENGTH: Final = 120
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}\[\]]{3,2000}", re.IGNORECASE)
_TRAILING: Final = ".,;:!?…”’»)*_~"
_SENTENCE: Final = re.compile(r"(.+?[.!?…])(?:\s|$)")
# Guards of mailboxes that write every address anew: the true one stands inside.
_SAFE_LINKS: Final = ".safelinks.protection.outlook.com"
_URL_DEFENSE: Final = re.compile(r"https://urldefense\.(?:com|us|eu)/v3/__(https?:/{1,2}.+?)__;")


class TipRefused(Exception):  # noqa: N818 - a refusal is an outcome, told to the person as such
    """A tip cannot be kept this way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class TipWords:
    """What a tip says; `address` is empty or a checked one."""

    title: str
    text: str = ""
    address: str = ""
    language: str = ""


def tip_words(*, text: str, title: str = "", address: str = "") -> TipWords:
    """The words of a tip from what somebody wrote, wherever they wrote it.

    Without an address of its own the first one in the text counts; without a title the first
    sentence does. An address that leads nowhere public is left out of its field.

    Raises TipRefused when nothing was said.
    """
    text = shortened(clean_lines(text), TEXT_LENGTH)
    found = web_address(address) or next(
        (one for one in map(web_address, addresses_in(text)) if one), ""
    )
    title = shortened(one_line(title), TITLE_LENGTH) or _first_words(text) or _place(found)
    if not title:
        raise TipRefused("needs_tip")
    rest = "" if one_line(text) in {title, found} else text
    return TipWords(
        title=title,
        text=rest,
        address=found,
        language=language_of(text=f"{title}. {rest}") if len(title) + len(rest) > 20 else "",
    )


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text, in their order, without the signs that end a sentence."""
    found = (match.rstrip(_TRAILING) for match in _ADDRESS.findall(text))
    return [_unguarded(address) for address in found]


def web_address(text: str) -> str:
    """The address as it may stand with a tip, or nothing for what is no public web address."""
    if not text.strip():
        return ""
    try:
        return without_tracking(checked_target(_unguarded(text.strip())))
    except TargetRefused:
        return ""


def _unguarded(address: str) -> str:
    """The address that the guard of a mailbox stands in front of."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    if host.endswith(_SAFE_LINKS):
        return parse_qs(parts.query).get("url", [address])[0]
    if inner := _URL_DEFENSE.match(address):
        return re.sub(r"^(https?):/{1,2}", r"\1://", unquote(inner[1]))
    return address


def _first_words(text: str) -> str:
    """The first sentence that is more than an address."""
    for line in text.split("\n"):
        said = one_line(_ADDRESS.sub(" ", line)).strip(" :–-")
        if any(sign.isalnum() for sign in said):
            sentence = _SENTENCE.match(said)
            return shortened(sentence[1] if sentence else said, TITLE_LENGTH)
    return ""


def _place(address: str) -> str:
    """The host and what its path says, for a tip that is an address alone."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    words = one_line(re.sub(r"\.\w{2,5}$", "", re.sub(r"[-_+]+", " ", last)))
    return shortened(f"{words} ({host})" if len(words) > 3 else host, TITLE_LENGTH)
