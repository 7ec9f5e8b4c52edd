"""Keeps own words about a story that were not posted yet."""

import django.db.models.deletion
from django.db import migrations, models

from zetje.lib.tenancy import RowSecurity


def _owner(to: str, **options: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=to, **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_tables"),
        ("people", "0001_tables"),
        ("sharing", "0002_ideas"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.TextField()),
                ("text", models.TextField()),
                ("kept_at", models.DateTimeField()),
                ("member", _owner("people.member", db_index=False)),
                ("organisation", _owner("people.organisation", db_index=False)),
                ("story", _owner("content.story")),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "story"), name="kept_text_once"
                    )
                ],
            },
        ),
        RowSecurity("sharing_kepttext"),
    ]
