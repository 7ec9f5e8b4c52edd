"""The tables of shout-outs: who thanked whom, who thanked along, and complaints about it."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0003_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shoutout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("kind", models.TextField()),
                ("subject", models.TextField(blank=True, default="")),
                ("text_nl", models.TextField(blank=True, default="")),
                ("text_en", models.TextField(blank=True, default="")),
                ("given_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="ShoutoutReport",
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
                (
                    "shoutout",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.shoutout",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShoutoutThanks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("thanked_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
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
                    "shoutout",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks",
                        to="recognition.shoutout",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="shoutout",
            index=models.Index(
                fields=["organisation", "member", "given_at"], name="shoutout_of_member"
            ),
        ),
        migrations.AddIndex(
            model_name="shoutout",
            index=models.Index(
                fields=["organisation", "giver", "given_at"], name="shoutout_of_giver"
            ),
        ),
        migrations.AddIndex(
            model_name="shoutout",
            index=models.Index(
                condition=models.Q(("agreed_at__isnull", False), ("taken_back_at__isnull", True)),
                fields=["organisation", "agreed_at"],
                name="shoutout_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="shoutout_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("subject", ""), _negated=True), ("taken_back_at__isnull", True)
                ),
                fields=("organisation", "member", "subject"),
                name="one_shoutout_of_a_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["hand", "helper", "post", "tip", "word"])),
                name="shoutout_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text_nl__regex", "\\S"), ("text_en__regex", "\\S"), _connector="OR"
                ),
                name="shoutout_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("text_nl"), 400
                    ),
                    django.db.models.lookups.LessThanOrEqual(
                        django.db.models.functions.text.Length("text_en"), 400
                    ),
                ),
                name="shoutout_is_short",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_at__isnull", True), ("declined_at__isnull", True), _connector="OR"
                ),
                name="shoutout_says_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("giver__isnull", True),
                    models.Q(("giver", models.F("member")), _negated=True),
                    _connector="OR",
                ),
                name="shoutout_for_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutoutreport",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="shoutout_report_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutoutreport",
            constraint=models.UniqueConstraint(
                fields=("organisation", "shoutout"), name="one_report_a_shoutout"
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutoutreport",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("note"), 400
                ),
                name="shoutout_report_is_short",
            ),
        ),
        migrations.AddConstraint(
            model_name="shoutoutthanks",
            constraint=models.UniqueConstraint(
                fields=("organisation", "shoutout", "member"), name="thanks_once"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_shoutout",
            "recognition_shoutoutthanks",
            "recognition_shoutoutreport",
        ),
    ]
