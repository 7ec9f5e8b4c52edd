"""The command that makes a real, empty organisation, in one dialogue or from options."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click
from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from zetje.web.cli.answers import QUESTIONS, Question, UnusableAnswerError
from zetje.web.run.errors import PlainError

_NEEDED = ("name", "given_name", "email")


@dataclass(frozen=True)
class Founded:
    """What came of it: the address of the one-time link, and whether it was mailed."""

    link: str
    is_mailed: bool


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each question."""
    for question in reversed(QUESTIONS):
        option = click.option(f"--{question.option}", question.key, help=question.help)
        command = option(command)
    return command


@click.command()
@_options
@click.option("--without-mail", is_flag=True, help="Do not try the mail server, and mail nothing.")
def setup(*, without_mail: bool, **given: str | None) -> None:
    """Make an organisation with its first administrator. Nothing is kept before the end.

    With --name, --given-name and --email nothing is asked: the rest has defaults.
    """
    _refuse_beside_a_demo()
    asks = any(given[key] is None for key in _NEEDED)
    if asks:
        click.echo("Enter takes what stands between brackets; Ctrl-C keeps nothing.")
    answers = _answers(given, asks=asks)
    works = not without_mail and _try_mail(asks=asks)
    if asks:
        _confirm(answers)
    founded = _found(answers, mails=works)
    click.echo(f"\n{answers['name']} is there, and empty.")
    if founded.is_mailed:
        click.echo(f"{answers['email']} has a mail with a link to come in. Here it is as well:")
    else:
        click.echo("No mail went out. This is the way in:")
    click.echo(f"\n  {founded.link}\n")
    click.echo("It works once, for a quarter of an hour, while `zetje run` runs. After that, the")
    click.echo(f"address typed at {settings.SITE_ADDRESS}/sign-in/ brings a new one by mail.")
    click.echo("Next: zetje people import staff.csv, or add people on the pages.")


def _refuse_beside_a_demo() -> None:
    from zetje.people import queries as people

    if people.organisations().filter(is_demo=True).exists():
        raise PlainError(
            "The demo lives in this installation, and its invented people would be mailed for "
            "real. Give the organisation a folder of its own (ZETJE_DATA=/srv/zetje zetje setup), "
            "or take the demo away first: zetje demo --remove."
        )


def _answers(given: Mapping[str, str | None], *, asks: bool) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        typed = given[question.key]
        if typed is None and asks:
            answers[question.key] = _ask(question, answers)
            continue
        try:
            default = question.default(answers)
            answers[question.key] = question.read(default if typed is None else typed)
        except UnusableAnswerError as fault:
            raise PlainError(f"--{question.option}: {fault}") from None
    return answers


def _ask(question: Question, answers: Mapping[str, str]) -> str:
    """Ask until the answer can be used."""
    while True:
        default = question.default(answers)
        typed: str = click.prompt(
            question.words, default=default, show_default=bool(default), type=str
        )
        try:
            return question.read(typed)
        except UnusableAnswerError as fault:
            click.echo(f"  {fault}")


def _try_mail(*, asks: bool) -> bool:
    """Whether the mail server lets us in; a person may go on without it."""
    where = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
    try:
        mail: Any = get_connection(fail_silently=False)
        mail.open()
        mail.close()
    except Exception as fault:  # a server may answer with anything
        said = " ".join(str(fault).split()) or type(fault).__name__
        sentence = (
            f"The mail server ({where}) does not let us in: {said}. ZETJE_MAIL_HOST, "
            "ZETJE_MAIL_PORT, ZETJE_MAIL_SECURITY, ZETJE_MAIL_USER and ZETJE_MAIL_PASSWORD say "
            "which it is and how."
        )
        if not asks:
            raise PlainError(f"{sentence} --without-mail goes on all the same.") from None
        click.echo(f"  {sentence}")
        if not click.confirm("Go on without mail for now?", default=False):
            raise PlainError("Nothing was kept.") from None
        return False
    click.echo(f"The mail server ({where}) lets us in.")
    return True


def _confirm(answers: Mapping[str, str]) -> None:
    click.echo("")
    for question in QUESTIONS:
        value = answers[question.key]
        shown = "a picture" if question.key == "logo" and value else value or "-"
        click.echo(f"  {question.words}: {shown}")
    if not click.confirm("\nMake it so?", default=True):
        raise PlainError("Nothing was kept.")


def _found(answers: Mapping[str, str], *, mails: bool) -> Founded:
    """Make the organisation, and let its administrator in."""
    from zetje.delivery import operations as delivery
    from zetje.people import operations as people
    from zetje.people import queries
    from zetje.people.signin.adapter import AccountAdapter

    now = timezone.now()
    try:
        people.found_organisation(
            slug=answers["slug"],
            settings={key: answers[key] for key in _SETTINGS},
            email=answers["email"],
            given_name=answers["given_name"],
            family_name=answers["family_name"],
            now=now,
        )
    except people.MemberRefusedError:
        raise PlainError(
            f"{answers['email']} is somebody's of another organisation here. Nothing was kept."
        ) from None
    user = queries.account_for(answers["email"])
    code = AccountAdapter().generate_login_code()
    link = people.request_sign_in(user=user, code=code, now=now)
    if mails:
        people.send_sign_in(link_id=link.pk, now=now)
        delivery.send_due(now=timezone.now(), rng=random.SystemRandom())
    token = queries.link_token(link)
    return Founded(link=f"{settings.SITE_ADDRESS}/sign-in/link/{token}/", is_mailed=mails)


_SETTINGS = (
    "name",
    "default_language",
    "time_zone",
    "country",
    "accent",
    "logo",
    "mail_from",
)

COMMANDS = [setup]
