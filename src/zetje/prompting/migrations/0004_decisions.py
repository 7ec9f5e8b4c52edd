"""The log of decisions, what came of them, the hold-out, and what was learned from it all."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_tables"),
        ("people", "0001_tables"),
        ("prompting", "0003_standing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.BigIntegerField()),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("decided_at", models.DateTimeField()),
                ("slot_at", models.DateTimeField()),
                ("outcome_until", models.DateTimeField()),
                ("reason", models.PositiveSmallIntegerField()),
                ("eligible", models.BigIntegerField()),
                ("send_chance", models.FloatField()),
                (
                    "message_chances",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), default=list, size=None
                    ),
                ),
                ("action", models.PositiveSmallIntegerField()),
                ("arm", models.TextField(blank=True, default="")),
                ("wording", models.TextField(blank=True, default="")),
                ("channel", models.TextField(blank=True, default="")),
                ("phase", models.PositiveSmallIntegerField()),
                ("dose", models.FloatField()),
                (
                    "baseline",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None
                    ),
                ),
                (
                    "advantage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), size=None
                    ),
                ),
                ("send_policy", models.TextField()),
                ("message_policy", models.TextField()),
                ("seed", models.BigIntegerField()),
                (
                    "digest",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="prompting.digest",
                    ),
                ),
                (
                    "member",
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
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DecisionOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shared", models.BooleanField()),
                ("was_sent", models.BooleanField()),
                ("price", models.FloatField()),
                ("learned_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField()),
                (
                    "decision",
                    models.OneToOneField(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcome",
                        to="prompting.decision",
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
            name="HoldOutDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_held_out", models.BooleanField()),
                ("share", models.FloatField()),
                ("drawn_at", models.DateTimeField()),
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
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("rows", models.PositiveBigIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("shares_prompted", models.PositiveBigIntegerField()),
                ("shares_silent", models.PositiveBigIntegerField()),
                ("fingerprint", models.TextField()),
                ("made_at", models.DateTimeField()),
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
            name="PolicyPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
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
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="prompting.policy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromptSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_enabled", models.BooleanField(default=True)),
                ("hold_out_share", models.FloatField(blank=True, null=True)),
                ("learning_until", models.DateField(blank=True, null=True)),
                ("learning_chance", models.FloatField(default=0.5)),
                ("least_chance", models.FloatField(default=0.1)),
                ("most_chance", models.FloatField(default=0.9)),
                (
                    "prior_mean",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "prior_deviation",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.FloatField(), blank=True, default=list, size=None
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(null=True)),
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
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["organisation", "member"], name="decisions_of_member"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("organisation", "iso_year", "iso_week", "member"),
                name="one_decision_a_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="decision_token_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                name="decision_week_is_iso",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
                ),
                name="decision_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", 0), ("send_chance__gt", 0), ("send_chance__lt", 1)),
                    models.Q(
                        models.Q(("reason", 0), _negated=True), ("action", 0), ("send_chance", 0)
                    ),
                    _connector="OR",
                ),
                name="decision_was_a_draw",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("action__gte", 1), models.Q(("arm", ""), _negated=True)),
                    models.Q(("action", 0), ("arm", "")),
                    _connector="OR",
                ),
                name="decision_arm_of_a_prompt",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome_until__gt", models.F("slot_at"))),
                name="decision_before_its_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="decisionoutcome",
            index=models.Index(fields=["organisation", "version"], name="outcome_of_version"),
        ),
        migrations.AddConstraint(
            model_name="decisionoutcome",
            constraint=models.UniqueConstraint(
                fields=("organisation", "decision"), name="one_outcome_a_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__gte", 0)), name="outcome_price"
            ),
        ),
        migrations.AddConstraint(
            model_name="holdoutdraw",
            constraint=models.UniqueConstraint(
                fields=("organisation", "member"), name="held_out_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="holdoutdraw",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gt", 0), ("share__lt", 1)), name="hold_out_was_a_draw"
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.UniqueConstraint(
                fields=("organisation", "kind", "version"), name="policy_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["send", "message"])), name="policy_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="policypart",
            constraint=models.UniqueConstraint(
                fields=("organisation", "policy", "number"), name="policy_part_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="promptsettings",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id"), name="prompt_settings_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="promptsettings",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("organisation",),
                name="one_prompt_settings",
            ),
        ),
        migrations.AddConstraint(
            model_name="promptsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hold_out_share__isnull", True),
                    models.Q(("hold_out_share__gte", 0), ("hold_out_share__lte", 0.5)),
                    _connector="OR",
                ),
                name="prompt_hold_out_is_a_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="promptsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("learning_chance__gte", models.F("least_chance")),
                    ("learning_chance__lte", models.F("most_chance")),
                    ("least_chance__gt", 0),
                    ("most_chance__gte", models.F("least_chance")),
                    ("most_chance__lt", 1),
                ),
                name="prompt_chances_leave_both_open",
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "prompting_decision",
            "prompting_decisionoutcome",
            "prompting_holdoutdraw",
            "prompting_policy",
            "prompting_policypart",
            "prompting_promptsettings",
        ),
        zetje.lib.tenancy.KeptUntilErased(
            "prompting_decision", "prompting_decisionoutcome", "prompting_holdoutdraw"
        ),
    ]
