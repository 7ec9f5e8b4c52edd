"""The weekly mail shows a text as the page does: with the disclosure, folded where it folds."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from zetje.content.testing import make_story
from zetje.people.testing import signed_in
from zetje.prompting.testing import make_digest
from zetje.prompting.tests.mails import NOW, mail_of

pytestmark = pytest.mark.django_db


def test_a_long_text_is_cut_where_its_network_folds_it(sanne: Any) -> None:
    words = [f"woord{number}" for number in range(80)]
    story = make_story(sanne.organisation, variants=[{"text": ", ".join(words)}])

    text = mail_of(make_digest(sanne, [story], now=NOW)).text

    (shown,) = re.findall(r"^(.*woord0.*)…$", text, re.MULTILINE)
    assert 120 < len(shown) <= 140
    assert shown.removeprefix("(Ik werk bij Noordnaaf.) ").split(", ")[:9] == words[:9]


@pytest.mark.parametrize(
    "text",
    [
        "Zestigduizend kilometer op één naaf.",
        "Lees het op {link} en zeg wat je ervan vindt.",
        "Ik werk bij Noordnaaf, en hier ben ik trots op.",
        "Een lange zin over naven en wat erin draait. " * 9,
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_text_is_the_one_on_the_page(sanne: Any, text: str, language: str) -> None:
    story = make_story(sanne.organisation, language=language, variants=[{"text": text}])
    digest = make_digest(sanne, [story] * 2, now=NOW)

    mail = mail_of(digest)

    with time_machine.travel(NOW, tick=False):
        page = signed_in(Client(), sanne).get("/week/").content.decode()
    shown = [plain(one) for one in re.findall(r'<p class="txt">(.*?)</p>', page, re.DOTALL)]
    assert len(shown) == 2
    for one in shown:
        assert one in plain(mail.html)
        assert one in plain(mail.text)


def plain(html: str) -> str:
    """What stands in a page or a text: no tags, one space between words, one way to fold."""
    text = unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", " ", html)))
    return " ".join(re.sub(r" ?…(meer)?", "…", text).split())
