"""Other programs read what the page shows, by a key; what they ask is checked as described."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from zetje.insights.models import ApiKey, NextStep
from zetje.insights.operations.keys import MOST, KeyRefusedError, end_key, make_key
from zetje.insights.presenters.openapi import document
from zetje.insights.queries.keys import api_keys
from zetje.insights.rules.api import QUESTIONS, BadQuestionError, Question
from zetje.insights.tests.taken_weeks import WEEK, freeze
from zetje.insights.views import api as views
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.operations.limits import Limit
from zetje.people.testing import Cast, make_cast, signed_in

NONSENSE = [
    "",
    " ",
    "member",
    "people'--",
    "0",
    "-1",
    "1e3",
    "٣",
    "9" * 40,
    "54",
    "2026-W54",
    "2025-W53",
    "0000-W01",
    "2026-W38\n",
    "../../etc",
    "%00",
    "\U0001f44d",
    "x" * 3_000,
]


@pytest.fixture
def cast(db: None) -> Cast:
    cast = make_cast()
    for week in range(WEEK - 2, WEEK + 1):
        freeze(cast.organisation, week)
    freeze(cast.other_organisation, WEEK - 40)
    return cast


def key_of(member: Any, name: str = "Dashboard", days: int = 90, ago: int = 0) -> str:
    with tenant(member.organisation_id):
        now = timezone.now() - timedelta(days=ago)
        return make_key(by=member, name=name, days=days, now=now)


def ask(key: str, path: str, query: Any = None, **headers: str) -> Any:
    client = Client(raise_request_exception=False)
    return client.get(
        f"/api/v1{path}", query or {}, headers={"Authorization": f"Bearer {key}", **headers}
    )


def checked(path: str, answer: Any) -> Any:
    """The answer, once it fits the schema that the document promises for its address."""
    found = document()
    kind = "Problem" if answer.status_code >= 400 else None
    if kind is None:
        promised = found["paths"][path]["get"]["responses"]["200"]["content"]
        kind = promised["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = {"$ref": f"#/components/schemas/{kind}", "components": found["components"]}
    Draft202012Validator(schema).validate(answer.json())
    return answer.json()


def test_a_program_reads_what_the_page_shows(cast: Cast) -> None:
    key = key_of(cast.ad)

    periods = checked("/periods", ask(key, "/periods"))
    by_team = checked(
        "/figures", ask(key, "/figures", {"name": "joined", "by": "team", "weeks": "1"})
    )
    shown = {(cell["group"], cell["value"], cell["words"]) for cell in by_team["cells"]}
    study = checked("/studies/{study}", ask(key, "/studies/hold_out", {"weeks": "2"}))

    assert [each["people"] for each in periods["periods"]] == [58, 58, 58]
    assert ("", 20, "") in shown
    assert ("Workshop", None, "counted together with other groups") in shown
    assert checked("/studies", ask(key, "/studies"))["studies"][0]["study"] == "hold_out"
    assert len(study["results"]) == 2
    assert study["results"][0]["details"]["estimate"] == -1.25


def test_the_weeks_go_back_from_the_one_that_was_asked_for(cast: Cast) -> None:
    key = key_of(cast.ad)
    weeks = [each["week"] for each in ask(key, "/periods").json()["periods"]]

    found = ask(key, "/figures", {"name": "people", "until": weeks[1], "weeks": "1"}).json()
    before = ask(key, "/figures", {"name": "people", "until": "1990-W01"}).json()

    assert [cell["week"] for cell in found["cells"]] == [weeks[1]]
    assert before["cells"] == []


def test_a_key_reads_its_own_organisation_alone(cast: Cast) -> None:
    with tenant(cast.other_organisation.pk):
        people.grant_role(member=cast.chaima, role="administrator", by=None, now=timezone.now())
    theirs = key_of(cast.chaima)
    client = signed_in(Client(), cast.ad)

    answer = client.get("/api/v1/periods", headers={"Authorization": f"Bearer {theirs}"})

    assert len(answer.json()["periods"]) == 1


def test_a_session_opens_nothing(cast: Cast) -> None:
    answer = signed_in(Client(), cast.ad).get("/api/v1/periods")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not answer.cookies


@pytest.mark.parametrize("fault", ["revoked", "expired", "cut", "stranger", "role", "left"])
def test_a_key_that_does_not_open_is_refused_the_same_way(cast: Cast, fault: str) -> None:
    key = key_of(cast.ad, ago=91 if fault == "expired" else 0)
    now = timezone.now()
    with tenant(cast.organisation.pk):
        if fault == "revoked":
            end_key(by=cast.ad, key=api_keys(cast.organisation.pk)[0], now=now)
        if fault == "role":
            cast.ad.role_grants.update(revoked_at=now)
        if fault == "left":
            cast.ad.left_on = now.date()
            cast.ad.save(update_fields=["left_on"])
    if fault == "cut":
        key = key[:-1]
    if fault == "stranger":
        key = f"zetje_{cast.other_organisation.token}.{key.partition('.')[2]}"

    answer = ask(key, "/periods")

    assert answer.status_code == 401
    assert checked("/periods", answer) == checked("/periods", ask("nothing", "/periods"))


def test_a_key_goes_on_while_its_maker_has_another_role_that_reads(cast: Cast) -> None:
    assert ask(key_of(cast.wil), "/periods").status_code == 200


def test_what_did_not_change_is_not_sent_again(cast: Cast) -> None:
    key = key_of(cast.ad)
    first = ask(key, "/studies")

    again = ask(key, "/studies", **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert ask(key, "/studies", **{"If-None-Match": '"other"'}).status_code == 200


def test_too_many_questions_are_asked_to_come_back(cast: Cast, monkeypatch: Any) -> None:
    cache.clear()
    key, other = key_of(cast.ad), key_of(cast.ad, "Other")
    monkeypatch.setattr(views, "QUESTIONS_OF_KEY", Limit("questions here", 2))
    monkeypatch.setattr(views, "WRONG_OF_HOUSEHOLD", Limit("wrong keys here", 2))

    answers = [ask(key, "/periods") for _ in range(3)]
    fresh = ask(other, "/periods")
    wrong = [ask("zetje_x.y", "/periods") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 900
    assert fresh.status_code == 200
    assert [answer.status_code for answer in wrong] == [401, 401, 429]


def test_the_day_of_its_last_use_is_kept_and_its_secret_is_not(cast: Cast) -> None:
    key = key_of(cast.ad)
    ask(key, "/periods")

    with tenant(cast.organisation.pk):
        row = ApiKey.objects.get()
        held = json.dumps(list(ApiKey.objects.values()), default=str)
    assert row.used_on == timezone.now().date()
    assert key.partition(".")[2] not in held


def test_two_keys_have_two_names_and_there_are_twenty_at_most(cast: Cast) -> None:
    key_of(cast.ad)
    with pytest.raises(KeyRefusedError):
        key_of(cast.ad)
    for number in range(MOST - 1):
        key_of(cast.ad, f"Key {number}")
    with pytest.raises(KeyRefusedError):
        key_of(cast.ad, "One more")


def test_a_new_key_is_shown_once(cast: Cast) -> None:
    ad = signed_in(Client(), cast.ad)

    made = ad.post("/insight/keys/", {"name": "<b>Power BI</b>", "days": "30"})
    again = ad.post("/insight/keys/", {"name": "<b>Power BI</b>", "days": "30"})
    listed = ad.get("/insight/keys/").content.decode()

    key = made.context["secret"]
    assert ask(key, "/periods").status_code == 200
    assert again.status_code == 422
    assert key not in listed
    assert "<b>Power BI" not in listed
    with tenant(cast.organisation.pk):
        token = api_keys(cast.organisation.pk)[0].token
    ad.post(f"/insight/keys/{token}/end/")
    assert ask(key, "/periods").status_code == 401


def test_a_key_whose_maker_lost_the_role_says_so_on_its_page(cast: Cast) -> None:
    key_of(cast.pim)
    with tenant(cast.organisation.pk):
        grant = cast.pim.role_grants.get(role="programme_manager")
        people.revoke_role(grant=grant, by=cast.ad, now=timezone.now())

    page = signed_in(Client(), cast.ad).get("/insight/keys/").content.decode()

    assert "niet meer" in page or "any more" in page


def every_parameter() -> list[tuple[str, dict[str, Any]]]:
    found = document()["paths"]
    return [
        (path, parameter)
        for path, operation in found.items()
        for parameter in operation["get"]["parameters"]
    ]


def fitting(schema: Any) -> list[str]:
    """Some values that a parameter's schema promises to take."""
    if "enum" in schema:
        return schema["enum"]
    if schema["type"] == "integer":
        return [str(schema["minimum"]), str(schema["maximum"]), str(schema["default"])]
    return ["2026-W01", "2026-W38", "2020-W53"] if "W" in schema["pattern"] else ["hold_out"]


