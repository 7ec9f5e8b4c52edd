"""Bends django-allauth to our ways: no passwords, no sign-up, mails through the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import (  # pyright: ignore[reportMissingTypeStubs] -- it has none
    DefaultAccountAdapter,
)
from django.http import HttpRequest

from zetje.people.rules.codes import new_code


class AccountAdapter(DefaultAccountAdapter):
    """The account side of allauth: it keeps the code, we write the mails and the pages."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the directory alone."""
        return False

    def generate_login_code(self) -> str:
        """Our own form of code, the same for signing in and for confirming a browser."""
        return new_code()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: the outbox mails the code, together with the one-time link."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say themselves what happened."""
