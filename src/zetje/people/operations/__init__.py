"""The operations of people, one module a subject."""

from zetje.people.operations.audit import record_audit
from zetje.people.operations.devices import (
    WrongCodeError,
    confirm_device,
    end_device,
    follow_session,
    forget_browser,
    forget_old_codes,
    remember_device,
    request_device_code,
    sign_out_everywhere,
)
from zetje.people.operations.directory import (
    ImportRefusedError,
    begin_import,
    discard_import,
    preview_import,
    rematch_import,
    request_import,
    run_import,
)
from zetje.people.operations.exports import export_directory
from zetje.people.operations.joining import (
    HouseRulesChangedError,
    NotJoinedError,
    PauseRefusedError,
    accept_house_rules,
    invite_everyone,
    invite_members,
    join_programme,
    leave_programme,
    pause_programme,
    publish_house_rules,
    request_invitations,
    resume_programme,
)
from zetje.people.operations.leavers import deactivate_member, reactivate_member
from zetje.people.operations.members import MemberRefusedError, add_member
from zetje.people.operations.organisations import found_organisation, save_organisation
from zetje.people.operations.personal_export import collect_personal_data, export_person
from zetje.people.operations.preferences import (
    Habits,
    LeaveRefusedError,
    add_own_leave,
    keep_mastodon_instance,
    remove_own_leave,
    save_habits,
    save_privacy,
    save_whereabouts,
)
from zetje.people.operations.privacy import erase_person, reapply_tombstones
from zetje.people.operations.retention import erase_leavers, forget_imports
from zetje.people.operations.roles import (
    RoleRefusedError,
    check_not_last_administrator,
    end_sessions,
    grant_role,
    revoke_role,
)
from zetje.people.operations.signin import forget_old_links, request_sign_in, send_sign_in, use_link
from zetje.people.operations.teams import TeamRefusedError, add_team, remove_team, rename_team

__all__ = [
    "Habits",
    "HouseRulesChangedError",
    "ImportRefusedError",
    "LeaveRefusedError",
    "MemberRefusedError",
    "NotJoinedError",
    "PauseRefusedError",
    "RoleRefusedError",
    "TeamRefusedError",
    "WrongCodeError",
    "accept_house_rules",
    "add_member",
    "add_own_leave",
    "add_team",
    "begin_import",
    "check_not_last_administrator",
    "collect_personal_data",
    "confirm_device",
    "deactivate_member",
    "discard_import",
    "end_device",
    "end_sessions",
    "erase_leavers",
    "erase_person",
    "export_directory",
    "export_person",
    "follow_session",
    "forget_browser",
    "forget_imports",
    "forget_old_codes",
    "forget_old_links",
    "found_organisation",
    "grant_role",
    "invite_everyone",
    "invite_members",
    "join_programme",
    "keep_mastodon_instance",
    "leave_programme",
    "pause_programme",
    "preview_import",
    "publish_house_rules",
    "reactivate_member",
    "reapply_tombstones",
    "record_audit",
    "rematch_import",
    "remember_device",
    "remove_own_leave",
    "remove_team",
    "rename_team",
    "request_device_code",
    "request_import",
    "request_invitations",
    "request_sign_in",
    "resume_programme",
    "revoke_role",
    "run_import",
    "save_habits",
    "save_organisation",
    "save_privacy",
    "save_whereabouts",
    "send_sign_in",
    "sign_out_everywhere",
    "use_link",
]
