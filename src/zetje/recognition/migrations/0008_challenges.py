"""The tables of challenges and of points that wait for a word about them."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0007_leagues"),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("name", models.TextField()),
                ("about", models.TextField(blank=True, default="")),
                ("kind", models.TextField(choices=[("teams", "Teams"), ("goal", "Goal")])),
                ("goal", models.PositiveIntegerField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("announced_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "made_by",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChallengeAbsence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stays_out_at", models.DateTimeField()),
                (
                    "challenge",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="recognition.challenge",
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
            name="ChallengeTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                (
                    "challenge",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="recognition.challenge",
                    ),
                ),
                (
                    "joined_by",
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
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("rule", models.TextField()),
                ("week", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
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
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["organisation", "ends_on"], name="challenge_by_end"),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="challenge_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["teams", "goal"])), name="challenge_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__iso_week_day", 7),
                    ("starts_on__iso_week_day", 1),
                    ("ends_on__gt", models.F("starts_on")),
                ),
                name="challenge_of_whole_weeks",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("goal__gt", 0), ("kind", "goal")),
                    models.Q(("goal__isnull", True), ("kind", "teams")),
                    _connector="OR",
                ),
                name="challenge_goal_where_it_has_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="challenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name__regex", "\\S"),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("name"), 60
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("about"), 400
                    ),
                ),
                name="challenge_says_little",
            ),
        ),
        migrations.AddConstraint(
            model_name="challengeabsence",
            constraint=models.UniqueConstraint(
                fields=("organisation", "challenge", "member"), name="out_of_challenge_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="challengeteam",
            constraint=models.UniqueConstraint(
                fields=("organisation", "challenge", "team"), name="team_in_challenge_once"
            ),
        ),
        migrations.AddIndex(
            model_name="pointcase",
            index=models.Index(
                fields=["organisation", "outcome", "opened_at"], name="case_by_outcome"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointcase",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="point_case_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointcase",
            constraint=models.UniqueConstraint(
                fields=("organisation", "member", "rule", "week"), name="one_case_a_rule_and_week"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["scripted", "burst", "ring", "even", "alike"])),
                name="point_case_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("outcome", "")),
                    models.Q(("decided_at__isnull", False), ("outcome__in", ["released", "kept"])),
                    _connector="OR",
                ),
                name="point_case_decided_or_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointcase",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("answer"), 600
                ),
                name="point_case_answer_is_short",
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_pointcase",
            "recognition_challenge",
            "recognition_challengeteam",
            "recognition_challengeabsence",
        ),
    ]
