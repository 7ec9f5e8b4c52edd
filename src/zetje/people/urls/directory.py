"""The directory, roles, teams, the organisation's settings and the audit."""

from __future__ import annotations

from django.urls import path

from zetje.people.views import audit, directory, organisation, roles

urlpatterns = [
    path("people/", directory.directory, name="people_directory"),
    path("people/add/", directory.add_member, name="people_add"),
    path("people/export/", directory.export, name="people_export"),
    path("people/import/", directory.upload, name="people_import"),
    path("people/import/<str:token>/", directory.import_run, name="people_import_run"),
    path(
        "people/import/<str:token>/columns/", directory.match_columns, name="people_import_columns"
    ),
    path("people/import/<str:token>/apply/", directory.apply_import, name="people_import_apply"),
    path(
        "people/import/<str:token>/discard/", directory.discard_import, name="people_import_discard"
    ),
    path("people/roles/", roles.roles, name="people_roles"),
    path("people/member/<str:token>/", roles.member, name="people_member"),
    path("people/member/<str:token>/roles/", roles.grant_role, name="people_role_grant"),
    path("people/member/<str:token>/roles/end/", roles.revoke_role, name="people_role_revoke"),
    path("people/member/<str:token>/standing/", roles.show_standing, name="people_standing"),
    path("people/member/<str:token>/deactivation/", roles.deactivate, name="people_deactivate"),
    path("people/member/<str:token>/return/", roles.reactivate, name="people_reactivate"),
    path("people/teams/", organisation.teams, name="people_teams"),
    path("people/teams/add/", organisation.add_team, name="people_team_add"),
    path("people/teams/<str:token>/", organisation.team, name="people_team"),
    path("people/teams/<str:token>/removal/", organisation.remove_team, name="people_team_remove"),
    path("people/organisation/", organisation.organisation, name="people_organisation"),
    path("people/organisation/rules/", organisation.house_rules, name="people_house_rules"),
    path("teams/joined/", organisation.joined, name="people_joined"),
    path("audit/", audit.audit, name="people_audit"),
    path("audit/export/", audit.export_audit, name="people_audit_export"),
]
