"""The tables of chains of weeks, each organisation's apart."""

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
            name="ChainWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("state", models.TextField()),
                ("reason", models.TextField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "iso_year", "iso_week"),
                        name="chain_week_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["shared", "rest", "gap", "open"])),
                        name="chain_week_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                        name="chain_week_is_iso",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuietWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("noted_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "iso_year", "iso_week"),
                        name="quiet_week_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                        name="quiet_week_is_iso",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("taken_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="rest_week_of_tenant"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("organisation", "member", "iso_year", "iso_week"),
                        name="rest_week_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                        name="rest_week_is_iso",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_chainweek", "recognition_quietweek", "recognition_restweek"
        ),
    ]
