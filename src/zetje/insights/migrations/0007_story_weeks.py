"""What stories came to by the end of each week, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0006_out"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("story", models.BigIntegerField()),
                ("sharers", models.PositiveIntegerField()),
                ("clicks", models.PositiveIntegerField()),
                ("skips", models.PositiveIntegerField()),
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
                        fields=("organisation", "story", "week"), name="story_once_a_week"
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("insights_storyweek"),
        zetje.lib.tenancy.AppendOnly("insights_storyweek"),
    ]
