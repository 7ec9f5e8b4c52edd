"""Which games and ways of thanking an organisation has on."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0002_feedback"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecognitionSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
                ("points", models.BooleanField(default=True)),
                ("leagues", models.BooleanField(default=True)),
                ("team_boards", models.BooleanField(default=True)),
                ("challenges", models.BooleanField(default=True)),
                ("badges", models.BooleanField(default=True)),
                ("shoutouts", models.BooleanField(default=True)),
                ("newsletter", models.BooleanField(default=True)),
                ("rewards", models.BooleanField(default=True)),
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
                        fields=("organisation", "version"), name="recognition_settings_version"
                    )
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("recognition_recognitionsettings"),
    ]
