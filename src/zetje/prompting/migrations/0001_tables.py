"""The tables of the week that somebody is mailed, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("planned_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                ("useful_until", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
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
                "indexes": [
                    models.Index(fields=["organisation", "member"], name="digest_of_member"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["organisation", "useful_until"],
                        name="digest_to_settle",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "iso_year", "iso_week", "member"),
                        name="one_digest_a_week",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="digest_token_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                        name="digest_week_is_iso",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("useful_until__gt", models.F("send_at"))),
                        name="digest_sent_while_useful",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                (
                    "digest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="prompting.digest",
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
                (
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "story"], name="digests_of_story")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "digest", "position"), name="one_story_a_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 3)),
                        name="digest_has_three_places",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["own_team", "own_topic", "only_you", "popular", "fresh", "fits"],
                            )
                        ),
                        name="digest_story_reason_known",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("prompting_digest", "prompting_digeststory"),
    ]
