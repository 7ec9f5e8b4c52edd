"""Whatever somebody types into an address or a form, the answer is a page and no fault of ours."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction

from tests.architecture.ladder import LADDER
from tests.architecture.test_sizes import sources
from tests.architecture.world import World, insider

pytestmark = pytest.mark.django_db

HOSTILE = (
    """' OR 1=1 --"><script>alert(1)</script>{{1337*1337}}{% debug %}""",
    "\0",
    "9" * 30,
    "-1",
    "x" * 5000,
    "\U0001f44d\u202e'\r\nBcc: x@example.org",
    "2026-99-99T99:99",
)
FORM = "application/x-www-form-urlencoded"
NAME = re.compile(r"""(?:\bname=["']|GET\.get\(["']|POST\.get\(["']|GET\[["'])([a-z_0-9]+)["']""")
# Read from the files, so that a new field is tried too.
FIELDS = sorted(
    {
        found
        for kind in (".html", ".py")
        for path in sources(kind)
        for found in NAME.findall(path.read_text())
    }
)
HERE = [name for name, line in LADDER.items() if line.who != "demo"]


def test_there_are_fields_to_try() -> None:
    assert {"page", "team", "network", "text", "next"} <= set(FIELDS)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Whether anybody looked at what came with a request: in its address, or in its form."""
    found = set()
    for part, give in (("GET", WSGIRequest.GET.func), ("POST", WSGIRequest.POST.fget)):

        def note(request: WSGIRequest, part: str = part, give: Any = give) -> Any:
            found.add(part)
            return give(request)

        monkeypatch.setattr(WSGIRequest, part, property(note, WSGIRequest.POST.fset))
    return found


@pytest.mark.parametrize("name", HERE)
def test_a_hostile_word_breaks_no_page(name: str, world: World, read: set[str]) -> None:
    browser = insider(name, world)
    for method in LADDER[name].methods.split():
        read.clear()
        for word in HOSTILE:
            given = dict.fromkeys(FIELDS, word)
            with transaction.atomic():
                if method == "GET":
                    answer = browser.get(world.address(name), given)
                else:
                    answer = browser.post(world.address(name), urlencode(given), FORM)
                # Each word comes to the same world.
                transaction.set_rollback(True)
            page = answer.getvalue().decode("utf-8", "replace")
            assert answer.status_code < 500
            assert "<script>alert(1)" not in page
            assert "1787569" not in page
            # What reads none of them takes each for the same.
            if not read:
                break


# The style sheet of an organisation that is not there is an empty one.
@pytest.mark.parametrize("name", [n for n in HERE if LADDER[n].takes and n != "brand"])
def test_a_hostile_address_leads_nowhere(name: str, world: World) -> None:
    browser = world.browser("ad")
    address = world.address(name)
    for named in world.given[LADDER[name].takes].values():
        for word in ("%27%20OR%201=1--", "%00", "%F0%9F%91%8D", "..%2f..%2f", "x" * 3000):
            for method in LADDER[name].methods.split():
                answer = browser.generic(method, address.replace(named, word))
                assert answer.status_code in (301, 302, 400, 401, 403, 404, 405, 410)
