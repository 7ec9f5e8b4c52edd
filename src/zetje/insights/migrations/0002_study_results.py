"""What studies of a whole organisation found, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0001_circles"),
        ("people", "0002_league_and_newsletter"),
    ]

    operations = [
        migrations.CreateModel(
            name="StudyResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("study", models.TextField()),
                ("people", models.PositiveIntegerField()),
                ("details", models.JSONField()),
                ("studied_at", models.DateTimeField()),
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
                        fields=("organisation", "study", "week"), name="study_once_a_week"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 50)), name="study_of_fifty"
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("insights_studyresult"),
        zetje.lib.tenancy.AppendOnly("insights_studyresult"),
    ]
