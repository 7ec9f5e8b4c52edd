"""In a real browser: another way of saying it, a claim settled, words kept, and posted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from zetje.content.testing import make_story
from zetje.people.testing import make_cast, signed_in
from zetje.prompting.testing import make_digest
from zetje.sharing.testing import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = (
    "Veertien maanden lang probeerden we onze nieuwe naaf kapot te krijgen. Na 60.000 km op de "
    "testbank haalden we hem uit elkaar. Het vet zat nog waar we het hadden aangebracht."
)


def test_somebody_makes_a_story_theirs(browser: Any, live_server: Any) -> None:
    cast = make_cast()
    story = make_story(
        cast.organisation,
        summary="Na 60.000 km op de testbank was de naaf als nieuw.",
        variants=[{"text": TEXT}],
    )
    make_digest(cast.anna, [story], now=timezone.now())
    name = settings.SESSION_COOKIE_NAME
    session = signed_in(Client(), cast.anna).cookies[name].value
    with browser.new_context(locale="nl-NL") as context:
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/week/{story.token}/adapt/")
        editor = page.get_by_role("textbox", name="Jouw woorden")

        page.get_by_role("radio", name=re.compile("“")).nth(1).check()
        page.get_by_role("button", name="Zet deze hieronder").click()
        chosen = page.locator("input[name^='words-']").nth(1).input_value()
        expect(editor).to_have_value(chosen)
        # What is said of the words follows the typing, and a draft survives the browser.
        editor.press("Control+End")
        editor.press_sequentially(" De beste naaf van de wereld.")
        expect(page.locator("#checks q")).to_contain_text("beste")
        expect(page.locator("#settle")).to_contain_text("één bewering")
        page.get_by_role("button", name="Bewaren voor later").click()
        page.get_by_role("link", name="Pas aan en deel").click()
        expect(editor).to_have_value(f"{chosen} De beste naaf van de wereld.")
        editor.fill(chosen)
        page.get_by_role("button", name="Kopieer en post mijn woorden").click()
        page.get_by_role("button", name="Ik heb het geplaatst").click()
        page.get_by_text("Dat is één, Anna.").wait_for()

    assert kept(cast.organisation.pk).confirmed == 1
