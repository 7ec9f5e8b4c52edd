"""The newsletter: counts that hide everybody, names that can go, sent once to who wants it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from zetje.behaviour.weeks import week_number
from zetje.content import operations as content
from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.delivery.queries import is_unsubscribed
from zetje.delivery.registry import Drop, OutboxRow, renderer_of
from zetje.delivery.testing.mail_markup import faults_in
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.people.testing import Cast, make_cast
from zetje.recognition import tasks
from zetje.recognition.models import Edition
from zetje.recognition.operations import set_game_switches
from zetje.recognition.operations.newsletter import (
    BlockWords,
    EditionRefusedError,
    change_edition,
    make_due_edition,
    make_edition,
    newsletter_words,
    read_edition,
    render_newsletters,
    send_edition,
    set_newsletter_rhythm,
    throw_away,
)
from zetje.recognition.queries.told import WeekTold
from zetje.recognition.registry import register_team_figures
from zetje.recognition.rules import newsletter as rules
from zetje.recognition.rules.newsletter import Period, after, period_before
from zetje.recognition.testing.figures import figures_of
from zetje.recognition.tests.newsletters import (
    LAST_WEEK,
    NOW,
    made_edition,
    make_shoutout,
    make_week,
)

pytestmark = pytest.mark.django_db
# The week before.
TOLD = week_number(LAST_WEEK.date())


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def words_of(edition: Edition) -> str:
    """Everything that any mail of an edition says."""
    with tenant(edition.organisation_id):
        made = [
            newsletter_words(edition, language=language, unsubscribe_url="https://un.example/")
            for language in rules.LANGUAGES
        ]
    return "\n".join(f"{one.subject}\n{one.text}\n{one.html}" for one in made)


def row_for(member: Any, edition: Edition, *, kind: str = "newsletter") -> OutboxRow:
    return OutboxRow(
        id=member.pk,
        organisation_id=member.organisation_id,
        member_id=member.pk,
        kind=kind,
        subject_id=edition.pk,
        dedupe_key="",
        address="",
        not_before=NOW,
        useful_until=None,
        unsubscribe_url=f"https://zetje.example/unsubscribe/{member.pk}/",
    )


def rendered(member: Any, edition: Edition, *, kind: str = "newsletter") -> Any:
    with tenant(member.organisation_id):
        return render_newsletters([row_for(member, edition, kind=kind)], NOW)[member.pk]


def as_written(edition: Edition, **changed: BlockWords) -> dict[str, BlockWords]:
    """The words of an edition's parts, some of them changed."""
    with tenant(edition.organisation_id):
        return {
            block.kind: BlockWords(
                is_shown=block.is_shown,
                heading_nl=block.heading_nl,
                heading_en=block.heading_en,
                text_nl=block.text_nl,
                text_en=block.text_en,
            )
            for block in edition.blocks.all()
        } | changed


def days(edition: Edition | None) -> tuple[date, date]:
    assert edition is not None
    return edition.starts_on, edition.ends_on


def test_no_day_is_told_in_two_editions_also_when_the_rhythm_changes(cast: Cast) -> None:
    december = NOW + timedelta(days=14)
    with tenant(cast.organisation.pk):
        by_hand = [
            make_edition(by=cast.femke, now=at) for at in (NOW, NOW, NOW + timedelta(days=5))
        ]
        none_left = make_edition(by=cast.femke, now=NOW + timedelta(days=5))
        set_newsletter_rhythm(by=cast.pim, rhythm="monthly", now=NOW)
        monthly = make_due_edition(organisation=cast.organisation, now=december)
        again = make_due_edition(organisation=cast.organisation, now=december)

    assert [days(edition) for edition in by_hand] == [
        (date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 11, 17)),
        (date(2026, 11, 18), date(2026, 11, 22)),
    ]
    assert days(monthly) == (date(2026, 11, 23), date(2026, 11, 30))
    assert (none_left, again) == (None, None)


@time_machine.travel(NOW, tick=False)
def test_each_morning_makes_the_draft_of_the_week_that_is_over_once(cast: Cast) -> None:
    with tenant(cast.organisation.pk):
        set_newsletter_rhythm(by=cast.pim, rhythm="weekly", now=NOW)

    tasks.make_newsletters(timestamp=0)
    tasks.make_newsletters(timestamp=0)

    with tenant(cast.organisation.pk):
        assert days(Edition.objects.get()) == (date(2026, 11, 9), date(2026, 11, 15))


