"""What a change of a member touches elsewhere, through the real table of reactions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, TestCase

from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.people.operations import devices
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition import operations as recognition
from zetje.recognition import queries as chains
from zetje.recognition.testing import make_shared_weeks
from zetje.sharing import operations as sharing

pytestmark = pytest.mark.django_db

# Wednesday of week 38; the Wednesday before it lies in week 37.
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)
MONDAY, FRIDAY = date(2026, 9, 7), date(2026, 9, 11)
Message: Any = apps.get_model("delivery", "Message")
ChainWeek: Any = apps.get_model("recognition", "ChainWeek")
Choice: Any = apps.get_model("sharing", "Choice")


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    """Everybody joined long ago; Anna shared in the weeks before last and missed the last one."""
    cast = make_cast()
    story = make_story(cast.organisation)
    make_shared_weeks(cast.anna, story, *(NOW - timedelta(weeks=back) for back in (2, 3, 4)))
    recognition.rebuild_chain(organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=NOW)
    return cast


def done(act: Callable[[], Any], cast: Cast) -> Any:
    """Do something in the tenant and let what follows from it happen."""
    with tenant(cast.organisation.pk), TestCase.captureOnCommitCallbacks(execute=True):
        return act()


def kept(cast: Cast, week: int) -> str:
    """What Anna's week is in her chain as it is kept; empty when it is not."""
    with tenant(cast.organisation.pk):
        rows = ChainWeek.objects.filter(member=cast.anna, iso_year=2026, iso_week=week)
        return rows.values_list("state", flat=True).first() or ""


def is_right(cast: Cast) -> bool:
    """Whether every kept chain is what the facts say."""
    with tenant(cast.organisation.pk):
        return not chains.chains_amiss(organisation_id=cast.organisation.pk, now=NOW)


def away(cast: Cast) -> None:
    done(lambda: people.add_own_leave(member=cast.anna, starts_on=MONDAY, ends_on=FRIDAY), cast)


def test_days_away_that_are_noted_afterwards_hold_the_chain(cast: Cast) -> None:
    before = kept(cast, 37)

    away(cast)

    assert (before, kept(cast, 37), is_right(cast)) == ("gap", "rest", True)


def test_days_away_that_are_taken_back_no_longer_hold_it(cast: Cast) -> None:
    away(cast)

    done(lambda: people.remove_own_leave(member=cast.anna, starts_on=MONDAY, ends_on=FRIDAY), cast)

    assert (kept(cast, 37), is_right(cast)) == ("gap", True)


def test_a_pause_rests_this_week_and_its_end_opens_it_again(cast: Cast) -> None:
    monday = NOW - timedelta(days=2)
    pause = {"member": cast.anna, "starts_at": monday, "ends_at": None, "now": NOW}

    done(lambda: people.pause_programme(**pause), cast)
    paused = kept(cast, 38)
    with tenant(cast.organisation.pk):
        cast.anna.pauses.update(starts_at=NOW)
    done(lambda: people.resume_programme(member=cast.anna, now=NOW + timedelta(hours=1)), cast)

    assert (paused, kept(cast, 38), is_right(cast)) == ("rest", "open", True)


def live(cast: Cast, **own: Any) -> None:
    settled = {"language": "nl", "time_zone": cast.anna.time_zone, "working_days": range(5)}
    done(lambda: people.save_whereabouts(member=cast.anna, **settled | own), cast)


def test_other_working_days_are_judged_anew(cast: Cast) -> None:
    done(lambda: people.add_own_leave(member=cast.anna, starts_on=MONDAY, ends_on=MONDAY), cast)
    before = kept(cast, 37)

    live(cast, working_days=[0])

    assert (before, kept(cast, 37), is_right(cast)) == ("gap", "rest", True)


def test_a_share_falls_in_the_week_of_the_clock_somebody_lives_by_now(cast: Cast) -> None:
    # Monday morning in Amsterdam is still Sunday in Honolulu.
    monday = datetime(2026, 9, 14, 5, tzinfo=UTC)
    make_shared_weeks(cast.anna, make_story(cast.organisation), monday)
    recognition.rebuild_chain(organisation_id=cast.organisation.pk, member_id=cast.anna.pk, now=NOW)
    before = kept(cast, 37), kept(cast, 38)

    live(cast, time_zone="Pacific/Honolulu")

    assert (before, kept(cast, 37), kept(cast, 38)) == (("gap", "shared"), "shared", "open")
    assert is_right(cast)


