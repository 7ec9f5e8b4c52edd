"""Pages of the demo's mailbox: the list, one message, and its HTML kept in a box of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from email.message import EmailMessage

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from zetje.web.mailbox.store import Store, text_of
from zetje.web.middleware import POLICY

# A mail carries its styles in attributes and may show pictures; it runs nothing and opens its
# links in a page of their own.
_LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "form-action 'none'; base-uri 'self'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_CID = re.compile(r"""(?P<quote>["'])cid:(?P<cid>[^"']+)(?P=quote)""", re.IGNORECASE)

View = Callable[..., HttpResponse]


def in_the_demo(view: View) -> View:
    """Show a page in the demo only: elsewhere there is no mailbox."""

    @require_safe
    @functools.wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


def _store() -> Store:
    return Store(folder=settings.DATA_FOLDER / "mailbox")


def _message(name: str) -> EmailMessage:
    message = _store().message(name)
    if message is None:
        raise Http404
    return message


@in_the_demo
def mails(request: HttpRequest) -> HttpResponse:
    """All caught mail, newest first; `?to=` leaves one recipient's."""
    recipient = request.GET.get("to", "")
    context = {"mails": _store().listed(recipient=recipient), "recipient": recipient}
    return render(request, "mailbox/mails.html", context)


@in_the_demo
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One message: who, what, and the letter in a frame."""
    message = _message(name)
    context = {
        "name": name,
        "subject": message.get("Subject", ""),
        "sender": message.get("From", ""),
        "recipients": message.get("To", ""),
        "has_html": bool(text_of(message, "html")),
        "plain": text_of(message, "plain"),
        "headers": [(key, str(value)) for key, value in message.items()],
    }
    response = render(request, "mailbox/mail.html", context)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@in_the_demo
@xframe_options_sameorigin
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a message, which may run nothing and reach nothing."""
    html = text_of(_message(name), "html")
    if not html:
        raise Http404
    response = HttpResponse(_framed(html, name=name))
    response.headers["Content-Security-Policy"] = _LETTER_POLICY
    return response


@in_the_demo
def part(request: HttpRequest, name: str, cid: str) -> HttpResponse:
    """A picture inside a message."""
    for piece in _message(name).walk():
        kind = piece.get_content_type()
        if piece.get("Content-ID", "").strip("<>") == cid and kind.startswith("image/"):
            response = HttpResponse(piece.get_payload(decode=True), content_type=kind)
            response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
            return response
    raise Http404


@in_the_demo
def source(request: HttpRequest, name: str) -> HttpResponse:
    """A message as it was sent."""
    content = _store().content(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


def _framed(html: str, *, name: str) -> str:
    """A letter whose links open outside the frame and whose pictures come from the message."""
    html = _CID.sub(rf"\g<quote>/mailbox/{name}/part/\g<cid>\g<quote>", html)
    base = '<base target="_blank">'
    head = _HEAD.search(html)
    return f"{html[: head.end()]}{base}{html[head.end() :]}" if head else base + html
