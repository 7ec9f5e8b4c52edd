"""Addresses of the week: below `/week/` for who signed in, below `/w/<token>/` from the mail."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path

from zetje.prompting.views import (
    acts,
    adapt,
    dry_run,
    growth,
    kinds,
    own,
    phases,
    posting,
    week,
    why,
    wordings,
)
from zetje.prompting.views.entrance import mailed_week, signed_in_week

app_name = "prompting"

# Name, address below the week, view. Each is reached through both entrances.
PAGES: list[tuple[str, str, Callable[..., HttpResponse]]] = [
    ("week", "", week.show_week),
    ("rest", "rest/", acts.rest),
    ("seen", "seen/", phases.seen),
    ("answer_why", "why/", phases.answer_why),
    ("own", "own/", own.own),
    ("own_preview", "own/preview/", own.preview),
    ("own_post", "own/<str:share>/", own.post),
    ("own_confirm", "own/<str:share>/confirm/", own.confirm),
    ("own_deny", "own/<str:share>/deny/", own.deny),
    ("own_instance", "own/<str:share>/instance/", own.keep_instance),
    ("word", "word/<str:word>/", acts.word),
    ("read", "<str:story>/read/", phases.read),
    ("example", "<str:story>/example/", phases.example),
    ("copy", "<str:story>/copy/", acts.copy),
    ("adapt", "<str:story>/adapt/", adapt.adapt),
    ("preview", "<str:story>/preview/", adapt.preview),
    ("ways", "<str:story>/ways/", adapt.ways),
    ("post", "<str:story>/post/", posting.post),
    ("instance", "<str:story>/instance/", posting.keep_instance),
    ("confirm", "<str:story>/confirm/", acts.confirm),
    ("deny", "<str:story>/deny/", acts.deny),
    ("skip", "<str:story>/skip/", acts.skip),
    ("reason", "<str:story>/reason/", acts.give_reason),
    ("remind", "<str:story>/remind/", acts.remind),
    ("undo", "<str:story>/undo/", acts.undo),
    ("feedback", "<str:story>/feedback/", acts.feedback),
]

urlpatterns = [
    *[path(f"week/{below}", signed_in_week(view), name=name) for name, below, view in PAGES],
    path("own/", signed_in_week(own.own), name="write"),
    path("w/<str:token>/code/", mailed_week(week.ask_code), name="ask_code"),
    path("w/<str:token>/device/", mailed_week(week.confirm_device), name="confirm_device"),
    *[
        path(f"w/<str:token>/{below}", mailed_week(view), name=f"mailed_{name}")
        for name, below, view in PAGES
    ],
    path("growth/", growth.growth, name="growth"),
    path("growth/goals/", growth.save_goals, name="growth_goals"),
    path("growth/choices/", growth.save_choices, name="growth_choices"),
    path("growth/marks/", growth.show_mark, name="growth_marks"),
    path("why/<str:token>/", why.why_asked, name="why_asked"),
    path("why/<str:token>/say/", why.say, name="why_say"),
    path("me/decisions/", why.decisions, name="decisions"),
    path("prompts/", dry_run.prompts, name="prompts"),
    path("prompts/dry-run/", dry_run.foresee, name="prompts_foresee"),
    path("prompts/settings/", dry_run.save_settings, name="prompts_settings"),
    path("prompts/switch/", dry_run.switch, name="prompts_switch"),
    path("prompts/kinds/", kinds.save_kinds, name="prompts_kinds"),
    path("me/decisions/say/", why.say_here, name="decisions_say"),
    path("wordings/", wordings.wordings, name="wordings"),
    path("wordings/new/", wordings.add, name="add_wording"),
    path("wordings/<str:token>/retirement/", wordings.retire, name="retire_wording"),
]
