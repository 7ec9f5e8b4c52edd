"""The door, joining, and the own pages."""

from __future__ import annotations

from django.urls import path

from zetje.people.views import joining, me, privacy, signin

urlpatterns = [
    path("sign-in/", signin.sign_in, name="sign_in"),
    path("sign-in/code/", signin.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:token>/", signin.sign_in_link, name="sign_in_link"),
    path("sign-out/", signin.sign_out, name="sign_out"),
    path("sign-out/done/", signin.signed_out, name="signed_out"),
    # The names that django-allauth looks for; nothing of it has addresses of its own.
    path("sign-in/", signin.sign_in, name="account_login"),
    path("sign-in/code/", signin.sign_in_code, name="account_confirm_login_code"),
    path("join/", joining.join, name="join"),
    path("join/i/<str:token>/", joining.invitation, name="invitation"),
    path("join/set-up/", joining.set_up, name="join_set_up"),
    path("people/invite/", joining.invite, name="people_invite"),
    path("me/", me.me, name="me"),
    path("me/habits/", me.save_habits, name="me_habits"),
    path("me/whereabouts/", me.save_whereabouts, name="me_whereabouts"),
    path("me/away/", me.add_away, name="me_away"),
    path("me/away/remove/", me.remove_away, name="me_away_remove"),
    path("me/pause/", me.pause, name="me_pause"),
    path("me/resume/", me.resume, name="me_resume"),
    path("me/leave/", me.leave, name="me_leave"),
    path("me/devices/", me.devices, name="me_devices"),
    path("me/devices/end/", me.end_device, name="me_devices_end"),
    path("me/devices/end-all/", me.end_all_devices, name="me_devices_end_all"),
    path("me/privacy/", privacy.privacy, name="me_privacy"),
    path("me/export/", privacy.export, name="me_export"),
    path("me/erase/", privacy.erase, name="me_erase"),
]
