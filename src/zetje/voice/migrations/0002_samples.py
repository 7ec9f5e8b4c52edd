"""The tables of a person's voice: their samples, what they set by hand, what became of words."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import zetje.lib.tokens
from zetje.lib.tenancy import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_tables"),
        ("people", "0001_tables"),
        ("voice", "0001_language_model"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuggestionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField()),
                ("method", models.TextField(default="rules")),
                (
                    "outcome",
                    models.TextField(
                        choices=[
                            ("taken", "Taken"),
                            ("edited", "Edited"),
                            ("discarded", "Discarded"),
                        ]
                    ),
                ),
                ("noted_at", models.DateTimeField()),
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
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "story", "key"),
                        name="suggestion_note_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["taken", "edited", "discarded"])),
                        name="suggestion_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["rules", "model"])),
                        name="suggestion_method_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                (
                    "source",
                    models.TextField(
                        choices=[("pasted", "Pasted"), ("linkedin", "Linkedin"), ("share", "Share")]
                    ),
                ),
                ("text", models.TextField()),
                ("language", models.TextField(blank=True, default="")),
                ("fingerprint", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
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
                        fields=("organisation", "token"), name="voice_sample_token"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "member", "fingerprint"), name="voice_sample_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["pasted", "linkedin", "share"])),
                        name="voice_sample_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("text__regex", "\\S")),
                            models.Q(("removed_at__isnull", False), ("text", "")),
                            _connector="OR",
                        ),
                        name="voice_sample_says_something_or_is_gone",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("text"), 5000
                        ),
                        name="voice_sample_is_short",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edited", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
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
                        fields=("organisation", "member"), name="voice_settings_of_member"
                    )
                ],
            },
        ),
        RowSecurity("voice_voicesample", "voice_voicesettings", "voice_suggestionnote"),
    ]
