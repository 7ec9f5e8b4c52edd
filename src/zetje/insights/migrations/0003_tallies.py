"""What each person did in each week, added up from the event record."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0002_study_results"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField()),
                ("week", models.PositiveIntegerField()),
                ("choices", models.IntegerField()),
                ("skips", models.IntegerField()),
                ("starts", models.IntegerField()),
                ("shares", models.IntegerField()),
                ("own_words", models.IntegerField()),
                ("clicks", models.IntegerField()),
                ("opens", models.IntegerField()),
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "week", "person"), name="tally_once_a_week"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen", models.BigIntegerField()),
                ("settled", models.BigIntegerField()),
                ("seen_at", models.DateTimeField()),
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
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="tally_mark_of")
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("insights_tally", "insights_tallymark"),
    ]
