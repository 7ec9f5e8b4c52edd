"""The table of an organisation's own ways to say a prompt."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens

_ARMS = [
    "neutral",
    "social_proof",
    "streak",
    "personal_benefit",
    "success_story",
    "expert_example",
    "recognition",
    "fresh_story",
    "fresh_start",
]


def _member() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to="people.member",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("prompting", "0004_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("arm", models.TextField()),
                ("language", models.TextField()),
                ("subject", models.TextField()),
                ("lead", models.TextField()),
                ("title", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("written_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                ("retired_by", _member()),
                ("written_by", _member()),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="wording_token_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("organisation", "arm", "language", "subject", "lead"),
                        name="wording_said_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("arm__in", _ARMS)), name="wording_of_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ("nl", "en"))),
                        name="wording_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__regex", "\\S"), ("lead__regex", "\\S")),
                        name="wording_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at__isnull", True),
                            ("retired_at__gte", models.F("written_at")),
                            _connector="OR",
                        ),
                        name="wording_retired_after_written",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("prompting_ownwording"),
    ]
