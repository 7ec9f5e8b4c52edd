"""One organisation with one of everything in it, and the way to ask each of its routes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

from tests.architecture.ladder import LADDER, Who
from zetje.content import operations as content
from zetje.content.testing import make_colleague, make_feed, make_feed_item, make_story, make_tip
from zetje.delivery import operations as delivery
from zetje.delivery.queries import suppressed_addresses, unsubscribe_url
from zetje.insights.models import NextStep, StepAct
from zetje.insights.operations.experiments import Template
from zetje.insights.operations.keys import make_key
from zetje.insights.queries.keys import api_keys
from zetje.insights.tests.experiments import make_experiment
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.models import ImportRun, RoleGrant
from zetje.people.operations import request_sign_in
from zetje.people.testing import Cast, make_cast, make_member, signed_in
from zetje.prompting.testing import digest_path, make_decision, make_digest, make_wording
from zetje.recognition import operations as recognition
from zetje.recognition.operations import newsletter
from zetje.recognition.queries import reports_of
from zetje.recognition.queries.newsletter import feed_token
from zetje.recognition.queries.own_shoutouts import shoutout_reports
from zetje.recognition.testing import (
    make_ask,
    make_badge,
    make_case,
    make_challenge,
    make_edition,
    make_rewards,
    make_shoutout,
)
from zetje.sharing.operations.links import make_link
from zetje.voice import operations as voice


def patterns(found: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each route's name with the space it is in, and the route."""
    for one in found:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", one


_FOUND = list(patterns(get_resolver().url_patterns))
ROUTES = {str(pattern.name): name for name, pattern in _FOUND}
PATTERNS = {str(pattern.name): pattern for _, pattern in _FOUND}


