"""The internal newsletter: its plan, its editions with their blocks, and its feeds."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0004_shoutouts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("figures", models.JSONField(default=dict)),
                ("stories", models.JSONField(default=list)),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "sent_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EditionBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("position", models.PositiveSmallIntegerField()),
                ("is_shown", models.BooleanField(default=True)),
                ("heading_nl", models.TextField(blank=True, default="")),
                ("heading_en", models.TextField(blank=True, default="")),
                ("text_nl", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="recognition.edition",
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
            },
        ),
        migrations.CreateModel(
            name="NewsletterFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
            },
        ),
        migrations.CreateModel(
            name="NewsletterPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("rhythm", models.TextField()),
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
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="edition_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("organisation", "starts_on"), name="edition_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("organisation", "ends_on"), name="edition_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="edition_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionblock",
            constraint=models.UniqueConstraint(
                fields=("organisation", "edition", "kind"), name="one_block_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ("opening", "shoutouts", "stories", "numbers", "challenge", "own", "next"),
                    )
                ),
                name="block_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletterfeed",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id"), name="newsletter_feed_of"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletterfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("organisation", "language"),
                name="one_open_feed_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletterfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("nl", "en"))), name="newsletter_feed_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletterplan",
            constraint=models.UniqueConstraint(
                fields=("organisation", "version"), name="newsletter_plan_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsletterplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("rhythm__in", ["", "weekly", "monthly"])),
                name="newsletter_rhythm_known",
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_newsletterplan",
            "recognition_edition",
            "recognition_editionblock",
            "recognition_newsletterfeed",
        ),
    ]
