"""What Slack's answers mean for a message: the codes of chat.postMessage, read once.

https://docs.slack.dev/reference/methods/chat.postMessage lists them. A code that is not known here
refuses the message: it was surely not taken, and an administrator sees the code.
"""

from __future__ import annotations

import http.client
import re
from typing import Any, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from zetje.delivery.rules import http_answers
from zetje.delivery.rules.outcomes import Later, Outcome, Refused, Undecided

# The person is not there any more, as conversations.open says it.
GONE: Final = frozenset({"user_not_found", "user_disabled", "users_not_found", "cannot_dm_bot"})
# A person's own channel that cannot be found may mean two things; see `transport`.
NOT_FOUND: Final = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
BLOCKS: Final = frozenset({"invalid_blocks", "invalid_blocks_format"})

# Trouble with the app or the workspace: every message of this organisation waits for somebody.
_EVERYONE: Final = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "request_timeout",
        "service_unavailable",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
    }
)
# "It's possible some aspect of the operation succeeded before the error was raised."
_NOBODY_KNOWS: Final = frozenset({"fatal_error", "internal_error"})
_CODE: Final = re.compile(r"[a-z0-9_]{1,80}")


def code_of(fault: SlackApiError) -> str:
    """The code of an answer; empty when it was no answer of Slack's."""
    answer: Any = fault.response
    found = str(answer.get("error", "")) if isinstance(answer.data, dict) else ""
    return found if _CODE.fullmatch(found) else ""


def outcome_of(fault: Exception) -> Outcome:
    """What an exception of the library says about the message that was under way."""
    if isinstance(fault, SlackApiError):
        return _answered(fault)
    if isinstance(fault, URLError):
        # The connection failed before the request was out in full.
        return Later(f"connection: {type(fault.reason).__name__}", everyone=True)
    if isinstance(fault, (OSError, http.client.HTTPException)):
        return Undecided(f"no answer: {type(fault).__name__}")
    return Undecided(f"client: {type(fault).__name__}")


def _answered(fault: SlackApiError) -> Outcome:
    answer: Any = fault.response
    status, code = int(answer.status_code), code_of(fault)
    headers = {name.lower(): str(value) for name, value in dict(answer.headers).items()}
    if status == 429 or status >= 500:
        return http_answers.outcome_of(status=status, headers=headers, reason=code)
    if not code:
        # Something between us and Slack spoke; how far the request came nobody can know.
        return Undecided(f"{status}: not an answer of Slack's")
    if code in _NOBODY_KNOWS:
        return Undecided(code)
    if code in _EVERYONE:
        wait = http_answers.wait_seconds(headers)
        return Later(code, everyone=True, wait_seconds=wait)
    return Refused(code, bad_address=code in GONE)
