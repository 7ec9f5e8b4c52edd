"""One organisation with something on every page: stories in all their states, weeks, mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from django.conf import settings
from django.core import mail
from django.utils import timezone

from zetje.content import operations as content
from zetje.content.testing import make_colleague, make_feed, make_feed_item, make_story
from zetje.delivery import operations as delivery
from zetje.delivery.models import ChannelCircuit, Message
from zetje.insights.tests.experiments import ENDED, make_experiment
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.models import ImportRun, Member
from zetje.people.testing import make_cast, make_member, make_team
from zetje.people.testing.staff import make_staff_file
from zetje.prompting.models import Standing
from zetje.prompting.operations.goals import choose_goals
from zetje.prompting.queries.foresight import FORESEEN, week_subject
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.testing import (
    make_decision,
    make_digest,
    make_past_shares,
    make_probe_weeks,
)
from zetje.recognition import operations as recognition
from zetje.recognition.operations import newsletter
from zetje.recognition.operations.goals import set_goal
from zetje.recognition.operations.rewards import WantedRule, approve_rule, propose_rule
from zetje.recognition.testing import (
    make_ask,
    make_badge,
    make_case,
    make_challenge,
    make_league,
    make_point_line,
    make_rewards,
    make_shared_weeks,
    make_shoutout,
)
from zetje.sharing import operations as sharing
from zetje.sharing.models import Share
from zetje.sharing.testing import make_share, make_skip
from zetje.web.demo.pictures import picture
from zetje.web.mailbox.store import Store

# Ten o'clock on a Tuesday in Amsterdam.
NOW = datetime(2026, 9, 15, 8, 0, tzinfo=UTC)
TEXT = (
    "Zestigduizend kilometer. Dat is anderhalf keer de wereld rond, op één versnellingsnaaf.\n\n"
    "We lieten de N9 veertien maanden draaien en haalden hem toen uit elkaar."
)
TITLES = (
    "De naaf die langer meegaat dan de fiets",
    "Piepende ketting? In oktober is het gratis",
    "Gezocht: iemand die dingen stukmaakt",
)
# It has to break by itself, on a phone too.
LONG_WORD = "Arbeidsongeschiktheidsverzekeringsvoorwaarden"


class World:
    """Everything that the pages show, and the people who look at them."""

    def __init__(self) -> None:
        self.cast = make_cast()
        self.organisation = self.cast.organisation
        with tenant(self.organisation.pk):
            self._people()
            self._stories()
        self._weeks()
        self._phases()
        self._decisions()
        with tenant(self.organisation.pk):
            self._import_files()
            self._feeds()
            self._outbox()
        self._words()
        self._newsletter()
        self._growth()
        self._rewards()
        self._recognition()
        self._challenges()
        self._mailbox()

    def _people(self) -> None:
        here, cast = self.organisation, self.cast
        self.newcomer = make_member(here, given_name="Nora", joined=False)
        self.resting = make_member(here, given_name="Rik", team=cast.team)
        people.pause_programme(member=self.resting, starts_at=NOW, ends_at=None, now=NOW)
        people.add_own_leave(
            member=self.resting, starts_on=date(2026, 10, 12), ends_on=date(2026, 10, 16)
        )
        self.stopped = make_member(here, given_name="Stan")
        people.leave_programme(member=self.stopped, now=NOW)
        self.leaver = make_member(here, given_name="Lot", family_name=LONG_WORD)
        people.deactivate_member(member=self.leaver, by=cast.ad, now=NOW)
        # Alone in an organisation where nothing is there yet.
        self.lone = make_member(
            cast.other_organisation, given_name="Olga", roles=["administrator", "editor", "expert"]
        )
        for name in ("Zaklantaarn (Firefox op Linux)", "Safari op iPhone"):
            people.remember_device(
                member=cast.anna, cookie="", session_key="", name=name, now=NOW - timedelta(days=9)
            )

    def _stories(self) -> None:
        here, femke = self.organisation, self.cast.femke
        self.stories = [
            make_story(here, title=title, variants=[{"text": TEXT, "tone": "plain"}])
            for title in TITLES
        ]
        content.set_picture(
            story=self.stories[0],
            by=femke,
            alt="Een naaf, doormidden gezaagd",
            now=NOW,
            raw=picture("naaf"),
        )
        self.draft = make_story(here, title=f"{LONG_WORD} uitgelegd", published_at=None)
        self.own_page = make_story(here, title="Van onszelf", url="", summary=TEXT)
        self.withdrawn = make_story(here, title="Teruggenomen", variants=[{"text": TEXT}])
        autumn = {"title": "Naar de beurs in Houten", "kind": "event", "topic": "beurs"}
        self.in_review = make_story(here, published_at=None, variants=[{"text": TEXT}], **autumn)
        self.over = make_story(here, title="Voorbij", ends_on=(NOW - timedelta(days=9)).date())
        self._workflow()
        self._library()

    def _library(self) -> None:
        """Two pictures, one of them undescribed, and an example that waits for its expert."""
        here, femke = self.organisation, self.cast.femke
        drawn = content.add_picture(
            by=femke,
            raw=picture("ketting"),
            description=f"De oven {LONG_WORD}",
            credit="Zoë",
            now=NOW,
        )
        bare = content.store_picture(organisation_id=here.pk, raw=picture("wiel"), now=NOW)
        self.pictures = (drawn, bare)
        content.use_picture(story=self.own_page, by=femke, picture=drawn, now=NOW)
        self.named = make_story(
            here, title="Zo doet Anna dat", kind="expert_example", published_at=None, summary=TEXT
        )
        make_colleague(self.named, member=self.cast.anna, post=TEXT, post_network="linkedin")

    def _workflow(self) -> None:
        """A campaign, a pin, and a story that waits for the second of two approvals."""
        femke, ad = self.cast.femke, self.cast.ad
        self.campaign = content.add_campaign(
            by=femke,
            name="Beurzen in het najaar",
            starts_on=date(2026, 9, 7),
            ends_on=date(2026, 9, 30),
            now=NOW,
        )
        for story in (self.in_review, self.stories[1]):
            content.set_campaign(story=story, by=femke, campaign=self.campaign, now=NOW)
        content.pin_story(story=self.stories[0], by=femke, now=NOW)
        content.set_review_steps(by=ad, steps=2, now=NOW)
        content.approve_story(story=self.in_review, by=ad, now=NOW, note="Mooi, zo kan het.")

    def _weeks(self) -> None:
        cast, (first, second, third) = self.cast, self.stories
        self.digest = make_digest(cast.anna, self.stories, now=NOW)
        self.busy_digest = make_digest(cast.bram, self.stories, now=NOW)
        make_share(cast.bram, first, confirmed=False, now=NOW)
        make_skip(cast.bram, second, reason="voice", now=NOW)
        with tenant(self.organisation.pk):
            sharing.remind_later(member=cast.bram, story=third, at=NOW + timedelta(days=2), now=NOW)
        make_digest(cast.femke, [first, self.withdrawn, third], now=NOW)
        past = [NOW - timedelta(weeks=back) for back in (1, 2, 4, 5, 6)]
        make_shared_weeks(cast.femke, self.own_page, *past)
        make_share(cast.femke, first, text="Mijn eigen woorden over die naaf.", now=NOW)
        make_skip(cast.femke, third, now=NOW)
        make_digest(cast.marijke, self.stories, now=NOW)
        own = "Wat ik er zelf van vind, en dat is heel wat anders."
        make_share(cast.marijke, second, network="mastodon", text=own, confirmed=False, now=NOW)
        share = make_share(cast.femke, self.withdrawn, now=NOW)
        with tenant(self.organisation.pk):
            assert share.link is not None
            self.dead_link = share.link
            content.withdraw_story(
                story=self.withdrawn, by=cast.femke, now=NOW, note="Het klopte niet."
            )

    def _decisions(self) -> None:
        """Anna was asked this week, and was not in the weeks before; Pim drew this week up."""
        anna, keys = self.cast.anna, [family.key for family in FAMILIES]
        fitted = ("neutral", "social_proof", "streak", "fresh_story")
        self.prompt = make_decision(
            anna,
            now=NOW - timedelta(hours=1),
            arm="streak",
            eligible=sum(1 << keys.index(key) for key in fitted),
            message_chances=[0.25 if key in fitted else 0.0 for key in keys],
            send_chance=0.62,
            phase=2,
            advantage=[1.0, 0.32],
            send_policy="PartialPooling 12",
            message_policy="MainEffect 12",
            seed=417,
            story=self.stories[0],
        )
        back = {"arm": "", "send_chance": 0.0, "message_chances": []}
        self.silence = make_decision(anna, now=NOW - timedelta(weeks=1), reason=12, **back)
        make_decision(anna, now=NOW - timedelta(weeks=2), arm="", send_chance=0.1)
        groups = {
            "reasons": {"shown": {"NO_STORY": 25, "ON_LEAVE": 10}, "rest": 5},
            "phases": {"shown": {"INFORMATION": 70, "APPLICATION": 40}, "rest": 10},
            "kinds": {"shown": {"neutral": 25, "fresh_story": 20, "streak": 10}, "rest": 5},
            "channels": {"shown": {"mail": 80, "slack": 40}, "rest": 0},
        }
        with tenant(self.organisation.pk):
            record(
                organisation_id=self.organisation.pk,
                kind=FORESEEN,
                at=NOW,
                source="system",
                subject=week_subject(self.organisation, NOW),
                details={"people": 160, "drawn": 120, "chance": 0.5, "asked": 60}
                | {"policy": "Calendar 0"}
                | groups,
            )

    def _phases(self) -> None:
        """Somebody in each phase, with what it gives; the others are in the first."""
        here, cast = self.organisation, self.cast
        make_story(here, title="Twee klanten door één post", kind="success_story")
        given = {"kind": "expert_example", "variants": [{"text": TEXT}]}
        self.example = make_story(here, title="Zo schrijft Marijke", **given)
        self.own_digest = make_digest(cast.wil, [self.own_page], now=NOW)
        own = {"organisation": here, "habit_strength": 0.2, "counted_at": NOW}
        with tenant(here.pk):
            for member, phase in ((cast.pim, 2), (cast.wil, 3), (cast.marijke, 4), (cast.bram, 5)):
                Standing.objects.create(member=member, phase=phase, **own)
            sharing.start_idea(
                member=cast.wil,
                text="Wat ik deze week leerde.",
                network_key="linkedin",
                address="",
                language="nl",
                now=NOW,
            )
            self.idea = Share.objects.get(member=cast.wil)
        make_probe_weeks(cast.marijke, [(2026, 39)], now=NOW)

    def _import_files(self) -> None:
        everyone = make_staff_file(people=70, mistakes_each=0, rng=Random(3))
        faulty = make_staff_file(people=60, mistakes_each=1, rng=Random(5))
        self.done_import = self._looked_at(everyone.content(), complete=False)
        people.begin_import(
            run=self.done_import, leave_out_bad_rows=True, confirm_leavers=False, now=NOW
        )
        people.run_import(
            organisation_id=self.organisation.pk,
            run_id=self.done_import.pk,
            by_member_id=self.cast.ad.pk,
            now=NOW,
        )
        self.waiting_import = self._looked_at(faulty.content(), complete=True)

    def _looked_at(self, file: bytes, *, complete: bool) -> ImportRun:
        return people.preview_import(
            organisation=self.organisation,
            content=file,
            file_name=f"{LONG_WORD}.csv",
            by=self.cast.ad,
            complete=complete,
            now=NOW,
        )

    def _feeds(self) -> None:
        feed = make_feed(self.organisation, name=f"Nieuws over {LONG_WORD}")
        make_feed(
            self.organisation, address=f"https://noordnaaf.example/{'feed' * 30}", fault="gone"
        )
        for title in (*TITLES, LONG_WORD):
            make_feed_item(feed, title=title)

    def _words(self) -> None:
        """Asks that wait, words that were read or not, and a complaint."""
        cast, day = self.cast, timedelta(days=1)
        self.first_ask, *_others = (
            make_ask(who, now=NOW - back * day, text=f"{TEXT}\n\n{LONG_WORD} #naaf")
            for who, back in ((cast.bram, 6), (cast.wil, 3), (cast.bram, 2))
        )
        asks = [make_ask(cast.femke, now=NOW - back * day, text=TEXT) for back in (9, 5, 1)]
        asks.append(make_ask(cast.anna, now=NOW - day, text=f"{LONG_WORD} {TEXT}"))
        with tenant(self.organisation.pk):
            read, wrong, unread, other = (
                recognition.give_feedback(
                    expert=cast.marijke,
                    ask=ask,
                    text=f"Je tweede zin doet het: je geeft toe dat je het niet wist. {LONG_WORD}.",
                    opening="tip",
                    now=NOW - timedelta(hours=5),
                )
                for ask in asks
            )
            recognition.thank_for_feedback(member=cast.femke, token=read.token, now=NOW)
            recognition.report_feedback(
                member=cast.femke, token=wrong.token, said=f"Niet aardig. {LONG_WORD}", now=NOW
            )
            recognition.mark_feedback_seen(member=cast.anna, token=other.token, now=NOW)
            self.unread = unread
            self._queue(cast.femke, "feedback", subject=unread.pk)
            self._queue(cast.ad, "feedback_reported")

    def _outbox(self) -> None:
        for state in ("unknown", "failed"):
            self._queue(self.cast.wil, "notice", key=state)
            Message.objects.filter(dedupe_key=state).update(
                state=state,
                message_id=f"<{state}.0123456789abcdef@noordnaaf.example>",
                sender=1,
                reason="550 5.1.1 no such mailbox",
            )
        self._queue(self.cast.bram, "digest", key="in the app", subject=self.busy_digest.pk)
        Message.objects.filter(dedupe_key="in the app").update(
            state="sent", channel="app", message_id="0123456789abcdef", sender=1, changed_at=NOW
        )
        Message.objects.filter(dedupe_key="failed").update(channel="slack")
        ChannelCircuit.objects.create(
            organisation=self.organisation,
            channel="slack",
            troubles=3,
            reason="HTTP 503 Service Unavailable",
            since=NOW,
            open_until=NOW + timedelta(seconds=30),
        )
        delivery.suppress_address(
            organisation_id=self.organisation.pk,
            address=f"{LONG_WORD.lower()}@noordnaaf.example",
            reason="550 5.1.1",
            now=NOW,
        )

    def _queue(
        self, member: Member, kind: str, *, key: str = "", subject: int | None = None
    ) -> None:
        delivery.queue_message(
            member_id=member.pk,
            kind=kind,
            subject_id=subject,
            dedupe_key=key or kind,
            not_before=NOW,
            useful_until=NOW + timedelta(hours=8),
            organisation_id=self.organisation.pk,
            now=NOW,
        )

    def _rewards(self) -> None:
        """One of everything, and a rule that runs, so that there is a bon."""
        cast = self.cast
        self.rewards = make_rewards(proposer=cast.pim, approver=cast.ad, winner=cast.anna, now=NOW)
        with tenant(self.organisation.pk):
            rule = propose_rule(
                by=cast.pim,
                wanted=WantedRule(
                    kind="passed_on",
                    period="month",
                    prize_nl="Lunch voor twee",
                    prize_en="Lunch for two",
                    note_nl="Café De Wissel, op elke doordeweekse dag",
                    value_cents=4500,
                    budget_cents=54_000,
                ),
                read_evidence=False,
                now=NOW - timedelta(days=40),
            )
            approve_rule(by=cast.ad, rule=rule, now=NOW - timedelta(days=40))

    def _growth(self) -> None:
        """A season of weeks with some left out, marks, goals, and one mark that is shown."""
        pim = self.cast.pim
        weeks = [*range(20, 12, -1), *range(10, 1, -1)]
        moments = [NOW - timedelta(weeks=week) for week in weeks]
        make_past_shares(pim, self.stories[1], moments)
        with tenant(self.organisation.pk):
            choose_goals(
                member=pim, kinds=["expertise", "visibility"], now=NOW - timedelta(weeks=9)
            )
        make_badge(pim, "own_words", now=NOW)
        self.shown_mark = make_badge(pim, "rain_or_shine", now=NOW, is_shown=True)
        self.experiment = make_experiment(pim, now=NOW, details=ENDED)

    def _recognition(self) -> None:
        """Anna's league, with two neighbours on each side, a board of teams, and a goal."""
        cast, now = self.cast, timezone.now()
        others = [make_member(self.organisation, given_name=f"Buur{at}") for at in range(7)]
        near = [cast.bram, cast.femke, cast.anna, cast.marijke, cast.pim, *others]
        make_league({each: 5 * (12 - at) for at, each in enumerate(near)}, now=now)
        with tenant(self.organisation.pk):
            set_goal(
                organisation=self.organisation,
                by=cast.pim,
                target=20,
                starts_on=date(2026, 1, 1),
                ends_on=date(2036, 12, 31),
                thanks=f"taart en {LONG_WORD}",
                now=NOW,
            )

    def _challenges(self) -> None:
        """One that runs between four teams, one that is not announced, and points that wait."""
        cast, began = self.cast, NOW - timedelta(days=8)
        names = ("Montage", LONG_WORD, "Wacht", "Balie")
        teams = [make_team(self.organisation, name=name) for name in names]
        for at, team in enumerate(teams):
            for more in range(5):
                member = make_member(self.organisation, given_name=f"Ploeg{at}{more}", team=team)
                make_point_line(member, 12 + 4 * at + more, at=began)
        given = {"now": began, "teams": teams}
        make_challenge(cast.pim, name="Wie is de wind", goal=None, **given)
        make_challenge(cast.pim, name=f"Samen {LONG_WORD}", goal=30, **given)
        self.draft_challenge = make_challenge(
            cast.pim, name="Later", now=NOW, announced=False, starts_on=date(2026, 9, 21)
        )
        self.case = make_case(cast.anna, now=began)
        make_case(cast.wil, now=NOW, rule="burst", answer=f"Ik zat op een beurs. {LONG_WORD}")
        make_case(cast.ad, now=NOW, rule="ring")

    def _newsletter(self) -> None:
        """An edition with everything in it that was sent, a draft, and a feed for an intranet."""
        cast, lately = self.cast, NOW - timedelta(days=6)
        for number, story in enumerate(self.stories[:2]):
            for _ in range(5 + number):
                make_shared_weeks(make_member(self.organisation), story, lately)
        make_shoutout(cast.wil, giver=cast.bram, now=lately, text="Wil las alles na. Ook dit.")
        make_shoutout(cast.pim, giver=cast.anna, now=lately, text="Pim zette koffie voor tien.")
        make_shoutout(cast.bram, giver=cast.pim, now=lately, text=LONG_WORD, agreed=False)
        with tenant(self.organisation.pk):
            sent, draft = (
                newsletter.make_edition(by=cast.femke, now=NOW - timedelta(days=days))
                for days in (0, -3)
            )
            assert sent is not None
            assert draft is not None
            newsletter.send_edition(by=cast.femke, edition=sent, now=NOW)
            self.newsletter_feed = newsletter.renew_feed(by=cast.femke, language="nl", now=NOW)
        self.sent_edition, self.draft_edition = sent, draft

    def _mailbox(self) -> None:
        """Every kind of mail as the sender makes it, caught."""
        assert self.cast.anna.user is not None
        with tenant(self.organisation.pk):
            self._queue(self.cast.anna, "digest", subject=self.digest.pk)
            people.invite_members(members=[self.newcomer], now=NOW)
            self.link = people.request_sign_in(user=self.cast.anna.user, code="ABC-DEF", now=NOW)
            people.request_device_code(member=self.cast.bram, browser="b", code="ABC-DEF", now=NOW)
        people.send_sign_in(link_id=self.link.pk, now=NOW)
        sender = delivery.Sender(clock=lambda: NOW, rng=Random(1), stopping=lambda: False)
        sender.send_due()
        sender.close()
        store = Store(folder=settings.DATA_FOLDER / "mailbox")
        self.mails = [
            store.keep(sent.message().as_bytes(), recipients=sent.to) for sent in mail.outbox
        ]