def test_counts_are_those_of_frozen_weeks_and_stay_as_they_were(
    cast: Cast, team_figures: None
) -> None:
    told = {TOLD: WeekTold(sharers=48, posts=70, clicks=None)}
    register_team_figures(figures_of(TOLD, weeks=told))
    make_week(cast, sharers=9)
    edition = made_edition(cast.femke)
    register_team_figures(figures_of(TOLD, weeks={TOLD: WeekTold(sharers=90, posts=90)}))

    said = words_of(edition)

    assert edition.figures == {"people": 48, "posts": 70}
    assert "48 colleagues" in said
    assert "9 colleagues" not in said


def test_a_month_tells_its_weeks_together(cast: Cast, team_figures: None) -> None:
    told = {
        TOLD - back: WeekTold(sharers=20 + back, month_sharers=50, posts=10, clicks=100)
        for back in range(4)
    }
    register_team_figures(figures_of(TOLD, weeks=told))

    with tenant(cast.organisation.pk):
        set_newsletter_rhythm(by=cast.pim, rhythm="monthly", now=NOW)
        edition = make_due_edition(organisation=cast.organisation, now=NOW + timedelta(days=16))

    assert edition is not None
    # Of November the weeks of the 2nd and the 9th are frozen, and that of the 16th is not.
    assert edition.figures == {"people": 21, "posts": 20, "clicks": 200}


def test_an_edition_waits_for_its_figures_a_few_days(cast: Cast, team_figures: None) -> None:
    monday = NOW - timedelta(days=2)
    register_team_figures(figures_of(TOLD - 1))
    with tenant(cast.organisation.pk):
        set_newsletter_rhythm(by=cast.pim, rhythm="weekly", now=NOW)

        assert make_due_edition(organisation=cast.organisation, now=monday) is None
        later = monday + timedelta(days=3)
        made = make_due_edition(organisation=cast.organisation, now=later)

    assert days(made) == (date(2026, 11, 9), date(2026, 11, 15))


def test_who_takes_a_yes_back_is_gone_from_every_mail(cast: Cast) -> None:
    sent = make_shoutout(cast.anna, giver=cast.bram, text="Anna hielp de hele week.")
    kept = make_shoutout(cast.wil, text="Wil dacht mee.")
    edition = made_edition(cast.femke)
    before = words_of(edition)

    with tenant(cast.organisation.pk):
        people.set_switch(member=cast.anna, name="shoutouts", on=False, now=NOW)

    after_it = words_of(edition)
    assert sent.text_nl in before
    assert "Anna" not in after_it
    assert kept.text_nl in after_it
    # An editor leaves one out by hand; the games' switch takes all of them away.
    with tenant(cast.organisation.pk):
        change_edition(edition=edition, words={}, order=[], left_out=[kept.token])
        assert read_edition(edition, language="nl").block(rules.SHOUTOUTS) is None


@pytest.mark.parametrize("accent", ["", "#ffcc00"])
def test_the_mail_is_understood_by_mail_programs_and_whole_as_plain_text(
    cast: Cast, accent: str
) -> None:
    make_week(cast, sharers=6)
    for number in range(9):
        make_shoutout(cast.anna, giver=cast.bram, text=f"Dank {number} <b>&</b> tot zo.")
    edition = made_edition(cast.femke)
    edition.organisation.accent = accent
    for language in rules.LANGUAGES:
        with tenant(cast.organisation.pk):
            made = newsletter_words(
                edition, language=language, unsubscribe_url="https://un.example/"
            )
        assert faults_in(made.html) == []
        assert "<b>&</b>" not in made.html
        assert "Dank 8 <b>&</b> tot zo." in made.text
        assert "De naaf" in made.text
        assert "https://un.example/" in made.text
        assert not re.search(r"<(?!b>|/b>)|&[a-z]+;|\n{4}", made.text)
        # Eight of them are shown, the newest first.
        assert made.text.count("tot zo.") == 8


def test_a_story_that_was_taken_back_or_is_not_for_all_is_not_told(cast: Cast) -> None:
    here = cast.organisation
    recent = LAST_WEEK - timedelta(days=1)
    wrong = make_story(here, title="Dit klopt niet", published_at=recent)
    make_story(here, title="Alleen voor de bus", published_at=recent, teams=[cast.team])
    make_story(here, title="Voor wie begint", published_at=recent, phases=["information"])
    edition = made_edition(cast.femke)
    said = words_of(edition)

    with tenant(here.pk):
        content.withdraw_story(by=cast.femke, story=wrong, now=NOW)

    assert "Dit klopt niet" in said
    assert "Alleen voor de bus" not in said
    assert "Voor wie begint" not in said
    assert "Dit klopt niet" not in words_of(edition)


