"""Commands about the channels: how they do, and a new try for what failed in one."""

from __future__ import annotations

import click
from django.utils import timezone

from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.delivery.registry import channels as plugged_in
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.web.run.errors import PlainError


@click.group()
def channels() -> None:
    """The ways by which people are reached: mail and the chats."""


@channels.command("show")
def show_channels() -> None:
    """Show what waits, what failed and what is in trouble; ends with 1 when something is."""
    now, is_well = timezone.now(), True
    place = outbox.sending_place()
    if place is not None and place.trouble:
        is_well = False
        click.echo(
            f"mail server in trouble since {place.trouble_at:%Y-%m-%d %H:%M}: {place.trouble}"
        )
    for organisation in people.organisations():
        click.echo(organisation.slug)
        with tenant(organisation.pk):
            counts = outbox.counts_by_channel(organisation_id=organisation.pk, now=now)
            circuits = outbox.open_circuits(organisation_id=organisation.pk)
        troubles = {each.channel: each for each in circuits}
        for name in sorted({*counts, *troubles, "mail"}):
            found = counts.get(name, outbox.ChannelCounts(0, 0, 0))
            click.echo(
                f"  {name}: {found.waiting} waiting, {found.failed} failed, {found.unknown} unknown"
            )
            if trouble := troubles.get(name):
                is_well = False
                click.echo(
                    f"    in trouble since {trouble.since:%Y-%m-%d %H:%M}, next try "
                    f"{trouble.open_until:%H:%M:%S}: {trouble.reason}"
                )
    if not is_well:
        raise SystemExit(1)


@channels.command("retry")
@click.argument("slug")
@click.argument("channel")
def retry(*, slug: str, channel: str) -> None:
    """Send again what failed in a channel of an organisation, where it is still of use."""
    organisation = people.organisation_of_slug(slug)
    if organisation is None:
        raise PlainError(f"There is no organisation {slug!r}.")
    if channel not in plugged_in():
        raise PlainError(f"There is no channel {channel!r}; there are {', '.join(plugged_in())}.")
    count = delivery.send_all_again(
        organisation_id=organisation.pk, channel=channel, by_member_id=None, now=timezone.now()
    )
    click.echo(f"{count} message(s) of {slug} go out again by {channel}.")


COMMANDS = [channels]
