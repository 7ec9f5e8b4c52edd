"""News for a whole team, through a workflow of the organisation's own: links only.

A workflow answers to nobody, so nothing personal goes this way: the words of `post_news` are a
title, a text and pages to open, and there is no place for an act or a person in them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Final

from zetje.delivery.channels.teams.cards import CONTENT_TYPE, adaptive_card
from zetje.delivery.rules.cards import Button, Card
from zetje.delivery.rules.http_answers import outcome_of
from zetje.delivery.rules.outcomes import Later, Outcome, Refused, Undecided
from zetje.lib.fetching import Caller, FetchRefused, NoAnswer, NotCalled, check_callable

# Where workflows of Power Automate and Logic Apps are triggered.
WORKFLOW_HOSTS: Final = ("logic.azure.com", "api.powerplatform.com")


def check_address(address: str, *, allowed: Collection[str]) -> bool:
    """Whether an address is one at which a workflow of Microsoft can be triggered."""
    try:
        check_callable(address, hosts=WORKFLOW_HOSTS, allowed=allowed)
    except FetchRefused:
        return False
    return True


def post_news(
    *,
    address: str,
    language: str,
    title: str,
    text: str,
    links: Sequence[tuple[str, str]],
    caller: Caller,
) -> Outcome:
    """Post news to a team.

    Args:
        address: the workflow's, as the organisation filled it in.
        language: of the words.
        title: the first line.
        text: what follows it.
        links: label and address of the pages it opens.
        caller: the lines out.
    """
    pages = tuple(Button(label=label, url=page) for label, page in links)
    card = Card(language=language, title=title, text=text, buttons=pages)
    attachment = {"contentType": CONTENT_TYPE, "contentUrl": None, "content": adaptive_card(card)}
    message = {"type": "message", "attachments": [attachment]}
    try:
        answer = caller.call(
            "POST",
            address,
            hosts=WORKFLOW_HOSTS,
            headers={"Content-Type": "application/json"},
            content=json.dumps(message).encode(),
        )
    except FetchRefused as fault:
        return Refused(f"workflow: {fault.code}")
    except NotCalled as fault:
        return Later(f"workflow: {fault}", everyone=True)
    except NoAnswer as fault:
        return Undecided(f"workflow: {fault}")
    return outcome_of(status=answer.status, headers=answer.headers, reason="workflow")
