"""What readers and time are assumed to be worth, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0007_story_weeks"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assumptions",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("click_cents", models.PositiveIntegerField(null=True)),
                ("views_per_post", models.PositiveIntegerField(null=True)),
                ("thousand_views_cents", models.PositiveIntegerField(null=True)),
                ("minutes_per_post", models.PositiveIntegerField(null=True)),
                ("source", models.TextField()),
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
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "version"), name="assumptions_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="assumptions_have_a_source",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("insights_assumptions"),
        zetje.lib.tenancy.AppendOnly("insights_assumptions"),
    ]
