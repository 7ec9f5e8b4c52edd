"""Puts the mails of a batch together from ready pieces and each person's own values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import override

from zetje.delivery.registry import Drop, Mail, OutboxRow, Pieced
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.mail import words
from zetje.prompting.operations.mail.chains import chain_block
from zetje.prompting.operations.mail.gathering import Sheet, Told, gather, preferences_of
from zetje.prompting.operations.mail.pieces import Piece, hole, piece
from zetje.prompting.queries.digests import digest_address

_HOLES: Final = tuple(
    (name, hole(name))
    for name in (
        "subject",
        "preheader",
        "week",
        "greeting",
        "lead",
        "chain",
        "stories",
        "end",
        "moment",
        "settings_link",
        "unsubscribe_link",
        "sender",
    )
)
_STORY_HOLES: Final = tuple(
    (name, hole(name)) for name in ("number", "position", "why", "network", "link")
)


def render_digests(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Mail | Drop]:
    """The mails of digests, one organisation's at a time, as delivery asks for them.

    Who left since the planning gets none; a story that was withdrawn is left out, and when none is
    left the mail is a kind word.
    """
    rendered: dict[int, Mail | Drop] = {}
    by_organisation: dict[int, list[OutboxRow]] = {}
    for row in rows:
        by_organisation.setdefault(row.organisation_id, []).append(row)
    for organisation_id, mine in by_organisation.items():
        with tenant(organisation_id):
            sheets = gather(organisation_id, [row.subject_id or 0 for row in mine])
            by_language: dict[str, list[tuple[OutboxRow, Sheet]]] = {}
            for row in mine:
                sheet = sheets.get(row.subject_id or 0)
                if sheet is None:
                    rendered[row.id] = Drop("the digest is gone")
                elif sheet.member.left_on is not None:
                    rendered[row.id] = Drop("the person left")
                else:
                    by_language.setdefault(sheet.member.language, []).append((row, sheet))
            for language, alike in by_language.items():
                with override(language):
                    rendered |= {
                        row.id: _written(row, sheet, language, now) for row, sheet in alike
                    }
    return rendered


def _written(row: OutboxRow, sheet: Sheet, language: str, now: datetime) -> Mail:
    digest, member = sheet.digest, sheet.member
    colours = people.mail_colours(member.organisation)
    link = digest_address(
        organisation_id=row.organisation_id, digest_id=digest.pk, send_at=digest.send_at
    )
    subject = words.subject(len(sheet.stories))
    plain = _plain_values(row, sheet, subject, now)
    html: dict[str, str] = {name: escape(value) for name, value in plain.items()}
    stories = [
        _story(told, number, sheet, spot=colours.spot)
        for number, told in enumerate(sheet.stories, start=1)
    ]
    for place, values in enumerate((html, plain)):
        values["stories"] = Pieced.of(story[place].filled({"link": link}) for story in stories)
        values["chain"] = chain_block(
            sheet.chain, language, link, spot=colours.spot, is_html=values is html
        )
    dots = (("dot", colours.on_paper), ("dark_dot", colours.on_dark))
    frame = (("language", language), *dots, *_HOLES)
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        subject=subject,
        html=piece("digest.html", language, frame).filled(html),
        text=piece("digest.txt", language, frame).filled(plain),
        language=language,
    )


def _plain_values(row: OutboxRow, sheet: Sheet, subject: str, now: datetime) -> dict[str, str]:
    digest, member = sheet.digest, sheet.member
    organisation, preferences, result = member.organisation, preferences_of(member), sheet.result
    weekday = preferences.digest_weekday if preferences else None
    hour = now.astimezone(ZoneInfo(member.time_zone)).hour
    return {
        "subject": subject,
        "preheader": words.preheader([told.title for told in sheet.stories]),
        "week": words.week_line(digest.iso_year, digest.iso_week),
        "greeting": words.greeting(" ".join(member.given_name.split()), hour),
        "lead": words.lead(len(sheet.stories), shows_chain=sheet.chain is not None),
        "end": _end(result, quiet_next=sheet.quiet_next),
        "moment": words.moment(
            organisation.digest_weekday if weekday is None else weekday,
            preferences.anchor if preferences else "",
        ),
        "settings_link": f"{settings.SITE_ADDRESS}/me/",
        "unsubscribe_link": row.unsubscribe_url,
        "sender": ", ".join(filter(None, (organisation.name, organisation.postal_address))),
    }


def _end(result: Any, *, quiet_next: bool) -> str:
    """What the latest share led to, and that next week stays quiet."""
    said = [words.result(result.title, result.clicks)] if result else []
    said += [words.quiet_next()] if quiet_next else []
    return "".join(f" {sentence}" for sentence in said)


def _story(told: Told, number: int, sheet: Sheet, *, spot: str) -> tuple[Piece, Piece]:
    """One story at its place, with its reason, for the page and for the plain text."""
    team = sheet.member.team
    why = words.why(told.reason, team=team.name if team else "", topic=told.topic)
    own = (str(number), str(told.position), why, told.network)
    said = (("title", told.title), ("text", told.text), ("host", told.host), ("spot", spot))
    return _placed_story(sheet.member.language, said, own)


@lru_cache(maxsize=4096)
def _placed_story(
    language: str, said: tuple[tuple[str, str], ...], own: tuple[str, str, str, str]
) -> tuple[Piece, Piece]:
    """A story of which only the personal link is missing; its templates are rendered once."""
    names = ("number", "position", "why", "network")
    plain = dict(zip(names, own, strict=True))
    html = {name: escape(value) for name, value in plain.items()}
    page, text = (
        piece(f"story{suffix}", language, (*_STORY_HOLES, *said)).filled(
            values | {"link": hole("link")}
        )
        for suffix, values in ((".html", html), (".txt", plain))
    )
    return Piece(page), Piece(text)
