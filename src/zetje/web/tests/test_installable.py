"""The manifest and the service worker that make the product installable."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_that_are_there_in_the_size_they_say() -> None:
    answer = Client().get("/manifest.webmanifest")
    words = answer.json()

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (words["display"], words["start_url"], words["scope"]) == ("standalone", "/week/", "/")
    assert {icon["purpose"] for icon in words["icons"]} == {"any", "maskable"}
    for icon in words["icons"]:
        picture = Image.open(BytesIO(served(icon["src"])))
        assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_the_manifest_speaks_the_visitors_language() -> None:
    words = [
        Client(headers={"Accept-Language": language}).get("/manifest.webmanifest").json()
        for language in ("nl", "en")
    ]

    assert [each["lang"] for each in words] == ["nl", "en"]
    assert words[0]["description"] != words[1]["description"]


def test_the_worker_stands_at_the_top_and_may_fetch_nothing() -> None:
    answer = Client().get("/push-worker.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    for named in ("/static/app/icon-192.png", "/static/app/badge-96.png"):
        assert named.encode() in answer.content
        assert served(named)


def served(address: str) -> bytes:
    folder = Path(settings.STATICFILES_DIRS[0])
    return (folder / address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/")).read_bytes()
