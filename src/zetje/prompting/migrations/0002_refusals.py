"""The tables of what somebody said no to: a kind of prompt, an hour of their week."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy

_OF_MEMBER = {
    "member": models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="people.member",
    ),
    "organisation": models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="people.organisation",
    ),
}


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("prompting", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromptRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arm", models.TextField()),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                *_OF_MEMBER.items(),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "member"], name="refusals_of_member")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended__isnull", True)),
                        fields=("organisation", "member", "arm"),
                        name="arm_refused_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended__isnull", True),
                            ("ended__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="arm_refused_before_taken_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotAtThisTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("hour", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                *[(name, field.clone()) for name, field in _OF_MEMBER.items()],
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "member"], name="hours_refused_by_member")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended__isnull", True)),
                        fields=("organisation", "member", "weekday", "hour"),
                        name="hour_refused_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23), ("weekday__lte", 6)),
                        name="hour_of_a_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended__isnull", True),
                            ("ended__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="hour_refused_before_taken_back",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("prompting_promptrefusal", "prompting_notatthistime"),
    ]
