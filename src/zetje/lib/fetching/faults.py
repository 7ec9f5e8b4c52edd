"""Why an address was not fetched, as a code that pages translate and a sentence for logs."""

from typing import Final

REFUSED: Final[dict[str, str]] = {
    "not_an_address": "This is not a web address.",
    "scheme": "Only http and https addresses are read.",
    "user_info": "An address may not carry a name or password.",
    "backslash": "An address may not hold a backslash, a space or an invisible sign.",
    "number": "An address may not write its host as a number.",
    "lookalike": "This host name mixes alphabets and may imitate another one.",
    "port": "Only the usual web ports are read.",
    "private": "This address belongs to a private network.",
    "not_listed": "This server is not one of those that are called.",
}
FAILED: Final[dict[str, str]] = {
    "host_unknown": "No machine answers to this name.",
    "unreachable": "The site could not be reached.",
    "too_slow": "The site took too long.",
    "too_big": "The answer was too big.",
    "wrong_kind": "The answer is not of a kind that can be read here.",
    "packing": "The answer is packed in a way that cannot be opened safely.",
    "garbled": "The site gave an answer that cannot be understood.",
    "redirects": "The address was passed on too many times.",
    "not_found": "The site says there is nothing at this address.",
    "forbidden": "The site does not let us read this address.",
    "site_fault": "The site reports a fault of its own.",
    "unexpected": "The site answered in an unexpected way.",
}


class FetchRefused(Exception):  # noqa: N818 - a refusal is an outcome, told to the person as such
    """The address may not be fetched, now or later."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSED[code])
        self.code = code


class FetchFailed(Exception):  # noqa: N818 - see FetchRefused
    """The address may be fetched, but this time nothing usable came back."""

    def __init__(self, code: str) -> None:
        super().__init__(FAILED[code])
        self.code = code
