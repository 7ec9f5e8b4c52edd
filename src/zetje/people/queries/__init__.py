"""The queries of people, one module a subject."""

from zetje.people.queries.arrays import (
    Recipients,
    Spans,
    WorkingWeeks,
    absences,
    asked_topics,
    joined_spans,
    recipients,
    working_weeks,
)
from zetje.people.queries.devices import (
    OwnDevice,
    device_of_cookie,
    devices_of,
    is_known_device,
    organisation_of_cookie,
)
from zetje.people.queries.full_names import full_names_in
from zetje.people.queries.import_reports import ImportSummary, import_refusal, import_summary
from zetje.people.queries.invitations import invitation_token, invited_member, members_never_asked
from zetje.people.queries.joined import JoinedCount, joined_counts
from zetje.people.queries.mails import (
    PersonalMail,
    device_code_mail,
    invitation_mail,
    invitation_sample,
    sign_in_mail,
)
from zetje.people.queries.members import (
    Visitor,
    member_of_user,
    member_with_address,
    members_by_ids,
    visitor_of,
)
from zetje.people.queries.membership import (
    current_house_rules,
    is_joined,
    is_paused,
    joined_members,
    paused_member_ids,
    standing_of,
)
from zetje.people.queries.organisations import (
    MailColours,
    accent_of,
    mail_colours,
    organisation_ids,
    organisation_of_slug,
    organisations,
    team_sizes,
    teams_of,
)
from zetje.people.queries.persons import person_with_address, tombstone_count
from zetje.people.queries.preferences import days_away, digest_moment_of, preferences_of
from zetje.people.queries.roles import (
    has_role,
    members_with_role,
    role_grants,
    roles_of,
    teams_led_by,
)
from zetje.people.queries.signin import (
    Entrance,
    account_for,
    entrance_of,
    link_code,
    link_token,
    only_organisation,
)
from zetje.people.queries.subscribers import (
    Subscriber,
    newsletter_subscribers,
)
from zetje.people.queries.taking_part import Wills, wills_of

__all__ = [
    "Entrance",
    "ImportSummary",
    "JoinedCount",
    "MailColours",
    "OwnDevice",
    "PersonalMail",
    "Recipients",
    "Spans",
    "Subscriber",
    "Visitor",
    "Wills",
    "WorkingWeeks",
    "absences",
    "accent_of",
    "account_for",
    "asked_topics",
    "current_house_rules",
    "days_away",
    "device_code_mail",
    "device_of_cookie",
    "devices_of",
    "digest_moment_of",
    "entrance_of",
    "full_names_in",
    "has_role",
    "import_refusal",
    "import_summary",
    "invitation_mail",
    "invitation_sample",
    "invitation_token",
    "invited_member",
    "is_joined",
    "is_known_device",
    "is_paused",
    "joined_counts",
    "joined_members",
    "joined_spans",
    "link_code",
    "link_token",
    "mail_colours",
    "member_of_user",
    "member_with_address",
    "members_by_ids",
    "members_never_asked",
    "members_with_role",
    "newsletter_subscribers",
    "only_organisation",
    "organisation_ids",
    "organisation_of_cookie",
    "organisation_of_slug",
    "organisations",
    "paused_member_ids",
    "person_with_address",
    "preferences_of",
    "recipients",
    "role_grants",
    "roles_of",
    "sign_in_mail",
    "standing_of",
    "team_sizes",
    "teams_led_by",
    "teams_of",
    "tombstone_count",
    "visitor_of",
    "wills_of",
    "working_weeks",
]
