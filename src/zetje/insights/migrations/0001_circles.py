"""Circles, seats, frozen weeks and what may be shown of them, each organisation's apart."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.TextField(blank=True, default="")),
                ("language", models.TextField(blank=True, default="")),
                ("started_on", models.DateField(null=True)),
                ("block", models.BigIntegerField(default=0)),
                ("since", models.PositiveIntegerField()),
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
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
            name="FigureCell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("figure", models.TextField()),
                ("number", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField(null=True)),
                ("total", models.BigIntegerField(null=True)),
                ("words", models.TextField(blank=True, default="")),
                (
                    "blocks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
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
            name="FrozenWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("minimum", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("frozen_at", models.DateTimeField()),
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
            name="Minimum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
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
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("left", models.BooleanField(default=False)),
                ("since", models.PositiveIntegerField()),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="insights.circle",
                    ),
                ),
                (
                    "member",
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
            name="BlockWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("block", models.BigIntegerField()),
                ("team", models.BigIntegerField(default=0)),
                ("team_name", models.TextField(blank=True, default="")),
                ("country", models.TextField(blank=True, default="")),
                ("language", models.TextField(blank=True, default="")),
                ("tenure", models.TextField(blank=True, default="")),
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
                        fields=("organisation", "week", "block"), name="block_once_a_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 5)), name="block_of_five"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="circle",
            constraint=models.UniqueConstraint(fields=("organisation", "id"), name="circle_of"),
        ),
        migrations.AddIndex(
            model_name="figurecell",
            index=models.Index(fields=["organisation", "figure", "week"], name="cells_of_figure"),
        ),
        migrations.AddConstraint(
            model_name="figurecell",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week", "figure", "number"), name="cell_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("count__isnull", True),
                        ("total__isnull", True),
                        ("words__in", ["few", "most"]),
                    ),
                    models.Q(("count__isnull", False), ("total__isnull", False), ("words", "")),
                    _connector="OR",
                ),
                name="cell_has_a_count_or_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="figurecell",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__isnull", True), ("count__gte", 5), _connector="OR"),
                name="cell_of_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenweek",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week"), name="week_frozen_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minimum",
            constraint=models.UniqueConstraint(
                fields=("organisation", "version"), name="minimum_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="minimum",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 5)), name="minimum_of_five"
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["organisation", "circle"], name="seats_of_circle"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("member__isnull", False)),
                fields=("organisation", "member"),
                name="one_seat_a_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("organisation", "id"), name="seat_of"),
        ),
        zetje.lib.tenancy.RowSecurity(
            "insights_minimum",
            "insights_circle",
            "insights_seat",
            "insights_frozenweek",
            "insights_blockweek",
            "insights_figurecell",
        ),
        zetje.lib.tenancy.AppendOnly(
            "insights_frozenweek", "insights_blockweek", "insights_figurecell"
        ),
    ]
