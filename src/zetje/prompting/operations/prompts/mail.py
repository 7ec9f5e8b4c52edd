"""A prompt as a mail: the weekly mail's page with one story, and why it came."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.utils.html import escape

from zetje.delivery.registry import Mail, OutboxRow
from zetje.people import queries as people
from zetje.prompting.operations.mail import words
from zetje.prompting.operations.mail.chains import chain_block
from zetje.prompting.operations.mail.pieces import hole, piece
from zetje.prompting.operations.prompts.card import only_one, read_example, why_address
from zetje.prompting.operations.prompts.gathering import Sheet
from zetje.prompting.rules.arms import Said

_HOLES: Final = tuple(
    (name, hole(name))
    for name in (
        "subject",
        "preheader",
        "week",
        "headline",
        "lead",
        "chain",
        "stories",
        "end",
        "why_link",
        "settings_link",
        "unsubscribe_link",
        "sender",
    )
)


def prompt_mail(row: OutboxRow, sheet: Sheet, spoken: Said) -> Mail:
    """The mail of one prompt, in the language that is switched on."""
    member, language = sheet.member, sheet.member.language
    colours = people.mail_colours(member.organisation)
    plain = _plain_values(row, sheet, spoken)
    html: dict[str, str] = {name: escape(value) for name, value in plain.items()}
    story = _story_values(sheet, spot=colours.spot)
    # The chain is drawn where the words are about it; they say themselves what keeps it.
    chain = sheet.chain if sheet.decision.arm == "streak" else None
    for values, suffix in ((html, ".html"), (plain, ".txt")):
        values["stories"] = piece(f"story{suffix}", language, story).filled({"link": sheet.link})
        values["chain"] = _example(sheet, suffix) + chain_block(
            chain,
            language,
            sheet.link,
            spot=colours.spot,
            is_html=suffix == ".html",
            says_what_keeps_it=False,
        )
    dots = (("dot", colours.on_paper), ("dark_dot", colours.on_dark))
    frame = (("language", language), *dots, *_HOLES)
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        subject=spoken.subject,
        html=piece("prompt.html", language, frame).filled(html),
        text=piece("prompt.txt", language, frame).filled(plain),
        language=language,
    )


def _plain_values(row: OutboxRow, sheet: Sheet, spoken: Said) -> dict[str, str]:
    decision, organisation = sheet.decision, sheet.member.organisation
    return {
        "subject": spoken.subject,
        "preheader": spoken.lead,
        "week": words.week_line(decision.iso_year, decision.iso_week),
        "headline": spoken.title,
        "lead": spoken.lead,
        "end": only_one(),
        "why_link": why_address(sheet),
        "settings_link": f"{settings.SITE_ADDRESS}/me/",
        "unsubscribe_link": row.unsubscribe_url,
        "sender": ", ".join(filter(None, (organisation.name, organisation.postal_address))),
    }


def _story_values(sheet: Sheet, *, spot: str) -> tuple[tuple[str, Any], ...]:
    told, team = sheet.told, sheet.member.team
    if told is None:
        raise ValueError("a prompt is about a story")
    name = team.name if team else ""
    return (
        ("number", ""),
        ("position", sheet.place),
        ("title", told.title),
        ("why", words.why(told.reason, team=name, topic=told.topic) if told.reason else ""),
        ("network", told.network),
        ("text", told.text),
        ("host", told.host),
        ("spot", spot),
        ("link", hole("link")),
    )


def _example(sheet: Sheet, suffix: str) -> str:
    """The link to what is shown along; nothing when nothing is."""
    if sheet.example is None:
        return ""
    address = sheet.example.address
    values = (("label", read_example()), ("title", sheet.example.title), ("link", hole("link")))
    link = escape(address) if suffix == ".html" else address
    return piece(f"example{suffix}", sheet.member.language, values).filled({"link": link})
