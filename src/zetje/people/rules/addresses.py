"""E-mail addresses as they stand in spreadsheets, brought to one form."""

import re
import unicodedata

LENGTH_LIMIT = 254
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_FRAMED = re.compile(r"^[^<>]*<([^<>]+)>$")


class NotAnAddressError(ValueError):
    """The text is no address mail can go to; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_address(text: str) -> str:
    """The address in lower case, without its frame: "Anna <mailto:Anna@X.NL> " → "anna@x.nl".

    Raises NotAnAddressError when it has no @, letters no mail server takes, or no real domain.
    """
    framed = _FRAMED.match(text.strip())
    plain = unicodedata.normalize("NFKC", framed.group(1) if framed else text)
    plain = re.sub(r"^mailto:", "", plain.strip().rstrip(";,").lower())
    if re.search(r"[\s;,]", plain):
        raise NotAnAddressError("email_spaces" if plain.count("@") < 2 else "email_several")
    local, at, domain = plain.rpartition("@")
    if not at or "@" in local:
        raise NotAnAddressError("email_bad")
    if not local.isascii():
        raise NotAnAddressError("email_letters")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError as error:
        raise NotAnAddressError("email_bad") from error
    address = f"{local}@{domain}"
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)) or len(local) > 64:
        raise NotAnAddressError("email_bad")
    if len(address) > LENGTH_LIMIT:
        raise NotAnAddressError("email_bad")
    return address