class World:
    """One of everything, in one organisation, and what its addresses name."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        self._sessions: dict[str, str] = {}
        here = cast.organisation
        # Invited, and not in yet.
        self.lotte = make_member(here, given_name="Lotte", joined=False)
        self.story = make_story(here)
        feed = make_feed(here)
        digest = make_digest(cast.anna, [self.story], now=now)
        self.mailed = digest_path(digest, now=now).split("/")[2]
        decided = make_decision(cast.anna, now=now).token
        with tenant(here.pk):
            run = ImportRun.objects.create(
                organisation=here, uploaded_at=now, file_name="staff.csv", content=b""
            )
        story = {"story": self.story.token}
        self.given: dict[str, dict[str, str]] = {
            "": {},
            "organisation_token": {"token": here.token},
            "organisation_slug": {"slug": here.slug},
            "name": {"name": "0.eml"},
            "name_and_cid": {"name": "0.eml", "cid": "0"},
            "key": {"key": "nothing"},
            "chat": {"chat": "nothing"},
            "slug": {"slug": "nothing"},
            "sign_in_token": {"token": self._sign_in_token()},
            "invitation_token": {"token": self._invitation_token()},
            "import_token": {"token": run.token},
            "member_token": {"token": cast.bram.token},
            "team_token": {"token": cast.other_team.token},
            "feed_token": {"token": feed.token},
            "tip_token": {"token": make_tip(cast.wil).token},
            "own_tip": {"token": make_tip(cast.anna).token},
            "item_token": {"token": make_feed_item(feed).token},
            "story_token": {"token": self.story.token},
            "blocked_words_token": {"token": self._blocked_words_token()},
            "campaign_token": {"token": self._campaign_token()},
            "slug_and_story": {"slug": here.slug, "token": self.story.token},
            "slug_and_picture": {"slug": here.slug, "token": (picture := self._picture_token())},
            "picture_token": {"token": picture},
            "slug_and_mark": {"slug": here.slug, "token": self._mark_token()},
            "own_naming": {"token": make_colleague(self.story, member=cast.anna).token},
            "unsubscribe_token": {"token": self._unsubscribe_token()},
            # The names of channels are the same everywhere; what is filled in or linked is not.
            "channel": {"name": "slack"},
            "own_channel": {"name": "app"},
            "message_token": {"token": self._unknown_message()},
            "suppression_key": {"key": self._suppression_key()},
            "offered_story": story,
            "own_decision": {"token": decided},
            "wording_token": {"token": make_wording(cast.femke, now=now).token},
            "digest_token": {"token": self.mailed},
            "digest_and_story": {"token": self.mailed, **story},
            "code": {"code": self._code()},
            "study_name": {"study": "hold_out"},
            "figure_name": {"name": "course"},
            "report_month": {"month": "2026-10"},
            "experiment_token": {
                "token": make_experiment(cast.pim, now=now, template=Template.STAGGERED).token
            },
            "api_key_token": {"token": self._api_key_token()},
            "step_token": {"token": self._step().token},
            "taken_step": {"token": self._taken_step()},
            **self._words(),
            **self._shoutouts(),
            **self._rewards(),
            **self._games(),
            **self._newsletter(),
        }

    def _mark_token(self) -> str:
        """A mark that Wil shows to the world."""
        return make_badge(self.cast.wil, "first_share", now=self.now, is_shown=True).address

    def _api_key_token(self) -> str:
        """The key of a program, by what names it on its page."""
        ad = self.cast.ad
        with tenant(ad.organisation_id):
            make_key(by=ad, name="Intranet", days=90, now=self.now)
            return api_keys(ad.organisation_id)[0].token

    def _step(self, place: int = 1) -> NextStep:
        """A step that leads to whom one may thank."""
        with tenant(self.cast.organisation.pk):
            given = {"organisation": self.cast.organisation, "week": 1, "place": place}
            given["evidence"] = {"now": 0.4, "before": 0.2}
            return NextStep.objects.create(**given, rule="thank", made_at=self.now)

    def _taken_step(self) -> str:
        """Another one, that was taken up."""
        given = {"organisation": self.cast.organisation, "step": self._step(2), "week": 1}
        with tenant(self.cast.organisation.pk):
            StepAct.objects.create(**given, number=1, is_taken=True, at=self.now)
        return given["step"].token

    def _words(self) -> dict[str, dict[str, str]]:
        """An ask that waits, a word that came, a complaint, and a post to ask about."""
        anna, marijke = self.cast.anna, self.cast.marijke
        asks = [make_ask(who, now=self.now) for who in (self.cast.bram, anna, self.cast.femke)]
        with tenant(anna.organisation_id):
            word, wrong = (
                recognition.give_feedback(
                    expert=marijke, ask=ask, text="Mooi.", opening="", now=self.now
                )
                for ask in asks[1:]
            )
            recognition.report_feedback(
                member=self.cast.femke, token=wrong.token, said="", now=self.now
            )
            (report,) = reports_of(organisation_id=anna.organisation_id)
        return {
            "ask_token": {"ask": asks[0].token},
            "own_post": {"share": asks[1].share.token},
            "digest_and_post": {"token": self.mailed, "share": asks[1].share.token},
            "own_word": {"word": word.token},
            "digest_and_word": {"token": self.mailed, "word": word.token},
            "report_token": {"report": report.token},
            "own_sample": {"sample": self._sample_token()},
        }

    def _newsletter(self) -> dict[str, dict[str, str]]:
        """An edition that waits, one that was sent, and the secret address of a feed."""
        femke = self.cast.femke
        draft, sent = (
            make_edition(femke, first=self.now.date() - timedelta(days=days)) for days in (7, 14)
        )
        with tenant(femke.organisation_id):
            newsletter.send_edition(by=femke, edition=sent, now=self.now)
            feed = newsletter.renew_feed(by=femke, language="nl", now=self.now)
        return {
            "edition_token": {"token": draft.token},
            "edition_and_language": {"token": draft.token, "language": "nl"},
            "sent_edition": {"token": sent.token},
            "sent_edition_and_language": {"token": sent.token, "language": "en"},
            "newsletter_feed": {"token": feed_token(feed)},
        }

    def _shoutouts(self) -> dict[str, dict[str, str]]:
        """One on the wall, one that waits for Anna, and a complaint."""
        anna, pim, wil = self.cast.anna, self.cast.pim, self.cast.wil
        with tenant(anna.organisation_id):
            shown = make_shoutout(pim, giver=wil, now=self.now)
            waits = make_shoutout(anna, giver=wil, now=self.now, agreed=False)
            wrong = make_shoutout(self.cast.femke, giver=wil, now=self.now, agreed=False)
            recognition.report_shoutout(
                member=self.cast.femke, token=wrong.token, said="", now=self.now
            )
            (report,) = shoutout_reports(organisation_id=anna.organisation_id)
        return {
            "shoutout_token": {"token": shown.token},
            "own_shoutout": {"token": waits.token},
            "shoutout_report_token": {"report": report.token},
        }

    def _games(self) -> dict[str, dict[str, str]]:
        """A challenge, and points of Anna and Wil that wait."""
        anna, wil = self.cast.anna, self.cast.wil
        challenge = make_challenge(self.cast.pim, now=self.now, teams=[self.cast.team])
        return {
            "own_case": {"token": make_case(anna, now=self.now).token},
            "case_token": {"token": make_case(wil, now=self.now).token},
            "challenge_token": {"token": challenge.token},
        }

    def _sample_token(self) -> str:
        with tenant(self.cast.organisation.pk):
            text = "Vandaag mocht ik mee naar de gieterij."
            return voice.add_sample(member=self.cast.anna, text=text, now=self.now).token

    def _rewards(self) -> dict[str, dict[str, str]]:
        cast = self.cast
        made = make_rewards(proposer=cast.pim, approver=cast.ad, winner=cast.anna, now=self.now)
        return {
            "own_award": {"token": made.award.token},
            "claimed_award": {"token": made.claimed.token},
            "reward_rule_token": {"token": made.rule.token},
            "reward_round_token": {"token": made.drawn.token},
        }

    def _blocked_words_token(self) -> str:
        with tenant(self.cast.organisation.pk):
            return content.block_words(by=self.cast.femke, words="geheim", now=self.now).token

    def _campaign_token(self) -> str:
        with tenant(self.cast.organisation.pk):
            return content.add_campaign(by=self.cast.femke, name="Najaar", now=self.now).token

    def _sign_in_token(self) -> str:
        user = self.cast.anna.user
        return people.link_token(request_sign_in(user=user, code="12345678", now=self.now))

    def _invitation_token(self) -> str:
        return people.invitation_token(member=self.lotte, now=self.now)

    def _picture_token(self) -> str:
        drawn = BytesIO()
        Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
        here = self.cast.organisation.pk
        with tenant(here):
            return content.store_picture(
                organisation_id=here, raw=drawn.getvalue(), now=self.now
            ).token

    def _unsubscribe_token(self) -> str:
        anna = self.cast.anna
        return unsubscribe_url(
            organisation_id=anna.organisation_id, member_id=anna.pk, kind="digest", now=self.now
        ).split("/")[-2]

    def _unknown_message(self) -> str:
        anna = self.cast.anna
        pk = delivery.queue_message(
            organisation_id=anna.organisation_id,
            member_id=anna.pk,
            kind="digest",
            subject_id=1,
            dedupe_key="digest:1",
            not_before=self.now,
            useful_until=self.now + timedelta(hours=8),
            now=self.now,
        )
        with tenant(anna.organisation_id), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE delivery_message SET state = 'unknown', sender = 42, "
                "message_id = '<' || token || '@noordnaaf.example>', cap_week = '2026-W48', "
                "reason = 'no answer is on record' WHERE id = %s RETURNING token",
                [pk],
            )
            return str(cursor.fetchone()[0])

    def _suppression_key(self) -> str:
        here = self.cast.organisation.pk
        with tenant(here):
            delivery.suppress_address(
                organisation_id=here, address="weg@noordnaaf.example", reason="gone", now=self.now
            )
            return suppressed_addresses(organisation_id=here)[0].key

    def _code(self) -> str:
        anna = self.cast.anna
        with tenant(anna.organisation_id):
            return make_link(
                member=anna,
                story_id=self.story.pk,
                network="linkedin",
                target="https://noordnaaf.example/",
                now=self.now,
            ).code

    def browser(self, who: str, **given: bool) -> Client:
        """The browser of one of the cast, signed in when the world was made; or a stranger's."""
        client = Client(**given)
        if who != "stranger":
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[who]
        return client

    def sign_in_everybody(self) -> None:
        for who, member in {**self.cast.ladder(), "lotte": self.lotte}.items():
            cookies = signed_in(Client(), member).cookies
            self._sessions[who] = cookies[settings.SESSION_COOKIE_NAME].value

    def address(self, name: str) -> str:
        return reverse(ROUTES[name], kwargs=self.given[LADDER[name].takes])


