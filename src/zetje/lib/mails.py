"""Makes the words of a mail from its three templates: a subject, a plain text and a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True, slots=True)
class MailWords:
    """The words of a mail, in one language. The subject is one line."""

    subject: str
    text: str
    html: str


def mail_words(template: str, context: Mapping[str, Any], *, language: str) -> MailWords:
    """The words of a mail in its reader's language.

    Args:
        template: the beginning of the templates' names, such as "people/mail/sign_in"; to it come
            "_subject.txt", "_text.txt" and "_mail.html".
        context: what the templates say.
        language: "nl" or "en".
    """
    with translation.override(language):
        subject, text, html = (
            render_to_string(f"{template}_{part}", dict(context)).strip()
            for part in ("subject.txt", "text.txt", "mail.html")
        )
    return MailWords(subject=" ".join(subject.split()), text=text + "\n", html=html)
