"""The permission ladder: for each route, who may open it, with which methods, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# Anyone: also without signing in. Joined: whoever takes part. Token: whoever holds the signed link.
Who = Literal[
    "anyone",
    "token",
    "signed_in",
    "joined",
    "editor",
    "expert",
    "administrator",
    "counts",
    "manager",
    "rules",
    "programme",
    "recogniser",
    "demo",
]

HERE = frozenset({"anna", "bram", "femke", "marijke", "pim", "ad", "wil"})
MAY: Mapping[Who, frozenset[str]] = {
    "anyone": HERE,
    "token": HERE,
    "signed_in": HERE,
    "joined": HERE,
    "editor": frozenset({"femke", "ad"}),
    # What people asked experts for, and nobody else.
    "expert": frozenset({"marijke"}),
    "administrator": frozenset({"ad"}),
    # Counts of who joined, in whole groups of five: lead, manager, administrator, works council.
    "counts": frozenset({"bram", "pim", "ad", "wil"}),
    "manager": frozenset({"pim", "ad"}),
    # The rules of the prompts; what is set of them, and the dry run, is the manager's.
    "rules": frozenset({"pim", "ad", "wil"}),
    "programme": frozenset({"pim"}),
    # Who thanks on behalf of the organisation.
    "recogniser": frozenset({"bram", "femke", "pim", "ad"}),
    "demo": frozenset(),
}


@dataclass(frozen=True)
class Line:
    """Who may use a route, how, and what of the world its address names (`takes`)."""

    who: Who
    methods: str = "GET"
    takes: str = ""


GET, POST, BOTH = "GET", "POST", "GET POST"

_SHELL = {
    "front": Line("anyone"),
    "theme": Line("anyone", POST),
    "language": Line("anyone", POST),
    "gallery": Line("demo"),
    "about_data": Line("anyone"),
    "health": Line("anyone"),
    "brand": Line("anyone", GET, "organisation_token"),
    "manifest": Line("anyone"),
    "push_worker": Line("anyone"),
    "mailbox": Line("demo"),
    "mailbox_mail": Line("demo", GET, "name"),
    "mailbox_letter": Line("demo", GET, "name"),
    "mailbox_source": Line("demo", GET, "name"),
    "mailbox_part": Line("demo", GET, "name_and_cid"),
    "chatroom": Line("demo"),
    "chatroom_slack": Line("demo", GET, "key"),
    "chatroom_tap": Line("demo", POST, "key"),
    "chatroom_write": Line("demo", POST, "key"),
    "chatroom_teams": Line("demo", GET, "key"),
    "chatroom_teams_tap": Line("demo", POST, "key"),
    "chatroom_teams_write": Line("demo", POST, "key"),
    "chatroom_teams_add": Line("demo", POST, "key"),
    "chatroom_home": Line("demo", POST, "key"),
    "chatroom_hold": Line("demo", POST, "chat"),
    "demo": Line("demo"),
    "demo_enter": Line("demo", POST, "key"),
    "demo_feed": Line("demo", GET, "key"),
    "demo_news": Line("demo"),
    "demo_picture": Line("demo", GET, "slug"),
    "demo_page": Line("demo", GET, "slug"),
    "demo_page_en": Line("demo", GET, "slug"),
}
_PEOPLE = {
    "sign_in": Line("anyone", BOTH),
    "sign_in_code": Line("anyone", BOTH),
    "account_login": Line("anyone", BOTH),
    "account_confirm_login_code": Line("anyone", BOTH),
    "sign_in_link": Line("token", BOTH, "sign_in_token"),
    "sign_out": Line("anyone", POST),
    "signed_out": Line("anyone"),
    "join": Line("signed_in", BOTH),
    "invitation": Line("token", BOTH, "invitation_token"),
    "join_set_up": Line("joined", BOTH),
    "me": Line("signed_in"),
    "me_habits": Line("signed_in", POST),
    "me_whereabouts": Line("signed_in", POST),
    "me_away": Line("signed_in", POST),
    "me_away_remove": Line("signed_in", POST),
    "me_pause": Line("signed_in", POST),
    "me_resume": Line("signed_in", POST),
    "me_leave": Line("signed_in", POST),
    "me_devices": Line("signed_in"),
    "me_devices_end": Line("signed_in", POST),
    "me_devices_end_all": Line("signed_in", POST),
    "me_privacy": Line("signed_in", BOTH),
    "me_export": Line("signed_in", POST),
    "me_erase": Line("signed_in", BOTH),
    "people_directory": Line("administrator"),
    "people_add": Line("administrator", BOTH),
    "people_export": Line("administrator", POST),
    "people_import": Line("administrator", BOTH),
    "people_import_run": Line("administrator", GET, "import_token"),
    "people_import_columns": Line("administrator", POST, "import_token"),
    "people_import_apply": Line("administrator", POST, "import_token"),
    "people_import_discard": Line("administrator", POST, "import_token"),
    "people_invite": Line("manager", BOTH),
    "people_roles": Line("administrator"),
    "people_member": Line("administrator", GET, "member_token"),
    "people_role_grant": Line("administrator", POST, "member_token"),
    "people_role_revoke": Line("administrator", POST, "member_token"),
    "people_standing": Line("administrator", POST, "member_token"),
    "people_deactivate": Line("administrator", POST, "member_token"),
    "people_reactivate": Line("administrator", POST, "member_token"),
    "people_teams": Line("administrator"),
    "people_team_add": Line("administrator", POST),
    "people_team": Line("administrator", BOTH, "team_token"),
    "people_team_remove": Line("administrator", POST, "team_token"),
    "people_organisation": Line("administrator", BOTH),
    "people_house_rules": Line("administrator", BOTH),
    "people_joined": Line("counts"),
    "people_audit": Line("administrator"),
    "people_audit_export": Line("administrator", POST),
}
_CONTENT = {
    "hub": Line("editor"),
    "feeds": Line("editor", BOTH),
    "read_feed": Line("editor", POST, "feed_token"),
    "stop_feed": Line("editor", POST, "feed_token"),
    "set_feed": Line("editor", POST, "feed_token"),
    "take_item": Line("editor", POST, "item_token"),
    "put_off_item": Line("editor", POST, "item_token"),
    "take_tip": Line("editor", POST, "tip_token"),
    "put_off_tip": Line("editor", POST, "tip_token"),
    "pass_tip": Line("editor", POST, "tip_token"),
    "tips": Line("signed_in", BOTH),
    "back_tip": Line("signed_in", POST, "tip_token"),
    "confirm_tip": Line("signed_in", POST, "own_tip"),
    "name_tip": Line("signed_in", POST, "own_tip"),
    "take_tip_back": Line("signed_in", POST, "own_tip"),
    "pass_item": Line("editor", POST, "item_token"),
    "add": Line("editor", BOTH),
    "add_from_address": Line("editor", POST),
    "story": Line("editor", BOTH, "story_token"),
    "audience": Line("editor", POST, "story_token"),
    "variant": Line("editor", POST, "story_token"),
    "drafts": Line("editor", POST, "story_token"),
    "model_drafts": Line("editor", POST, "story_token"),
    "blocked_words": Line("editor", BOTH),
    "unblock_words": Line("editor", POST, "blocked_words_token"),
    "block_for_story": Line("editor", POST, "story_token"),
    "fix_wording": Line("editor", POST, "story_token"),
    "read_source_page": Line("editor", POST, "story_token"),
    "story_picture": Line("editor", POST, "story_token"),
    "remove_picture": Line("editor", POST, "story_token"),
    "publish": Line("editor", POST, "story_token"),
    "submit": Line("editor", POST, "story_token"),
    "send_back": Line("editor", POST, "story_token"),
    "comment": Line("editor", POST, "story_token"),
    "pin": Line("editor", POST, "story_token"),
    "unpin": Line("editor", POST, "story_token"),
    "archive": Line("editor", POST, "story_token"),
    "bring_back": Line("editor", POST, "story_token"),
    "story_campaign": Line("editor", POST, "story_token"),
    "change_many": Line("editor", POST),
    "calendar": Line("editor"),
    "campaigns": Line("editor", BOTH),
    "campaign": Line("editor", BOTH, "campaign_token"),
    "close_campaign": Line("editor", POST, "campaign_token"),
    "review_settings": Line("administrator", BOTH),
    "withdraw": Line("editor", BOTH, "story_token"),
    "discard": Line("editor", BOTH, "story_token"),
    "search": Line("editor"),
    "gaps": Line("editor"),
    "performed": Line("editor"),
    "media": Line("editor", BOTH),
    "media_picture": Line("editor", BOTH, "picture_token"),
    "discard_picture": Line("editor", POST, "picture_token"),
    "use_picture": Line("editor", POST, "story_token"),
    "posters": Line("editor"),
    "programme_poster": Line("editor"),
    "story_poster": Line("editor", GET, "story_token"),
    "card": Line("anyone", GET, "slug_and_story"),
    "colleague": Line("editor", BOTH, "story_token"),
    "remove_colleague": Line("editor", POST, "story_token"),
    "about_me": Line("signed_in"),
    "agree": Line("signed_in", POST, "own_naming"),
    "decline": Line("signed_in", POST, "own_naming"),
    "public_story": Line("anyone", GET, "slug_and_story"),
    "picture": Line("anyone", GET, "slug_and_picture"),
}
_VOICE = {
    "my_voice": Line("signed_in", BOTH),
    "voice_export": Line("signed_in", POST),
    "voice_profile": Line("signed_in", POST),
    "voice_shares": Line("signed_in", POST),
    "voice_ranking": Line("signed_in", POST),
    "voice_forget": Line("signed_in", POST),
    "voice_text": Line("signed_in", POST, "own_sample"),
    "model_settings": Line("administrator", BOTH),
    "model_trial": Line("administrator", POST),
    "model_off": Line("administrator", POST),
}
_DELIVERY = {
    "unsubscribe": Line("token", BOTH, "unsubscribe_token"),
    "sending": Line("administrator"),
    "stop": Line("administrator", POST),
    "resume": Line("administrator", POST),
    "release": Line("administrator", POST),
    "mark_as_sent": Line("administrator", POST, "message_token"),
    "send_again": Line("administrator", POST, "message_token"),
    "lift_suppression": Line("administrator", POST, "suppression_key"),
    "give_up": Line("administrator", POST, "message_token"),
    "send_all_again": Line("administrator", POST, "channel"),
    "setups": Line("administrator"),
    "set_up": Line("administrator", BOTH, "channel"),
    "turn_off": Line("administrator", POST, "channel"),
    "channels": Line("signed_in"),
    "link_channel": Line("signed_in", POST, "own_channel"),
    "put_first": Line("signed_in", POST, "own_channel"),
    "unlink_channel": Line("signed_in", POST, "own_channel"),
    "messages": Line("joined"),
    "act": Line("joined", POST),
    # Called by the other side of a channel: its signature counts, and nobody's session.
    "slack_events": Line("anyone", POST, "organisation_slug"),
    "slack_actions": Line("anyone", POST, "organisation_slug"),
    "mattermost_actions": Line("anyone", POST),
    "teams_messages": Line("anyone", POST, "organisation_slug"),
    "webpush_subscribe": Line("signed_in", POST),
}
_RECOGNITION = {
    "experts": Line("expert"),
    "expert_opening": Line("expert", POST, "ask_token"),
    "expert_word": Line("expert", POST, "ask_token"),
    "me_feedback": Line("signed_in"),
    "me_feedback_ask": Line("joined", POST, "own_post"),
    "me_feedback_word": Line("signed_in", POST, "own_word"),
    "feedback_reports": Line("administrator"),
    "feedback_report": Line("administrator", POST, "report_token"),
    "shoutouts": Line("signed_in"),
    "shoutout_new": Line("joined", BOTH),
    "shoutout_thank": Line("joined", POST, "shoutout_token"),
    "me_shoutouts": Line("signed_in"),
    "me_shoutout": Line("signed_in", POST, "own_shoutout"),
    "shoutout_report": Line("administrator", POST, "shoutout_report_token"),
    "recognise": Line("recogniser"),
}
_WEEK = {
    "week": GET,
    "rest": POST,
    "copy": POST,
    "adapt": BOTH,
    "preview": POST,
    "ways": POST,
    "post": GET,
    "instance": POST,
    "confirm": POST,
    "deny": POST,
    "skip": POST,
    "reason": POST,
    "remind": POST,
    "undo": POST,
    "feedback": POST,
    "word": POST,
    "seen": POST,
    "answer_why": POST,
    "read": POST,
    "example": BOTH,
    "own": BOTH,
    "own_preview": POST,
    "own_post": GET,
    "own_confirm": POST,
    "own_deny": POST,
    "own_instance": POST,
}
# Of the others each is about a story of the week.
_TAKES = dict.fromkeys(("week", "rest", "seen", "answer_why", "own", "own_preview"), "")
_TAKES |= dict.fromkeys(("own_post", "own_confirm", "own_deny", "own_instance"), "own_post")
_TAKES |= {"word": "own_word"}
_MAILED = {"": "digest_token", "offered_story": "digest_and_story", "own_word": "digest_and_word"}
_MAILED |= {"own_post": "digest_and_post"}
_PROMPTING = {
    name: Line("joined", methods, _TAKES.get(name, "offered_story"))
    for name, methods in _WEEK.items()
} | {
    f"mailed_{name}": Line("token", methods, _MAILED[_TAKES.get(name, "offered_story")])
    for name, methods in _WEEK.items()
}
_PROMPTING |= {
    "write": Line("joined", BOTH),
    "ask_code": Line("token", POST, "digest_token"),
    "confirm_device": Line("token", POST, "digest_token"),
    "why_asked": Line("signed_in", GET, "own_decision"),
    "why_say": Line("signed_in", POST, "own_decision"),
    "decisions": Line("signed_in"),
    "decisions_say": Line("signed_in", POST),
    "prompts": Line("rules"),
    "prompts_foresee": Line("programme", POST),
    "prompts_settings": Line("programme", POST),
    "prompts_switch": Line("programme", POST),
}
_PROMPTING |= {
    "wordings": Line("editor"),
    "add_wording": Line("editor", BOTH),
    "retire_wording": Line("editor", POST, "wording_token"),
}

LADDER: Mapping[str, Line] = {
    **_SHELL,
    **_PEOPLE,
    **_CONTENT,
    **_VOICE,
    **_DELIVERY,
    **_RECOGNITION,
    **_PROMPTING,
    "follow": Line("anyone", "GET POST", "code"),
}
