"""The record of what happened: added to, never changed, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("person_key", models.UUIDField(null=True)),
                ("subject", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("source", models.TextField()),
                ("details", models.JSONField(default=dict)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "kind", "id"], name="event_by_kind"),
                    models.Index(fields=["organisation", "person_key"], name="event_by_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["person", "seen", "network", "system"])),
                        name="event_source_known",
                    )
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("record_event"),
        zetje.lib.tenancy.AppendOnly("record_event"),
    ]
