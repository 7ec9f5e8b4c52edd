"""Which addresses a story may lead to."""

from collections.abc import Collection
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from zetje.lib.fetching import (
    FetchRefused,
    check_public,
    host_is_listed,
    read_address,
)

NOT_LISTED: Final = "not_listed"
_CAMPAIGN: Final = ("utm_", "mtm_", "pk_", "hsa_")
_CLICK_IDS: Final = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src"}
)


class TargetRefused(Exception):  # noqa: N818 - a refusal is an outcome, told to the editor as such
    """A story may not lead to this address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_target(
    text: str, *, allowed_hosts: Collection[str] = (), let_through: Collection[str] = ()
) -> str:
    """The address a story may lead to, written plainly.

    `allowed_hosts` are the organisation's hosts, with what belongs to them; none means any public
    host. `let_through` are host:port pairs of this installation that need not be public.
    Raises TargetRefused.
    """
    try:
        address = read_address(text)
        check_public(address, allowed=let_through)
    except FetchRefused as refusal:
        raise TargetRefused(refusal.code) from None
    if (
        allowed_hosts
        and address.host_and_port not in let_through
        and not host_is_listed(address.host, allowed_hosts)
    ):
        raise TargetRefused(NOT_LISTED)
    return address.text


def resolved(target: str, base: str) -> str:
    """An address found on a page, made whole; empty when it is no web address."""
    try:
        return read_address(urljoin(base, target.strip())).text
    except (FetchRefused, ValueError):
        return ""


def without_tracking(address: str) -> str:
    """The address without its fragment and the marks of other people's campaigns."""
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in asked
        if not name.lower().startswith(_CAMPAIGN) and name.lower() not in _CLICK_IDS
    ]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
