"""How the tests of imports look at a file, apply it, and read what came of it."""

from datetime import UTC, datetime

from zetje.people import operations

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEADER = "personeelsnummer;voornaam;achternaam;e-mail;team;rollen"


def look(cast, *rows, header=HEADER, complete=False):
    text = "\n".join([header, *rows])
    return operations.preview_import(
        organisation=cast.organisation,
        content=text.encode(),
        file_name="staff.csv",
        by=cast.ad,
        complete=complete,
        now=NOW,
    )


def apply(cast, run, *, leave_out=False, confirm=False, now=NOW):
    operations.request_import(
        run=run, by=cast.ad, leave_out_bad_rows=leave_out, confirm_leavers=confirm, now=now
    )
    return operations.run_import(
        organisation_id=cast.organisation.pk, run_id=run.pk, by_member_id=cast.ad.pk, now=now
    )


def bring(cast, *rows, **options):
    return apply(cast, look(cast, *rows, **options))


def counts(run):
    return {kind: number for kind, number in run.report["counts"].items() if number}


def faults(run):
    return {
        line["row"]: [fault["code"] for fault in line["faults"]] for line in run.report["refused"]
    }
