"""The words of a mail come from its templates, in its reader's language."""

from __future__ import annotations

import pytest
from django.template import engines
from django.template.loaders import locmem
from django.utils import translation

from zetje.lib.mails import mail_words

TEMPLATES = {
    "a/mail_subject.txt": "Hallo\n  {{ name }}\n",
    "a/mail_text.txt": "\n{% load i18n %}{% get_current_language as language %}{{ language }}\n\n",
    "a/mail_mail.html": "<p>{{ name }}</p>\n",
}


@pytest.fixture(autouse=True)
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "template_loaders", [locmem.Loader(engine, TEMPLATES)])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_are_in_the_readers_language_and_the_one_before_comes_back(
    language: str,
) -> None:
    with translation.override("de"):
        words = mail_words("a/mail", {"name": "Anna"}, language=language)
        after = translation.get_language()

    assert (words.text, after) == (f"{language}\n", "de")


def test_the_subject_is_one_line_and_the_page_escapes() -> None:
    words = mail_words("a/mail", {"name": "<Anna\nBcc: x>"}, language="nl")

    assert "\n" not in words.subject
    assert words.html == "<p>&lt;Anna\nBcc: x&gt;</p>"
