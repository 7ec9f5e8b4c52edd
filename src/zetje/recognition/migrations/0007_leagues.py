"""The tables of ranks, leagues and the collective goal, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0006_badges"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectiveGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.PositiveIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("thanks", models.TextField(blank=True, default="")),
                ("set_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(null=True)),
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
                    "set_by",
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "id"), name="goal_of_tenant"),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("organisation",),
                        name="one_goal_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")), ("target__gte", 1)
                        ),
                        name="goal_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeagueSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("league", models.PositiveIntegerField()),
                ("wind", models.PositiveSmallIntegerField()),
                ("seated_at", models.DateTimeField()),
                ("rose", models.BooleanField(null=True)),
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
                "indexes": [
                    models.Index(fields=["organisation", "week", "league"], name="seats_of_league")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "week"), name="one_seat_a_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wind__gte", 1), ("wind__lte", 8)), name="wind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("bucket", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
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
                        fields=("organisation", "week", "level", "bucket"), name="rank_bucket_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__lt", 4)), name="rank_level_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RankedWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("points", models.PositiveIntegerField()),
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
                "indexes": [
                    models.Index(
                        fields=["organisation", "week", "points", "member"], name="rank_order"
                    ),
                    models.Index(fields=["organisation", "member", "week"], name="ranks_of_member"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "week", "member"), name="ranked_once_a_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 1), ("points__lte", 16777215)),
                        name="ranked_by_points",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_rankedweek",
            "recognition_rankcount",
            "recognition_leagueseat",
            "recognition_collectivegoal",
        ),
    ]
