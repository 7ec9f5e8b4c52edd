"""What to do next: the steps of each week, who took them up, and what came of them."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0004_experiments"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="NextStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("week", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("rule", models.TextField()),
                ("key", models.TextField(blank=True, default="")),
                ("names", models.JSONField(default=list)),
                ("gain", models.FloatField(null=True)),
                ("lower", models.FloatField(null=True)),
                ("upper", models.FloatField(null=True)),
                ("unit", models.TextField(blank=True, default="")),
                ("evidence", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
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
            name="StepAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("is_taken", models.BooleanField()),
                ("week", models.PositiveIntegerField()),
                ("details", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "step",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="insights.nextstep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StepOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("verdict", models.TextField()),
                ("details", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
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
                    "step",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="insights.nextstep",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week", "place"), name="step_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="step_token_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__in", ["ease", "stories", "slow", "experiment", "thank", "leave"])
                ),
                name="step_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepact",
            constraint=models.UniqueConstraint(
                fields=("organisation", "step", "number"), name="step_act_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="stepoutcome",
            constraint=models.UniqueConstraint(
                fields=("organisation", "step"), name="step_outcome_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stepoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["rose", "fell", "chance", "hidden"])),
                name="step_verdict_known",
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "insights_nextstep", "insights_stepact", "insights_stepoutcome"
        ),
        zetje.lib.tenancy.AppendOnly("insights_nextstep", "insights_stepoutcome"),
        zetje.lib.tenancy.KeptUntilErased("insights_stepact"),
    ]
