"""The tables of the language model: what it is, what was used of it, and recent answers."""

import django.db.models.deletion
from django.db import migrations, models

from zetje.lib.tenancy import RowSecurity


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ModelAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.TextField()),
                ("answer", models.TextField()),
                ("answered_at", models.DateTimeField()),
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
                        fields=["organisation", "answered_at"], name="model_answers_by_age"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "digest"), name="model_answer_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelSetup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.TextField(blank=True, default="")),
                ("model", models.TextField(blank=True, default="")),
                ("sealed_key", models.BinaryField()),
                ("tokens_per_month", models.PositiveIntegerField()),
                ("marks_every_post", models.BooleanField(default=False)),
                ("set_up_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("faults_in_a_row", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(null=True)),
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
                    "set_up_by",
                    models.ForeignKey(
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
                    models.UniqueConstraint(
                        fields=("organisation", "id"), name="model_setup_of_tenant"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("organisation",),
                        name="model_set_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address", ""),
                            ("address__regex", "^https?://[^\\s\\\\]+$"),
                            _connector="OR",
                        ),
                        name="model_address_is_web",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("address", ""), models.Q(("model", ""), _negated=True), _connector="OR"
                        ),
                        name="model_address_has_model",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ModelUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("asks", models.PositiveIntegerField(default=0)),
                ("tokens", models.PositiveBigIntegerField(default=0)),
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
                        fields=("organisation", "month"), name="model_use_of_month"
                    )
                ],
            },
        ),
        RowSecurity("voice_modelanswer", "voice_modelsetup", "voice_modeluse"),
    ]
