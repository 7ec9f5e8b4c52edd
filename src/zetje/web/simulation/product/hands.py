"""The people's hands: they post and skip through the addresses that a browser would ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client

from zetje.web.simulation.product.company import NETWORK

if TYPE_CHECKING:
    from zetje.people.models import Member

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_STORY = re.compile(r'action="/week/([\w-]+)/skip/"')
# An address of a network that no short link is of, so that nobody takes a click for the sharer's.
_OWN_WORDS = "{name} thinks about {story} in words of their own, number {number}."


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
        words = _OWN_WORDS.format(
            name=self.member.full_name, story=story[:6], number=self.member.pk * 1000 + self.acts
        )
        self._post(f"/week/{story}/adapt/", network=NETWORK, text=words)
        self._post(f"/week/{story}/confirm/", network=NETWORK)
        return True

    def skip(self) -> bool:
        """Skip the first open story; False when there is none."""
        story = self._open_story()
        if story is None:
            return False
        self._post(f"/week/{story}/skip/")
        return True

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
