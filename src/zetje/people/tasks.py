"""The jobs of people: mails that let somebody in, and clearing away what is dead."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from zetje.lib.jobs import app
from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import Organisation


@app.task(name="people.send_sign_in", queue="urgent")
def send_sign_in(link_id: int) -> None:
    """Hand one mail that lets somebody in to whoever delivers."""
    operations.send_sign_in(link_id=link_id, now=timezone.now())


@app.task(name="people.invite_everyone", queue="plan")
def invite_everyone(organisation_id: int) -> None:
    """Ask everyone of an organisation who was never asked."""
    with tenant(organisation_id):
        organisation = Organisation.objects.get(pk=organisation_id)
        operations.invite_everyone(organisation=organisation, now=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget_old_doors", queue="plan", queueing_lock="people.forget_old_doors")
def forget_old_doors(timestamp: int) -> None:
    """Remove dead links, codes and sessions."""
    now = timezone.now()
    operations.forget_old_links(now=now)
    Session.objects.filter(expire_date__lt=now).delete()
    for organisation in Organisation.objects.all():
        with tenant(organisation.pk):
            operations.forget_old_codes(now=now)


@app.task(name="people.run_import", queue="plan")
def run_import(organisation_id: int, run_id: int, by_member_id: int | None) -> None:
    """Bring the directory to what a staff file says; safe to run again."""
    operations.run_import(
        organisation_id=organisation_id,
        run_id=run_id,
        by_member_id=by_member_id,
        now=timezone.now(),
    )


@app.periodic(cron="41 3 * * *")
@app.task(name="people.let_go", queue="plan", queueing_lock="people.let_go")
def let_go(timestamp: int) -> None:
    """Erase leavers whose time ran out, and remove old staff files and reports."""
    now = timezone.now()
    for organisation in Organisation.objects.all():
        with tenant(organisation.pk):
            operations.erase_leavers(organisation=organisation, now=now)
            operations.forget_imports(organisation=organisation, now=now)