def test_leave_that_comes_with_a_staff_file_holds_the_chain(cast: Cast) -> None:
    rows = [
        "e-mail;voornaam;achternaam;afwezig van;afwezig tot",
        f"{cast.anna.email};Anna;de Vries;2026-09-07;2026-09-11",
    ]

    def bring() -> None:
        run = people.preview_import(
            organisation=cast.organisation,
            content="\n".join(rows).encode(),
            file_name="staff.csv",
            by=cast.ad,
            complete=False,
            now=NOW,
        )
        people.begin_import(run=run, leave_out_bad_rows=False, confirm_leavers=False, now=NOW)
        people.run_import(
            organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=cast.ad.pk, now=NOW
        )

    done(bring, cast)

    assert (kept(cast, 37), is_right(cast)) == ("rest", True)


def queue(member: Any, *kinds: str) -> None:
    for kind in kinds:
        delivery.queue_message(
            organisation_id=member.organisation_id,
            member_id=member.pk,
            kind=kind,
            subject_id=1,
            dedupe_key=f"{kind}:{member.pk}",
            not_before=NOW + timedelta(days=1),
            useful_until=None,
            now=NOW,
        )


def fates(member: Any) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Of each of a member's messages: its state, why, and the states of its receipts."""
    with tenant(member.organisation_id):
        return {
            row.kind: (row.state, row.reason, tuple(row.receipts.values_list("state", flat=True)))
            for row in Message.objects.filter(member_id=member.pk)
        }


CANCELLED = ("dropped", "left", ("dropped",))
WAITING = ("planned", "", ())


def test_what_waited_for_who_leaves_the_programme_is_cancelled_at_once(cast: Cast) -> None:
    queue(cast.anna, "digest", "prompt", "reminder", "sign_in", "invitation")
    queue(cast.bram, "digest")

    done(lambda: people.leave_programme(member=cast.anna, now=NOW), cast)

    assert fates(cast.anna) == {
        "digest": CANCELLED,
        "prompt": CANCELLED,
        "reminder": CANCELLED,
        "sign_in": WAITING,
        "invitation": WAITING,
    }
    assert fates(cast.bram) == {"digest": WAITING}
    assert is_right(cast)


def test_nothing_at_all_waits_for_who_no_longer_works_here(cast: Cast) -> None:
    queue(cast.anna, "digest", "sign_in", "invitation")
    queue(cast.bram, "digest", "sign_in")

    done(lambda: people.deactivate_member(member=cast.anna, by=cast.ad, now=NOW), cast)

    assert set(fates(cast.anna).values()) == {CANCELLED}
    assert set(fates(cast.bram).values()) == {WAITING}
    assert is_right(cast)


def test_a_message_that_went_out_keeps_its_state(cast: Cast) -> None:
    queue(cast.anna, "digest")
    with tenant(cast.organisation.pk):
        Message.objects.update(state="sent", sender=1, message_id="<a@b>")

    done(lambda: people.leave_programme(member=cast.anna, now=NOW), cast)

    assert fates(cast.anna)["digest"][0] == "sent"


@pytest.mark.parametrize("way", ["programme", "organisation"])
def test_what_somebody_put_aside_does_not_come_back_to_them(cast: Cast, way: str) -> None:
    mine, hers = (make_story(cast.organisation, title=title) for title in ("Een", "Twee"))
    then = NOW + timedelta(days=1)
    with tenant(cast.organisation.pk):
        sharing.remind_later(member=cast.anna, story=mine, at=then, now=NOW)
        sharing.remind_later(member=cast.bram, story=hers, at=then, now=NOW)

    if way == "programme":
        done(lambda: people.leave_programme(member=cast.anna, now=NOW), cast)
    else:
        done(lambda: people.deactivate_member(member=cast.anna, by=None, now=NOW), cast)

    with tenant(cast.organisation.pk):
        living = Choice.objects.filter(undone_at__isnull=True)
        assert [choice.member_id for choice in living] == [cast.bram.pk]


def test_a_leaver_s_sessions_browsers_and_codes_end(cast: Cast) -> None:
    browser = signed_in(Client(), cast.anna)
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    with tenant(cast.organisation.pk):
        devices.remember_device(
            member=cast.anna, cookie="", session_key=key, name="Firefox", now=NOW
        )
        devices.request_device_code(member=cast.anna, browser="b", code="1234-5678", now=NOW)
    assert browser.get("/me/").status_code == 200

    done(lambda: people.deactivate_member(member=cast.anna, by=None, now=NOW), cast)

    assert browser.get("/me/").status_code != 200
    assert not Session.objects.filter(session_key=key).exists()
    with tenant(cast.organisation.pk):
        assert not directory.devices_of(member=cast.anna, cookie="", now=NOW)
        assert not apps.get_model("people", "DeviceCode")._default_manager.exists()
