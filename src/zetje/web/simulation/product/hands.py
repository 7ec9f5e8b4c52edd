"""The people's hands: they post and skip through the addresses that a browser would ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import shake_128
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from zetje.web.simulation.product.company import NETWORK

if TYPE_CHECKING:
    from zetje.people.models import Member

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_STORY = re.compile(r'action="/week/([\w-]+)/skip/"')
_ENDS = "aeio"
_SYLLABLES = [sign + end for sign in "bdfg" for end in _ENDS]
_SENTENCES, _WORDS = 2, 8


class RefusedError(RuntimeError):
    """The product refused what a person did; says what."""


@dataclass
class Hands:
    """One person at their browser, signed in."""

    member: Member
    acts: int = 0

    def __post_init__(self) -> None:
        self._browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        self._sign_in()

    def share(self) -> bool:
        """Adapt the first open story in own words and say that it is posted.

        Returns:
            False when the week has no story that is open.
        """
        story = self._open_story()
        if story is None:
            return False
        self.acts += 1
        self._post(f"/week/{story}/adapt/", network=NETWORK, text=self._own_words())
        self._post(f"/week/{story}/confirm/", network=NETWORK)
        return True

    def skip(self) -> bool:
        """Skip the first open story; False when there is none."""
        story = self._open_story()
        if story is None:
            return False
        self._post(f"/week/{story}/skip/")
        return True

    def _own_words(self) -> str:
        """Words that nobody else has: the product holds alike posts back, so these are invented."""
        seed = f"{self.member.pk} {self.acts}".encode()
        signs = shake_128(seed).digest(2 * _SENTENCES * _WORDS)
        words = [
            _SYLLABLES[one >> 4] + _SYLLABLES[one & 15] + _SYLLABLES[other >> 4]
            for one, other in zip(signs[::2], signs[1::2], strict=True)
        ]
        lines = (" ".join(words[place::_SENTENCES]) for place in range(_SENTENCES))
        return " ".join(f"{line.capitalize()}." for line in lines)

    def _sign_in(self) -> None:
        if self.member.user is not None:
            self._browser.force_login(self.member.user, backend=_BACKEND)

    def _open_story(self) -> str | None:
        answer = self._browser.get("/week/")
        if answer.status_code == HTTPStatus.FOUND:
            # A session ends after some weeks without a visit, as it does for anybody.
            self._sign_in()
            answer = self._browser.get("/week/")
        if answer.status_code != HTTPStatus.OK:
            raise RefusedError(f"the week answered {answer.status_code}")
        found = _STORY.search(answer.content.decode())
        return found[1] if found else None

    def _post(self, address: str, **given: str) -> None:
        answer = self._browser.post(address, given)
        if answer.status_code != HTTPStatus.FOUND:
            raise RefusedError(f"{address} answered {answer.status_code}")
