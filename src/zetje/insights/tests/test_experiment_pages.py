"""The pages of experiments: who may start one, what they show, and the report on paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from pypdf import PdfReader

from zetje.insights.models import Experiment
from zetje.insights.rules.experiments import Template, promise_of
from zetje.insights.tests.experiments import ENDED, MOMENTS, RUNNING, make_experiment
from zetje.insights.tests.test_experiments import organisation_of
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_member, signed_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 10, 8, tzinfo=UTC)
CLAIM = (
    "1.7 times the base of 12 %, in 12 weeks, against teams without prompts; 95 % interval 1.2 to "
    "2.4 times."
)
EIGHT = (
    "8 more of 100 people share in a week; the data leave anything between 2.1 more and 13.9 more "
    "possible."
)
FEWER = "the data leave anything between 5 fewer and 3 more possible."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def reader(cast):
    """Somebody of the works council who reads English."""
    roles = ["works_council"]
    return make_member(cast.organisation, given_name="Ella", language="en", roles=roles)


@pytest.fixture
def manager(cast):
    """Somebody who runs the programme and reads English."""
    roles = ["programme_manager"]
    return make_member(cast.organisation, given_name="Max", language="en", roles=roles)


def shown(client, member, path):
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        return signed_in(client, member).get(path)


def test_the_report_says_base_window_control_and_interval_of_each_claim(
    client, cast, reader
) -> None:
    made = make_experiment(cast.pim, now=NOW, details=ENDED)

    page = shown(client, reader, reverse("experiment_report", args=[made.token]))
    file = shown(client, reader, reverse("experiment_report_file", args=[made.token]))

    text = page.content.decode()
    assert CLAIM in text
    assert EIGHT in text
    assert "The interval is that of one look at the end that was planned before." in text
    assert made.protocol_hash in text
    assert "Planned on 12 of 100 people who share in a week; 12 of 100 did on the side" in text
    assert "A difference of fewer than about 6 of 100 people could mostly not be seen." in text
    paper = " ".join(
        word
        for sheet in PdfReader(BytesIO(file.content)).pages
        for word in sheet.extract_text().split()
    )
    assert CLAIM in paper
    assert EIGHT in paper
    assert file["Content-Type"] == "application/pdf"


def test_so_far_the_interval_for_every_look_is_told(
    client, cast, reader, django_assert_max_num_queries
) -> None:
    made = make_experiment(cast.pim, now=NOW, details=RUNNING)

    signed_in(client, reader)
    with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(15):
        text = client.get(reverse("experiment", args=[made.token])).content.decode()

    assert "The interval holds for every look so far together, so it is wider." in text
    assert "Cannot be told from chance" in text
    assert "Neither" in text
    assert FEWER in text
    assert "Stop this experiment" not in text


def test_what_is_tried_is_said_wherever_it_stands(client, cast, manager) -> None:
    made = make_experiment(
        cast.pim, now=NOW, template=Template.SLOT, option="3:15", details=MOMENTS
    )
    title = "Thursday at 15:00 instead of each person’s usual moment"

    for path in (
        reverse("experiments"),
        reverse("experiment", args=[made.token]),
        reverse("experiment_report", args=[made.token]),
    ):
        assert title in shown(client, manager, path).content.decode(), path
    file = shown(client, manager, reverse("experiment_report_file", args=[made.token]))
    paper = " ".join(PdfReader(BytesIO(file.content)).pages[0].extract_text().split())

    assert title in paper
    assert "Planned on 12 of 100 people who share in a week; 32 of 100 did on the side" in paper


def test_one_that_runs_says_until_when_and_what_is_free(
    client, cast, manager, django_assert_max_num_queries
) -> None:
    made = make_experiment(
        cast.pim, now=NOW, template=Template.SLOT, option="3:15", details=MOMENTS
    )

    page = shown(client, manager, reverse("experiment", args=[made.token])).content.decode()
    with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(16):
        offered = client.get(reverse("experiments")).content.decode()
    plan = shown(client, manager, f"{reverse('experiment_new')}?template=slot&weeks=12")

    assert "it runs up to 29 November 2026, and its result comes on Tuesday 8 December 2026" in page
    assert "The same people stand on both sides" in page
    assert "no difference</text>" in page
    assert "It may begin from 30 November 2026 on." in offered
    assert "?template=slot" not in offered
    assert "It could answer nothing now. There are too few teams" in offered
    assert "It may begin from 30 November 2026 on." in plan.content.decode()


@pytest.mark.parametrize(("details", "is_told"), [(RUNNING, False), (ENDED, True)])
def test_the_list_says_what_was_found_once_it_is_over(
    client, cast, reader, details, is_told
) -> None:
    make_experiment(cast.pim, now=NOW, details=details)

    text = shown(client, reader, reverse("experiments")).content.decode()

    assert ("Prompts: helps. The game: cannot be told from chance." in text) is is_told


def test_one_that_was_stopped_is_told_by_the_interval_for_every_look(client, cast, reader) -> None:
    made = make_experiment(cast.pim, now=NOW, details=ENDED)
    with time_machine.travel(NOW, tick=False):
        signed_in(client, cast.ad).post(reverse("experiment_stop", args=[made.token]))

    text = shown(client, reader, reverse("experiment_report", args=[made.token])).content.decode()

    assert "It was stopped early" in text
    assert "The interval holds for every look so far together" in text


def test_before_the_first_reading_the_page_says_when_it_comes(client, cast, manager) -> None:
    made = make_experiment(cast.pim, now=NOW)

    for name in ("experiment", "experiment_report"):
        text = shown(client, manager, reverse(name, args=[made.token])).content.decode()
        assert "The first reading comes on the Tuesday after its first week." in text


def test_one_that_was_stopped_before_any_reading_says_so(client, cast, manager) -> None:
    made = make_experiment(cast.pim, now=NOW)
    with time_machine.travel(NOW, tick=False):
        signed_in(client, cast.ad).post(reverse("experiment_stop", args=[made.token]))

    text = shown(client, manager, reverse("experiment", args=[made.token])).content.decode()

    assert "It was stopped before there was anything to read." in text


@pytest.mark.parametrize("template", Template)
def test_a_plan_says_what_it_could_find_or_why_nothing(client, manager, template) -> None:
    page = shown(client, manager, f"{reverse('experiment_new')}?template={template}&weeks=12")

    assert page.status_code == 200
    assert "It could answer nothing, so it cannot be started." in page.content.decode()
    assert "Freeze the protocol" not in page.content.decode()


def test_a_manager_starts_one_by_a_number_that_was_promised(client) -> None:
    here = organisation_of(10)
    pim = here.manager
    path = f"{reverse('experiment_new')}?template=staggered&weeks=12"
    page = shown(client, pim, path)
    assert "Freeze the protocol and draw" in page.content.decode()
    given = {
        "template": "staggered",
        "weeks": "12",
        "sealed": page.context["sealed"],
        "sure": "yes",
    }

    with time_machine.travel(NOW, tick=False):
        client.post(reverse("experiment_new"), given)
        again = client.post(reverse("experiment_new"), given, follow=True)

    with tenant(here.pk):
        made = Experiment.objects.get()
        assert promise_of(made.seed) == page.context["promise"] == made.facts["seed_sha256"]
        assert (
            apps.get_model("people", "AuditEntry")
            .objects.filter(action="experiment.started")
            .count()
            == 1
        )
    assert "Something in it is being tried already." in again.content.decode()


def test_a_plan_that_finds_little_begins_only_when_somebody_says_so(client) -> None:
    here = organisation_of(10)
    pim = here.manager
    given = {"template": "staggered", "weeks": "12", "sealed": seal("abc").decode()}

    signed_in(client, pim)
    answer = client.post(reverse("experiment_new"), given)

    assert answer.status_code == 422
    assert "Not worth starting" in answer.content.decode()
    with tenant(here.pk):
        assert not Experiment.objects.exists()


def test_a_promise_of_somebody_elses_starts_nothing(client) -> None:
    here = organisation_of(10)
    pim = here.manager
    signed_in(client, pim)

    given = {"template": "staggered", "weeks": "12", "sealed": "abc", "sure": "yes"}
    answer = client.post(reverse("experiment_new"), given, follow=True)

    assert "The promise was not ours." in answer.content.decode()
    with tenant(here.pk):
        assert not Experiment.objects.exists()
