"""An installation that people reach over TLS: what its cookies and answers are bound to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zetje.people.testing import make_cast

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

# One visit over TLS: asks for a code, turns the light off, and tells every cookie and header.
VISIT = """
import django, json, sys
django.setup()
from django.test import Client
from django.conf import settings
from zetje.people.models import Member, User
browser = Client(headers={"host": "zetje.noordnaaf.example"})
here = {"secure": True}
answers = [
    browser.get("/sign-in/", **here),
    browser.post("/sign-in/", {"email": "nobody@noordnaaf.example"}, **here),
    browser.post("/theme/", {"theme": "dark"}, **here),
    browser.post("/language/", {"lang": "nl"}, **here),
]
strict = Client(enforce_csrf_checks=True, headers={"host": "zetje.noordnaaf.example"})
strict.get("/sign-in/", **here)
token = strict.cookies[settings.CSRF_COOKIE_NAME].value
form = {"theme": "dark", "csrfmiddlewaretoken": token}
refused = {
    origin: strict.post("/theme/", form, headers={"origin": origin}, **here).status_code
    for origin in sys.argv[1:]
}
print(json.dumps({
    "cookies": [c.OutputString() for a in answers for c in a.cookies.values()],
    "headers": dict(answers[0].headers),
    "posts": refused,
    "plain": browser.get("/sign-in/").headers.get("Strict-Transport-Security", ""),
}))
"""
SITE = "https://zetje.noordnaaf.example"
ORIGINS = [
    SITE,
    "https://evil.example",
    "https://noordnaaf.example",
    "https://x.zetje.noordnaaf.example",
    "http://zetje.noordnaaf.example",
    "null",
]


@pytest.fixture
def visit(
    transactional_db: None, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    return visited(database_url, tmp_path_factory.getbasetemp())


@cache
def visited(database_url: str, data: Path) -> dict[str, Any]:
    """What one visit found: three tests ask about it, and it starts a process."""
    make_cast()
    said = subprocess.run(
        [sys.executable, "-c", VISIT, *ORIGINS],
        env=os.environ
        | {
            "DATABASE_URL": database_url,
            "ZETJE_DATA": str(data),
            "ZETJE_SITE_URL": SITE,
            "DJANGO_SETTINGS_MODULE": "zetje.web.settings",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


def test_every_cookie_is_bound_to_the_host_and_out_of_reach(visit: dict[str, Any]) -> None:
    names = {cookie.partition("=")[0] for cookie in visit["cookies"]}
    assert names == {"__Host-csrf", "__Host-session", "__Host-theme", "__Host-language"}
    for cookie in visit["cookies"]:
        parts = {part.strip() for part in cookie.split(";")}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts, cookie
        assert "Domain" not in cookie


def test_browsers_stay_with_tls_and_frame_nothing(visit: dict[str, Any]) -> None:
    headers = visit["headers"]

    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_only_this_very_site_may_send_a_form(visit: dict[str, Any]) -> None:
    posts = visit["posts"]

    assert {site for site, answer in posts.items() if answer == 302} == {SITE}
    assert set(posts.values()) == {302, 403}
