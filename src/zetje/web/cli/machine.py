"""Commands that run Zetje: everything at once, or one part on a machine of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from urllib.parse import urlsplit

import click

from zetje.web.cli.surroundings import configuration, open_database
from zetje.web.configure import Configuration
from zetje.web.run.processes import end_with_parent

_port = click.option("--port", type=click.IntRange(1, 65535), help="Another port than usual.")


@click.command()
@click.option("--demo", is_flag=True, help="Show an invented organisation and a local mailbox.")
@click.option("--end-with-parent", "bound", is_flag=True, help="End when the caller ends.")
def run(*, demo: bool, bound: bool) -> None:
    """Run everything on this machine: database, pages, links and jobs."""
    from zetje.web.run.supervisor import Plan, supervise

    if bound:
        end_with_parent(signal_number=signal.SIGTERM)
    settings = configuration()
    demo = demo or settings.demo
    if demo:
        _allow_own_website(settings)
    plan = Plan(
        host=settings.host,
        port=settings.port,
        data=settings.data,
        database_url=settings.database_url,
        demo=demo,
        log_json=settings.log_json,
        takes_mail=bool(settings.tips_mail_listen),
    )
    asyncio.run(supervise(plan=plan))


def _allow_own_website(settings: Configuration) -> None:
    """Let the hub read the demo's own website, which stands on an address of this machine."""
    parts = urlsplit(settings.address)
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    hosts = [*settings.fetch_allowed_hosts, f"{parts.hostname}:{port}"]
    os.environ["ZETJE_FETCH_ALLOWED_HOSTS"] = json.dumps(hosts)


@click.command()
@_port
@click.pass_context
def web(ctx: click.Context, *, port: int | None) -> None:
    """Serve the pages."""
    from zetje.web.run.servers import serve_pages
    from zetje.web.run.static import make_static_ready

    ctx.call_on_close(open_database())
    settings = configuration()
    make_static_ready(data=settings.data)
    serve_pages(host=settings.host, port=port or settings.port)


@click.command()
@_port
@click.pass_context
def links(ctx: click.Context, *, port: int | None) -> None:
    """Serve the short links, on the port after that of the pages."""
    from zetje.web.run.servers import serve_links

    ctx.call_on_close(open_database())
    settings = configuration()
    serve_links(host=settings.host, port=port or settings.port + 1)


@click.command()
@click.option("--queue", "queues", multiple=True, help="Serve this queue; may be repeated.")
@click.pass_context
def worker(ctx: click.Context, *, queues: tuple[str, ...]) -> None:
    """Run jobs: digests, mail, feeds, imports."""
    ctx.call_on_close(open_database())
    from zetje.web.run.worker import run_worker

    run_worker(queues=list(queues) or None)


@click.command()
@click.pass_context
def migrate(ctx: click.Context) -> None:
    """Bring the tables up to date. The only command that needs the owner of the tables."""
    os.environ["ZETJE_DATABASE_OWNER"] = "1"
    ctx.call_on_close(open_database(migrate=False))
    from zetje.web.run.tables import bring_up_to_date

    for line in bring_up_to_date():
        click.echo(line)


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Look whether the settings fit together and the database answers."""
    ctx.call_on_close(open_database())
    from zetje.web.run.tables import look

    for line in look():
        click.echo(line)


@click.command(hidden=True)
def collect() -> None:
    """Make style sheets, scripts and fonts ready to be served; `zetje web` does it by itself."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


@click.command()
def mailbox() -> None:
    """Catch all mail of the demo instead of sending it; the pages show it under /mailbox/."""
    from zetje.web.mailbox.sink import catch_mail

    settings = configuration()
    asyncio.run(catch_mail(folder=settings.data / "mailbox", port=settings.mail_port))


@click.command()
def chatroom() -> None:
    """Play the demo's own Slack and Teams; the pages show them under /chatroom/."""
    import django

    django.setup()
    from zetje.web.demo.chats import play_chats

    play_chats()


COMMANDS = [run, web, links, worker, migrate, check, collect, mailbox, chatroom]
