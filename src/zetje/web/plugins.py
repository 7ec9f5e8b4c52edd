"""The one list of what is plugged in: capabilities, networks, channels, renderers."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

APPS = [
    "zetje.lib.record",
    "zetje.people",
    "zetje.content",
    "zetje.voice",
    "zetje.sharing",
    "zetje.delivery",
    "zetje.recognition",
    "zetje.prompting",
    "zetje.insights",
    "zetje.web",
]


def plug_in() -> None:
    """Fill the registries of the capabilities. Called once, when Django is ready."""
    _plug_in_networks()
    _plug_in_channels()
    _plug_in_renderers()
    _plug_in_actions()
    _plug_in_people()
    _plug_in_the_wall()
    _plug_in_experiments()


def play_slack(**given: Any) -> None:
    """Play the demo's Slack: the very stand-in that our tests hold against the real client."""
    from zetje.delivery.testing.slack_player import play

    play(**given)


def play_teams(**given: Any) -> AbstractContextManager[Any]:
    """Play the demo's Teams while a block runs: the stand-in that our tests use."""
    from django.utils import timezone

    from zetje.delivery.testing.teams_player import playing_teams

    return playing_teams(clock=timezone.now, **given)


def played_bot() -> dict[str, str]:
    """The bot of the demo's Teams, as an administrator fills it in, without its password."""
    from zetje.delivery.testing.teams_server import APP, TENANT

    return {"app_id": APP, "tenant_id": TENANT}


def _plug_in_networks() -> None:
    from django.utils import timezone

    from zetje.recognition.queries import rewards
    from zetje.sharing import registry
    from zetje.sharing.networks.bluesky import Bluesky
    from zetje.sharing.networks.facebook import Facebook
    from zetje.sharing.networks.instagram import Instagram
    from zetje.sharing.networks.linkedin import LinkedIn
    from zetje.sharing.networks.mastodon import Mastodon
    from zetje.sharing.networks.threads import Threads
    from zetje.sharing.networks.whatsapp import WhatsApp
    from zetje.sharing.networks.x import X
    from zetje.sharing.networks.xing import Xing

    registry.register(
        LinkedIn(),
        Bluesky(),
        Mastodon(),
        X(),
        Facebook(),
        Threads(),
        Xing(),
        WhatsApp(),
        Instagram(),
    )
    # A post that can earn something of worth says so.
    registry.register_rewards(rewards.rewarded_spans, clock=timezone.now)


def _plug_in_channels() -> None:
    from zetje.delivery.channels.app import AppChannel
    from zetje.delivery.channels.mail import MailChannel
    from zetje.delivery.channels.mattermost import MattermostChannel
    from zetje.delivery.channels.slack import SlackChannel
    from zetje.delivery.channels.teams import TeamsChannel
    from zetje.delivery.channels.webpush import WebPush
    from zetje.delivery.registry import register_channel

    register_channel(MailChannel())
    register_channel(AppChannel())
    # Slack takes "several hundred a minute" from an app.
    register_channel(SlackChannel(), per_second=4.0)
    # A bot in Teams may send 50 messages a second to its tenant; others speak through it too.
    register_channel(TeamsChannel(), per_second=20.0)
    register_channel(WebPush())
    register_channel(MattermostChannel())


def _plug_in_renderers() -> None:
    from zetje.delivery.registry import register_renderer

    register_renderer("sign_in", "zetje.web.mails.render_sign_in")
    register_renderer("device_code", "zetje.web.mails.render_device_code")
    register_renderer("invitation", "zetje.web.mails.render_invitation")
    register_renderer(
        "digest",
        "zetje.prompting.operations.rendering.render_digests",
        # Leave that was noted after the planning counts too.
        allowed="zetje.people.queries.at_work.members_not_on_leave",
    )
    register_renderer(
        "prompt",
        "zetje.prompting.operations.prompts.render_prompts",
        allowed="zetje.prompting.queries.open_to_prompts.members_open_to_prompts",
    )
    notices = "zetje.prompting.operations.notices.render_notices"
    for kind in ("story_corrected", "story_withdrawn", "reminder"):
        register_renderer(kind, notices)
    operations = "zetje.prompting.operations"
    # What tells and never asks, bundled, at most once a week.
    for kind, renderer in {
        "feedback": "telling.render_feedback",
        "tip_live": "tips.render_thanks",
        "named": "naming.render_named",
        "shoutout": "shoutouts.render_shoutouts",
        "awarded": "awarding.render_awards",
        "points_held": "held_points.render_held",
        "points_decided": "held_points.render_decided",
    }.items():
        register_renderer(
            kind,
            f"{operations}.{renderer}",
            allowed="zetje.people.queries.at_work.members_not_on_leave",
        )
    register_renderer("feedback_reported", f"{operations}.telling.render_reports")
    for kind, renderer in {
        "tip_mailed": "tips.render_asks",
        "shoutout_reported": "shoutouts.render_shoutout_reports",
        "case_answered": "held_points.render_answered",
    }.items():
        register_renderer(kind, f"{operations}.{renderer}", family="uncapped")
    newsletters = "zetje.recognition.operations.newsletter.render_newsletters"
    register_renderer(
        "newsletter",
        newsletters,
        allowed="zetje.people.queries.subscribers.newsletter_readers",
    )
    register_renderer("newsletter_test", newsletters, family="uncapped")
    register_renderer(
        "insight_report",
        "zetje.insights.operations.reporting.render_reports",
        family="uncapped",
        allowed="zetje.people.queries.at_work.members_not_on_leave",
    )


