"""Addresses of experts' words: the experts' page, the person's own, the administrator's."""

from __future__ import annotations

from django.urls import path

from zetje.recognition.views import (
    badges,
    experts,
    newsletter,
    newsletter_reading,
    own,
    recognition,
    reports,
    settings,
    shoutouts,
)

urlpatterns = [
    path("recognition/", recognition.show_recognition, name="recognition"),
    path("recognition/league/", recognition.set_league, name="recognition_league"),
    path("recognition/settings/", settings.recognition_settings, name="recognition_settings"),
    path("recognition/goal/", settings.recognition_goal, name="recognition_goal"),
    path("mark/<slug:slug>/<str:token>/", badges.mark, name="mark"),
    path("mark/<slug:slug>/<str:token>/card.png", badges.card, name="mark_card"),
    path("experts/", experts.show_queue, name="experts"),
    path("experts/<str:ask>/opening/", experts.begin_word, name="expert_opening"),
    path("experts/<str:ask>/word/", experts.send_word, name="expert_word"),
    path("me/feedback/", own.show_words, name="me_feedback"),
    path("me/feedback/posts/<str:share>/", own.ask_about, name="me_feedback_ask"),
    path("me/feedback/<str:word>/", own.answer_word, name="me_feedback_word"),
    path("shout-outs/", shoutouts.show_wall, name="shoutouts"),
    path("shout-outs/new/", shoutouts.new_shoutout, name="shoutout_new"),
    path("shout-outs/<str:token>/thanks/", shoutouts.thank, name="shoutout_thank"),
    path("me/shout-outs/", shoutouts.show_own, name="me_shoutouts"),
    path("me/shout-outs/<str:token>/", shoutouts.answer, name="me_shoutout"),
    path(
        "feedback/reports/shout-outs/<str:report>/",
        shoutouts.handle_report,
        name="shoutout_report",
    ),
    path("recognise/", shoutouts.show_recognise, name="recognise"),
    path("feedback/reports/", reports.show_reports, name="feedback_reports"),
    path("feedback/reports/<str:report>/", reports.handle_report, name="feedback_report"),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/rhythm/", newsletter.set_rhythm, name="newsletter_rhythm"),
    path("newsletter/make/", newsletter.make, name="newsletter_make"),
    path("newsletter/feed/", newsletter.feed, name="newsletter_feed"),
    path("newsletter/feed/<str:token>/", newsletter_reading.rss, name="newsletter_rss"),
    path("newsletter/feed/<str:token>/page/", newsletter_reading.live, name="newsletter_live"),
    path("newsletter/<str:token>/", newsletter.edition, name="newsletter_edition"),
    path("newsletter/<str:token>/mail/<str:language>/", newsletter.proof, name="newsletter_proof"),
    path("newsletter/<str:token>/text/<str:language>/", newsletter.plain, name="newsletter_plain"),
    path(
        "newsletter/<str:token>/paste/<str:language>/",
        newsletter_reading.paste,
        name="newsletter_paste",
    ),
    path("newsletter/<str:token>/read/", newsletter_reading.read, name="newsletter_read"),
    path("newsletter/<str:token>/test/", newsletter.test, name="newsletter_test"),
    path("newsletter/<str:token>/send/", newsletter.send, name="newsletter_send"),
    path("newsletter/<str:token>/discard/", newsletter.discard, name="newsletter_discard"),
]
