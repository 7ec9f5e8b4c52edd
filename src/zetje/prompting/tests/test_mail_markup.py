"""Mails hold only what Outlook for Windows and Gmail understand, in the organisation's colour."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from zetje.content.testing import make_story
from zetje.delivery.registry import OutboxRow
from zetje.delivery.testing.mail_markup import contrast, faults_in
from zetje.lib.tenancy import tenant
from zetje.prompting.operations.notices import render_notices
from zetje.prompting.testing import make_decision, make_digest
from zetje.prompting.tests.mails import NOW, mail_of, prompt_of, three_stories
from zetje.recognition.testing import make_shared_weeks

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["", "#ffcc00", "#7fd4ff"])
def accent(request: pytest.FixtureRequest, sanne: Any) -> str:
    sanne.organisation.accent = request.param
    sanne.organisation.save(update_fields=["accent"])
    return request.param


@pytest.fixture
def digest(sanne: Any) -> str:
    """A digest with everything in it: a chain, a rest week to take, three stories."""
    for back in (1, 2, 4):
        moment = NOW - timedelta(days=7 * back)
        make_shared_weeks(sanne, make_story(sanne.organisation), moment)
    return mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW)).html


@pytest.fixture
def notice(sanne: Any) -> str:
    row = OutboxRow(
        id=1,
        organisation_id=sanne.organisation_id,
        member_id=sanne.pk,
        kind="reminder",
        subject_id=make_story(sanne.organisation).pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url="https://zetje.noordnaaf.example/unsubscribe/abc/",
    )
    with tenant(sanne.organisation_id):
        mail: Any = render_notices([row], NOW)[1]
    return mail.html


@pytest.fixture
def prompt(sanne: Any) -> str:
    """A prompt with everything in it: a chain at stake, a rest week to take, a story."""
    for back in (1, 2, 4):
        moment = NOW - timedelta(days=7 * back)
        make_shared_weeks(sanne, make_story(sanne.organisation), moment)
    stories = three_stories(sanne.organisation)
    digest = make_digest(sanne, stories, now=NOW)
    decided = make_decision(sanne, now=NOW, arm="streak", digest=digest, story=stories[0])
    return prompt_of(decided).html


@pytest.mark.parametrize("mail", ["digest", "notice", "prompt"])
def test_a_mail_holds_only_what_mail_programs_understand(
    mail: str, request: pytest.FixtureRequest
) -> None:
    assert faults_in(request.getfixturevalue(mail)) == []


def test_what_moves_is_in_the_organisations_colour_and_can_be_read(
    accent: str, digest: str
) -> None:
    spot = accent or "#f64a1b"
    cells = re.findall(r'class="(?:bp|wn)"[^>]*bgcolor="([^"]+)"', digest)
    words = re.findall(r'class="bpt"[^>]*;color:([^;]+);', digest)
    light, dark = (
        re.search(pattern, digest)[1]  # type: ignore[index]
        for pattern in (r'class="dot" style="color:([^;]+);', r"\.dot { color: (\S+) !important")
    )

    assert set(cells) == {spot}
    assert len(cells) == 4
    assert {contrast(word, spot) >= 4.5 for word in words} == {True}
    assert contrast(light, "#f3f5f2") >= 4.5
    assert contrast(dark, "#0d131d") >= 4.5
    assert (spot == "#f64a1b") == ("#f64a1b" in digest)


def test_what_is_no_colour_does_not_come_into_the_mail(sanne: Any) -> None:
    evil = "red;} body{display:none"
    with tenant(sanne.organisation_id):
        apps.get_model("people", "Organisation")._default_manager.filter(
            pk=sanne.organisation_id
        ).update(accent=evil)

    html = mail_of(make_digest(sanne, three_stories(sanne.organisation), now=NOW)).html

    assert evil not in html
    assert "#f64a1b" in html