def _plug_in_actions() -> None:
    from zetje.delivery.registry import register_action

    chat = "zetje.prompting.operations.chat"
    register_action("skip", f"{chat}.skip")
    register_action("posted", f"{chat}.posted")
    register_action("undo", f"{chat}.undo")
    register_action("fewer", f"{chat}.fewer")
    register_action("this_week", f"{chat}.show_week")
    register_action("thank", "zetje.prompting.operations.telling.thank")
    register_action("shoutout_yes", "zetje.prompting.operations.shoutouts.agree")
    register_action("shoutout_no", "zetje.prompting.operations.shoutouts.decline")
    register_action("give_tip", "zetje.prompting.operations.tipping.give_tip")
    register_action("take_tip_back", "zetje.prompting.operations.tipping.take_tip_back")


def _plug_in_the_wall() -> None:
    from zetje.content import registry as hub
    from zetje.insights import queries as insights
    from zetje.insights.queries import stories, team_play
    from zetje.people import registry
    from zetje.recognition.registry import TeamFigures, register_team_figures

    registry.register_joined(insights.joined_figures)
    register_team_figures(
        TeamFigures(team_play.newest_week, team_play.points_told, team_play.weeks_told)
    )
    registry.register_owner("insights.Seat", "member")
    hub.register_share_counts(stories.sharers_told)
    hub.register_results(stories.stories_told)


def _plug_in_experiments() -> None:
    from zetje.insights.door import trying
    from zetje.prompting import registry as prompting
    from zetje.recognition.queries import tried

    prompting.register_experiments(
        silent=trying.silent_members, slots=trying.tried_slots, wordings=trying.tried_wordings
    )
    tried.register_experiments(
        without_game=trying.is_without_game, without_reward=trying.members_without_reward
    )


def _plug_in_people() -> None:
    from zetje.content import queries as content
    from zetje.content import registry as hub
    from zetje.content.operations import colleagues
    from zetje.delivery import operations as delivery
    from zetje.people import registry
    from zetje.prompting.operations import gaps
    from zetje.recognition.operations import ranks
    from zetje.sharing import operations as sharing
    from zetje.sharing import queries as shares
    from zetje.voice import registry as voice
    from zetje.voice.operations.drafting import ModelDrafter

    registry.register_topics(content.topics_of)
    registry.register_eraser("content.colleagues", colleagues.forget_colleague)
    registry.register_eraser("sharing.wordings", sharing.forget_wordings)
    registry.register_eraser("delivery.addresses", delivery.forget_person)
    registry.register_eraser("recognition.ranks", ranks.forget_ranks)
    for table, path in {
        "recognition.RewardEntry": "member",
        "recognition.PointHold": "line__member",
        "recognition.PointHoldEnd": "hold__line__member",
        "sharing.Link": "member",
        "sharing.LinkCount": "link__member",
        "sharing.Click": "link__member",
        "prompting.Decision": "member",
        "prompting.DecisionOutcome": "decision__member",
    }.items():
        registry.register_owner(table, path)
    for table in ("PointPost", "PointDeed", "PointLine"):
        registry.register_owner(f"recognition.{table}", "member")
        registry.withhold(
            f"recognition.{table}.person", "ties lines to the person; erasing destroys that tie"
        )
    registry.withhold("recognition.PointDeed.by", "a number that stands for a colleague")
    registry.withhold(
        "prompting.Decision.person", "ties the log to the person; erasing destroys that tie"
    )
    registry.withhold("voice.VoiceSample.fingerprint", "a number made from the text")
    registry.withhold("voice.ModelAnswer.digest", "a number made from the question")
    registry.withhold("sharing.Share.wording", "a number made from the text")
    registry.withhold("sharing.SharerHash.visitor", "a hash that is gone with the day")
    voice.register_own_words(shares.own_words)
    hub.register_drafter(ModelDrafter())
    hub.register_gaps(gaps.gaps_of)
