"""The tables of experts' words: who asked, what was said, and complaints about it."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("recognition", "0001_tables"),
        ("sharing", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedbackRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("by_wish", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
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
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sharing.share",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("opening", models.TextField(blank=True, default="")),
                ("text", models.TextField()),
                ("given_at", models.DateTimeField()),
                ("told_by", models.BigIntegerField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("thanked_at", models.DateTimeField(null=True)),
                (
                    "expert",
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
                    "request",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.feedbackrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeedbackReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("note", models.TextField(blank=True, default="")),
                ("reported_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(null=True)),
                (
                    "feedback",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.feedback",
                    ),
                ),
                (
                    "handled_by",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="feedback_report_token"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "feedback"), name="one_report_a_word"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("note"), 1000
                        ),
                        name="report_note_is_short",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="feedbackrequest",
            index=models.Index(fields=["organisation", "member", "asked_at"], name="ask_of_member"),
        ),
        migrations.AddConstraint(
            model_name="feedbackrequest",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="feedback_request_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("organisation", "share"),
                name="one_ask_of_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedbackrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_at__isnull", True),
                    ("taken_back_at__gte", models.F("asked_at")),
                    _connector="OR",
                ),
                name="ask_taken_back_after_it",
            ),
        ),
        migrations.AddIndex(
            model_name="feedback",
            index=models.Index(
                fields=["organisation", "expert", "given_at"], name="word_of_expert"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="feedback_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.UniqueConstraint(
                fields=("organisation", "request"), name="one_word_on_an_ask"
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("opening__in", ["", "compliment", "tip", "question"])),
                name="feedback_opening_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text__regex", "\\S"),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("text"), 1000
                    ),
                ),
                name="feedback_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("thanked_at__isnull", True), ("seen_at__isnull", False), _connector="OR"
                ),
                name="thanked_for_what_was_seen",
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_feedbackrequest", "recognition_feedback", "recognition_feedbackreport"
        ),
    ]
