"""Points wait where a rule was met; the person is heard, and an administrator decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition import queries
from zetje.recognition.models import PointCase
from zetje.recognition.operations import points
from zetje.recognition.operations.gaming import (
    CaseRefusedError,
    answer_case,
    decide_case,
    look_for_gaming,
)
from zetje.sharing.operations.shares import confirm_share, copy_story

# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with tenant(made.organisation.pk):
        yield made


def share(member: Any, *, at: datetime, wait: float) -> int:
    """A post of a story of its own, confirmed so many seconds after its text was taken."""
    story = make_story(member.organisation)
    made = copy_story(member=member, story=story, network_key="linkedin", now=at)
    confirm_share(member=member, share=made, now=at + timedelta(seconds=wait))
    points.earn_from_shares(organisation_id=member.organisation_id, share_ids=[made.pk])
    return made.pk


def look(cast: Cast, *, now: datetime) -> int:
    return look_for_gaming(organisation_id=cast.organisation.pk, now=now)


def total(cast: Cast, member: Any) -> int:
    return queries.points_of(organisation_id=cast.organisation.pk, member_id=member.pk)


def scripted(cast: Cast) -> datetime:
    """Anna confirms three posts of three weeks in no time; Bram posts as people do."""
    for back in range(3):
        share(cast.anna, at=TUESDAY + back * WEEK, wait=2 + back / 2)
        share(cast.bram, at=TUESDAY + back * WEEK, wait=40 + 15 * back)
    return TUESDAY + 2 * WEEK + timedelta(hours=3)


def test_points_that_wait_come_back_once_somebody_was_heard(cast: Cast) -> None:
    now = scripted(cast)
    earned = total(cast, cast.anna)

    assert (look(cast, now=now), look(cast, now=now)) == (1, 0)

    case = PointCase.objects.get()
    assert (case.member, case.rule, case.week) == (cast.anna, "scripted", "2026-W40")
    assert (earned, total(cast, cast.anna), total(cast, cast.bram)) == (earned, 0, earned)
    answer_case(member=cast.anna, case=case, text="Ik had ze al geplaatst.", now=now)
    decide_case(by=cast.ad, case=case, lets_go=True, now=now)
    assert total(cast, cast.anna) == earned > 0
    # Believed once, not asked again at once; what she does later is looked at again some day.
    share(cast.anna, at=now + WEEK, wait=2)
    assert look(cast, now=now + WEEK + timedelta(hours=1)) == 0
    assert total(cast, cast.anna) > earned
    entries = apps.get_model("people", "AuditEntry")._default_manager
    audited = entries.get(action="points.released")
    assert audited.subject == f"member:{cast.anna.pk}"


def test_points_that_were_kept_out_stay_out_whatever_comes(cast: Cast) -> None:
    now = scripted(cast)
    look(cast, now=now)
    case = PointCase.objects.get()

    decide_case(by=cast.ad, case=case, lets_go=False, now=now)
    # Another post of the same week, which did not count beside the first, is no way around it.
    share(cast.anna, at=now, wait=1)
    for again in range(3):
        look(cast, now=now + timedelta(hours=1 + again))

    assert total(cast, cast.anna) == 0
    assert PointCase.objects.count() == 1
    points.rebuild_points(organisation_id=cast.organisation.pk, now=now)
    assert total(cast, cast.anna) == 0


def test_nobody_decides_about_their_own_points_or_twice(cast: Cast) -> None:
    now = scripted(cast)
    look(cast, now=now)
    case = PointCase.objects.get()

    with pytest.raises(CaseRefusedError, match="own points"):
        decide_case(by=cast.anna, case=case, lets_go=True, now=now)
    decide_case(by=cast.ad, case=case, lets_go=False, now=now)
    with pytest.raises(CaseRefusedError, match="just before"):
        decide_case(by=cast.ad, case=case, lets_go=True, now=now)
    with pytest.raises(CaseRefusedError, match="decided meanwhile"):
        answer_case(member=cast.anna, case=case, text="Toch niet.", now=now)
    with pytest.raises(CaseRefusedError, match="not yours"):
        answer_case(member=cast.bram, case=case, text="Ik.", now=now)


def test_only_the_person_and_the_administrator_see_that_points_wait(cast: Cast) -> None:
    now = scripted(cast)
    look(cast, now=now)
    case = PointCase.objects.get()
    path = f"/points/held/{case.token}/"
    people = {who: signed_in(Client(), member) for who, member in cast.ladder().items()}

    own = people["anna"].get("/points/held/").content.decode()
    assert f"c-{case.token}" in own
    for who in ("bram", "chaima", "femke", "pim"):
        assert case.token not in people[who].get("/points/held/").content.decode()
        assert people[who].post(path, {"said": "Ik."}).status_code == 404
        assert people[who].get("/recognise/cases/").status_code == 403
    assert people["anna"].post(path, {"said": "   "}).status_code == 422
    assert people["anna"].post(path, {"said": "=1+1 <b>Ik</b>"}).status_code == 302
    page = people["ad"].get("/recognise/cases/").content.decode()
    assert "Anna de Vries" in page
    assert "&lt;b&gt;Ik&lt;/b&gt;" in page
    decision = f"/recognise/cases/{case.token}/"
    assert people["pim"].post(decision, {"decision": "keep"}).status_code == 403
    assert people["ad"].post(decision, {"decision": "keep"}).status_code == 302
    case.refresh_from_db()
    assert (case.outcome, case.decided_by) == ("kept", cast.ad)