def smallest(found: Any) -> list[int]:
    if isinstance(found, dict):
        return [
            *([found["value"]] if isinstance(found.get("value"), int) else []),
            *(number for part in found.values() for number in smallest(part)),
        ]
    return (
        [number for part in found for number in smallest(part)] if isinstance(found, list) else []
    )


def test_every_address_of_the_document_answers_and_every_answer_is_in_it(cast: Cast) -> None:
    key = key_of(cast.ad)
    for path, parameter in every_parameter():
        for value in fitting(parameter["schema"]):
            given_here = {"name": "shared"} if path == "/figures" else {}
            asked = path.replace("{study}", value if parameter["in"] == "path" else "hold_out")
            if parameter["in"] == "query":
                given_here[parameter["name"]] = value
            answer = ask(key, asked, given_here)
            assert answer.status_code == 200, (path, parameter["name"], value)
            assert all(number >= 5 for number in smallest(checked(path, answer)))
    assert {f"/api/v1{path}" for path in document()["paths"]} == {
        "/api/v1/periods",
        "/api/v1/figures",
        "/api/v1/studies",
        "/api/v1/studies/{study}",
        "/api/v1/suggestions",
    }


def test_what_to_do_next_is_told_as_it_was_written_down(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        NextStep.objects.create(
            organisation=cast.organisation,
            week=WEEK,
            place=1,
            rule="ease",
            names=["Workshop"],
            gain=14.0,
            lower=6.0,
            upper=22.0,
            unit="people",
            evidence={"people": 30},
            made_at=timezone.now(),
        )

    found = checked("/suggestions", ask(key_of(cast.ad), "/suggestions"))["suggestions"]

    assert [(each["groups"], each["gain"], each["taken"]) for each in found] == [
        (["Workshop"], 14.0, False)
    ]
    assert ask(key_of(cast.wil, "Theirs"), "/suggestions?x=1").status_code == 400


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_refused_in_words(cast: Cast, value: str) -> None:
    key = key_of(cast.ad)
    for path, parameter in every_parameter():
        if parameter["in"] == "path":
            continue
        given_here = {"name": "shared"} if path == "/figures" else {}
        asked = path.replace("{study}", "hold_out")
        answer = ask(key, asked, {**given_here, parameter["name"]: value})
        assert answer.status_code == 400, (path, parameter["name"])
        assert parameter["name"] in checked(path, answer)["detail"]
        assert ask(key, asked, {**given_here, "x" + value: "1"}).status_code == 400


@pytest.mark.parametrize("name", ["Hold", "a" * 41, "hold-out", "%27", "..%2f", "%00", "nothing"])
def test_a_study_that_is_not_there_leads_nowhere(cast: Cast, name: str) -> None:
    assert ask(key_of(cast.ad), f"/studies/{name}").status_code == 404


def test_a_parameter_that_is_given_twice_is_refused(cast: Cast) -> None:
    answer = ask(key_of(cast.ad), "/figures?name=shared&name=joined")

    assert answer.status_code == 400


@given(
    question=st.sampled_from(QUESTIONS),
    query=st.dictionaries(
        st.one_of(st.sampled_from(["name", "by", "weeks", "until"]), st.text(max_size=9)),
        st.lists(st.one_of(st.text(max_size=9), st.sampled_from(NONSENSE)), min_size=1, max_size=2),
        max_size=4,
    ),
    study=st.text(max_size=9),
)
# However busy the machine is.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_question_is_read_or_refused(
    question: Question, query: dict[str, list[str]], study: str
) -> None:
    try:
        found = question.read(query, in_path={"study": study})
    except BadQuestionError:
        return
    for each in question.parameters:
        if (value := found[each.name]) is not None and each.kind != "week":
            Draft202012Validator(each.schema()).validate(value)
