"""Whatever is asked of a page, file or answer of insights, it reads what was frozen, no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zetje.behaviour.weeks import week_number
from zetje.insights.operations.keys import make_key
from zetje.insights.rules.figures import MEANINGS, Figure, Kind
from zetje.insights.tests.frozen import freeze_programme
from zetje.insights.urls import urlpatterns
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in

# Where single people stand, whoever they are. Nothing that insights answers may be read from here.
PERSONAL: Final = re.compile(
    r'"?\b((?:sharing|voice|delivery|record)_\w+|prompting_(?:decision|digest|standing|choice)\w*'
    r"|recognition_(?:point|chain|league|rank|challengeabsence|award|badge)\w*"
    r'|insights_(?:seat|circle|tally)\w*)"?'
)
NAMES: Final = (
    "by", "name", "week", "weeks", "from", "until", "team", "figure", "group", "member", "person",
    "what", "form", "format", "page", "q", "least", "minimum", "filter", "id", "phase", "study",
    "since", "kind", "circle", "block",
)  # fmt: skip
VALUES: Final = st.one_of(
    st.sampled_from(
        [
            "team",
            "country",
            "language",
            "tenure",
            "0",
            "1",
            "-1",
            "4",
            "53",
            "2026-W37",
            "all",
            "csv",
            "xlsx",
            "parquet",
            "figures",
            "studies",
            "' OR 1=1 --",
            "",
            "%00",
        ]
    ),
    st.sampled_from([str(figure) for figure in Figure]),
    st.integers(-10, 2_000_000).map(str),
    st.text(max_size=20),
)
WEEK: Final = week_number(date(2026, 9, 15))
ROUTES: Final = [each for each in urlpatterns if each.name]


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    freeze_programme(made.organisation, week=WEEK)
    with tenant(made.organisation.pk):
        made.pim.key = make_key(by=made.pim, name="Dashboard", days=90, now=timezone.now())
    return made


def address_of(route: URLPattern, token: str) -> str:
    wanted = list(route.pattern.converters)
    return reverse(str(route.name), kwargs=dict.fromkeys(wanted, token))


def numbers_below(answer: Any, least: int) -> list[Any]:
    """The counts of an answer to a program that are too small, or too near to all."""
    found: list[Any] = []
    for cell in answer.get("cells", []):
        value, people = cell["value"], cell["people"]
        if value is None or answer["name"] == Figure.PEOPLE:
            continue
        is_sum = MEANINGS[Figure(answer["name"])].kind is Kind.SUM
        if value < least or (not is_sum and value > people - least):
            found.append(cell)
    return found


@pytest.mark.parametrize("by", ["", "team", "country", "language", "tenure"])
def test_no_answer_tells_a_count_that_is_too_small_or_too_near_to_all(cast: Cast, by: str) -> None:
    headers = {"authorization": f"Bearer {cast.pim.key}"}
    told = 0
    for name in Figure:
        asked = {"name": str(name), "weeks": "26"} | ({"by": by} if by else {})
        answer = Client().get(reverse("api_figures"), asked, headers=headers).json()
        told += sum(cell["value"] is not None for cell in answer["cells"])
        assert numbers_below(answer, 5) == []
    assert told


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    route=st.sampled_from(ROUTES),
    token=st.sampled_from(["team", "shared", "x", "fogg", "1", "0'--"]),
    asked=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
    who=st.sampled_from(["pim", "wil", "ad", "bram"]),
)
def test_nothing_of_single_people_is_read_whatever_is_asked(
    cast: Cast, route: URLPattern, token: str, asked: dict[str, str], who: str
) -> None:
    client = signed_in(Client(), getattr(cast, who))
    client.raise_request_exception = False
    address = address_of(route, token)
    headers = {"authorization": f"Bearer {cast.pim.key}"} if "/api/" in address else {}

    with CaptureQueriesContext(connection) as asked_for:
        answer = client.get(address, asked, headers=headers)

    read = [each["sql"] for each in asked_for if PERSONAL.search(each["sql"])]
    assert read == []
    assert answer.status_code < 500
    if "/api/" in address and answer.status_code == 200:
        assert numbers_below(json.loads(answer.content), 5) == []