def made_world() -> World:
    cast = make_cast()
    with tenant(cast.other_organisation.pk):
        # Over there Chaima may do everything: what keeps her out here is the tenant alone.
        RoleGrant.objects.bulk_create(
            RoleGrant(
                organisation=cast.other_organisation,
                member=cast.chaima,
                role=role,
                granted_at=timezone.now(),
            )
            for role in ("editor", "expert", "administrator", "programme_manager", "works_council")
        )
    world = World(cast, timezone.now())
    world.sign_in_everybody()
    return world


def ask(client: Client, name: str, world: World, method: str = "") -> HttpResponse:
    chosen = method or LADDER[name].methods.split()[0]
    return client.generic(chosen, world.address(name))


# Who the ladder lets in, so that a view does its work.
_LET_IN: dict[Who, str] = {
    "editor": "femke",
    "newsdesk": "femke",
    "expert": "marijke",
    "programme": "pim",
    "joined": "anna",
    "signed_in": "anna",
    "token": "anna",
}


def insider_of(name: str) -> str:
    """Somebody whom a route lets in."""
    return _LET_IN.get(LADDER[name].who, "ad")


def insider(name: str, world: World) -> Client:
    return world.browser(insider_of(name), raise_request_exception=False)


def written() -> dict[str, int]:
    """How many rows this transaction wrote so far, table by table; taken back or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())