def test_an_editors_own_words_name_nobody_and_stand_in_both_languages(cast: Cast) -> None:
    edition = made_edition(cast.femke)
    own = BlockWords(
        is_shown=True, heading_nl="Ook", heading_en="Also", text_nl="Tot zo.", text_en="See you."
    )
    cases = {
        "Anna de Vries": replace(own, text_en="Well done,\nANNA  de vries!"),
        "Bram": replace(own, text_nl="Ook dank aan Bram."),
        "Berg": replace(own, heading_en="A word of Van den Berg"),
        "both languages": replace(own, text_en=""),
    }
    for said, given in cases.items():
        with tenant(cast.organisation.pk), pytest.raises(EditionRefusedError, match=said):
            change_edition(
                edition=edition, words=as_written(edition, own=given), order=[], left_out=[]
            )

    with tenant(cast.organisation.pk):
        order = [rules.OWN, rules.NEXT]
        change_edition(
            edition=edition, words=as_written(edition, own=own), order=order, left_out=[]
        )
        edition = Edition.objects.get(pk=edition.pk)
        read = read_edition(edition, language="en")
    assert [(block.kind, block.heading) for block in read.blocks] == [
        (rules.OWN, "Also"),
        (rules.NEXT, "And now"),
    ]


def test_it_goes_once_to_who_subscribed_and_each_can_stop_it(cast: Cast) -> None:
    edition = made_edition(cast.femke)
    with tenant(cast.organisation.pk):
        for member in (cast.anna, cast.bram, cast.wil):
            people.set_switch(member=member, name="newsletter", on=True, now=NOW)
        assert send_edition(by=cast.pim, edition=edition, now=NOW) == 3
        with pytest.raises(EditionRefusedError):
            send_edition(by=cast.femke, edition=edition, now=NOW)
        with pytest.raises(EditionRefusedError):
            throw_away(edition=edition)
        allowed = renderer_of("newsletter").allowed_members(NOW)
        assert allowed is not None
        assert set(allowed) == {cast.anna, cast.bram, cast.wil}

    mail = rendered(cast.anna, edition)
    assert f"/unsubscribe/{cast.anna.pk}/" in mail.text
    assert f"/unsubscribe/{cast.anna.pk}/" in mail.html
    assert ".invalid" not in mail.html + mail.text
    with tenant(cast.organisation.pk):
        set_game_switches(organisation=cast.organisation, by=cast.pim, now=NOW, newsletter=False)
    assert isinstance(rendered(cast.anna, edition), Drop)


def test_a_draft_reaches_nobody_but_as_a_test(cast: Cast) -> None:
    edition = made_edition(cast.femke)

    assert isinstance(rendered(cast.anna, edition), Drop)
    assert rendered(cast.femke, edition, kind="newsletter_test").subject.startswith("Test: ")


def test_the_switch_and_the_mails_own_way_out_say_the_same(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    anna, given = cast.anna, {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk}

    def is_on() -> bool:
        with tenant(cast.organisation.pk):
            return members.preferences_of(members.members_by_ids([anna.pk])[anna.pk]).newsletter

    def is_stopped() -> bool:
        with tenant(cast.organisation.pk):
            return is_unsubscribed(member_id=anna.pk, kind="newsletter")

    with django_capture_on_commit_callbacks(execute=True), tenant(cast.organisation.pk):
        people.set_switch(member=anna, name="newsletter", on=True, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        delivery.unsubscribe(kind="newsletter", via="one click", now=NOW, **given)
    assert (is_on(), is_stopped()) == (False, True)

    with django_capture_on_commit_callbacks(execute=True), tenant(cast.organisation.pk):
        anna = members.members_by_ids([anna.pk])[anna.pk]
        people.set_switch(member=anna, name="newsletter", on=True, now=NOW)
    assert (is_on(), is_stopped()) == (True, False)


def test_days_are_told_once_whatever_the_rhythm() -> None:
    week = Period(date(2026, 12, 28), date(2027, 1, 3))
    january = Period(date(2027, 1, 1), date(2027, 1, 31))

    assert period_before(date(2027, 1, 4), rules.WEEKLY) == week
    assert period_before(date(2027, 2, 1), rules.MONTHLY) == january
    assert period_before(date(2027, 2, 28), rules.MONTHLY) == january
    assert after(january, week.last) == Period(date(2027, 1, 4), january.last)
    assert after(january, january.last) is None
    assert after(january, None) == january
