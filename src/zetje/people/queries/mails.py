"""The words of the mails that people send: to come in, to confirm a browser, to be invited.

They are made at the moment of sending; the outbox knows only which row a mail is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from zetje.lib.mails import mail_words
from zetje.lib.secrets import unseal
from zetje.people.models import DeviceCode, Member, SignInLink
from zetje.people.queries.invitations import invitation_token
from zetje.people.queries.membership import is_joined
from zetje.people.queries.signin import link_code, link_token


@dataclass(frozen=True)
class PersonalMail:
    """A mail to one member: who gets it, in which language, and its words."""

    to_address: str
    to_name: str
    language: str
    subject: str
    text: str
    html: str


def sign_in_mail(*, link_id: int, now: datetime) -> PersonalMail | None:
    """The mail with the one-time link and the code; None once they are used or too old."""
    links = SignInLink.objects.select_related("user__member__organisation")
    link = links.filter(pk=link_id, used_at__isnull=True, expires_at__gt=now).first()
    if link is None or link.user is None:
        return None
    address = f"{settings.SITE_ADDRESS}/sign-in/link/{link_token(link)}/"
    return _mail("sign_in", link.user.member, {"address": address, "code": link_code(link)})


def device_code_mail(*, code_id: int, now: datetime) -> PersonalMail | None:
    """The mail with the code for one browser; None once it is used or too old."""
    codes = DeviceCode.objects.select_related("member__organisation")
    asked = codes.filter(pk=code_id, used_at__isnull=True, expires_at__gt=now).first()
    if asked is None:
        return None
    return _mail("device_code", asked.member, {"code": unseal(asked.sealed_code)})


def invitation_mail(*, member_id: int, now: datetime) -> PersonalMail | None:
    """The invitation to join; None for somebody who joined or left meanwhile."""
    members = Member.objects.select_related("organisation")
    member = members.filter(pk=member_id, left_on__isnull=True).first()
    if member is None or is_joined(member.pk):
        return None
    token = invitation_token(member=member, now=now)
    return _mail("invitation", member, {"address": f"{settings.SITE_ADDRESS}/join/i/{token}/"})


def invitation_sample(reader: Member) -> PersonalMail:
    """The invitation as its receivers get it, with an address that leads nowhere."""
    return _mail("invitation", reader, {"address": f"{settings.SITE_ADDRESS}/join/i/…/"})


def _mail(name: str, member: Member, facts: dict[str, Any]) -> PersonalMail:
    context = {**facts, "member": member, "company": member.organisation}
    words = mail_words(f"people/mail/{name}", context, language=member.language)
    return PersonalMail(
        to_address=member.email,
        to_name=member.full_name,
        language=member.language,
        subject=words.subject,
        text=words.text,
        html=words.html,
    )
