"""Puts the personal link into a text, and both into the address of a network's own composer."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

LINK_MARK = "{link}"
# Longer addresses are cut or refused by browsers, phones and the networks' own servers.
LONGEST_ADDRESS = 8000
_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)


class NotAnInstanceError(ValueError):
    """Raised when what was typed is not the host name of a Mastodon instance."""


def instance_host(typed: str) -> str:
    """The bare host of a Mastodon instance, from "Mastodon.NL", "https://mastodon.nl/@sanne" or
    "@sanne@mastodon.nl".

    Raises:
        NotAnInstanceError: it is no public host name: an address in numbers, a port, a password.
    """
    rest = typed.strip().lower()
    if rest.startswith(("https://", "http://")):
        rest = rest.partition("//")[2].partition("/")[0]
    elif rest.count("@") == (2 if rest.startswith("@") else 1):
        rest = rest.rpartition("@")[2]
    try:
        host = rest.rstrip("./").encode("idna").decode("ascii")
    except UnicodeError as fault:
        raise NotAnInstanceError(typed) from fault
    if not _HOST.fullmatch(host):
        raise NotAnInstanceError(typed)
    return host


def with_link(text: str, link: str) -> str:
    """The text with the personal link: at its mark, else below the last line, once."""
    if LINK_MARK in text:
        first, _mark, rest = text.partition(LINK_MARK)
        return first + link + rest.replace(LINK_MARK, "").rstrip()
    if link in text:
        return text
    return f"{text.rstrip()}\n\n{link}".lstrip()


def without_link(text: str, link: str) -> str:
    """The text without its link at the end, for composers that add the link themselves."""
    return text.removesuffix(link).rstrip() if link else text


def with_campaign(
    target: str, *, source: str = "", medium: str = "", campaign: str = "", network: str = ""
) -> str:
    """The target with the organisation's UTM parameters; those that it has already stay.

    "{network}" in a parameter becomes the network that the link is for.
    """
    wanted = {"utm_source": source, "utm_medium": medium, "utm_campaign": campaign}
    parts = urlsplit(target)
    present = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode(
        {
            name: value.replace("{network}", network)
            for name, value in wanted.items()
            if value and name not in present
        },
        quote_via=quote,
    )
    # The query it had is kept letter for letter: some servers sign it.
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, added) if part)))


def composer(address: str, **parameters: str) -> str | None:
    """The address of a composer with its parameters, or None where that would be too long."""
    given = {name: value for name, value in parameters.items() if value}
    # "%20", never "+": the apps behind these addresses show a plus as a plus.
    joined = "&" if "?" in address else "?"
    filled = address + (joined + urlencode(given, quote_via=quote, safe="") if given else "")
    return filled if len(filled) <= LONGEST_ADDRESS else None
