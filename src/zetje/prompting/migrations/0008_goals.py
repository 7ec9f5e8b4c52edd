"""What members want out of sharing for themselves."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("prompting", "0007_pinned_reason"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("chosen_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "kind"), name="goal_chosen_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["visibility", "expertise", "network", "helping"])
                        ),
                        name="goal_known",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("prompting_goal"),
    ]
