"""Experiments: frozen protocols, drawn sides, stops; kept until somebody in them is erased."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0003_tallies"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Experiment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("template", models.TextField()),
                ("option", models.TextField(blank=True, default="")),
                ("starts_week", models.PositiveIntegerField()),
                ("ends_week", models.PositiveIntegerField()),
                ("protocol", models.TextField()),
                ("protocol_hash", models.TextField()),
                ("seed", models.TextField()),
                ("started_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExperimentPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team", models.PositiveBigIntegerField()),
                ("side", models.PositiveSmallIntegerField()),
                (
                    "experiment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="insights.experiment",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.member",
                    ),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="ExperimentStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stopped_at", models.DateTimeField()),
                ("week", models.PositiveIntegerField()),
                (
                    "experiment",
                    models.OneToOneField(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stop",
                        to="insights.experiment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExperimentTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team", models.PositiveBigIntegerField()),
                ("name", models.TextField()),
                ("side", models.PositiveSmallIntegerField()),
                (
                    "experiment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="insights.experiment",
                    ),
                ),
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
            },
        ),
        migrations.AddConstraint(
            model_name="experiment",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="experiment_token_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="experiment",
            constraint=models.UniqueConstraint(
                fields=("organisation", "seed"), name="experiment_seed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="experiment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("template__in", ["reminders_game", "staggered", "wording", "slot", "reward"])
                ),
                name="experiment_template_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="experiment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_week__gt", models.F("starts_week"))),
                name="experiment_lasts",
            ),
        ),
        migrations.AddIndex(
            model_name="experimentperson",
            index=models.Index(fields=["organisation", "member"], name="experiments_of_member"),
        ),
        migrations.AddConstraint(
            model_name="experimentperson",
            constraint=models.UniqueConstraint(
                fields=("organisation", "experiment", "member"), name="experiment_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="experimentstop",
            constraint=models.UniqueConstraint(
                fields=("organisation", "experiment"), name="experiment_stopped_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="experimentteam",
            constraint=models.UniqueConstraint(
                fields=("organisation", "experiment", "team"), name="experiment_team_once"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "insights_experiment",
            "insights_experimentperson",
            "insights_experimentstop",
            "insights_experimentteam",
        ),
        zetje.lib.tenancy.AppendOnly("insights_experimentteam"),
        zetje.lib.tenancy.KeptUntilErased(
            "insights_experiment", "insights_experimentperson", "insights_experimentstop"
        ),
    ]
