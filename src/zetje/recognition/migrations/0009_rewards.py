"""The tables of rewards: rules, rounds, awards, vouchers, and the ledger for payroll."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_lawfulness"),
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0008_challenges"),
    ]

    operations = [
        migrations.CreateModel(
            name="RewardRound",
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
                ("seed_hash", models.TextField()),
                ("sealed_seed", models.BinaryField()),
                ("seed", models.TextField(blank=True, default="")),
                ("opened_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField(null=True)),
                ("entrants", models.PositiveIntegerField(default=0)),
                ("approved_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "declined_by",
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
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("place", models.PositiveSmallIntegerField(default=1)),
                ("value_cents", models.PositiveIntegerField()),
                ("measure", models.PositiveIntegerField(default=0)),
                ("ticket", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("words", models.TextField(blank=True, default="")),
                ("press", models.TextField(blank=True, default="")),
                ("chosen_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("claim_until", models.DateTimeField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("expired_at", models.DateTimeField(null=True)),
                (
                    "given_by",
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
                        null=True,
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.story",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to="recognition.rewardround",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RewardRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("kind", models.TextField()),
                ("period", models.TextField(blank=True, default="")),
                ("prize_nl", models.TextField()),
                ("prize_en", models.TextField()),
                ("note_nl", models.TextField(blank=True, default="")),
                ("note_en", models.TextField(blank=True, default="")),
                ("value_cents", models.PositiveIntegerField()),
                ("budget_cents", models.PositiveIntegerField()),
                ("spent_cents", models.IntegerField(default=0)),
                ("winners", models.PositiveSmallIntegerField(default=1)),
                ("rest_rounds", models.PositiveSmallIntegerField(default=2)),
                ("threshold", models.PositiveIntegerField(default=0)),
                ("per_share", models.BooleanField(default=False)),
                ("warned_at", models.DateTimeField(null=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
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
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "stopped_by",
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
        migrations.AddField(
            model_name="rewardround",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rounds",
                to="recognition.rewardrule",
            ),
        ),
        migrations.CreateModel(
            name="RewardEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("cents", models.IntegerField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="recognition.award",
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
                    "rule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.rewardrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="award",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="recognition.rewardrule",
            ),
        ),
        migrations.CreateModel(
            name="VoucherBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("name", models.TextField()),
                ("value_cents", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                (
                    "imported_by",
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
            name="Voucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed_code", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("expires_on", models.DateField(null=True)),
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
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vouchers",
                        to="recognition.voucherbatch",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="rewardrule",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="recognition.voucherbatch",
            ),
        ),
        migrations.CreateModel(
            name="VoucherIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("issued_at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="recognition.award",
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
                    "voucher",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="recognition.voucher",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="rewardround",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="reward_round_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardround",
            constraint=models.UniqueConstraint(
                fields=("organisation", "rule", "starts_on"), name="one_round_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("drawn_at__isnull", True), ("seed", "")),
                    models.Q(("drawn_at__isnull", False), models.Q(("seed", ""), _negated=True)),
                    _connector="OR",
                ),
                name="seed_told_with_the_draw",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("declined_at__isnull", True)),
                    models.Q(("approved_at__isnull", True), ("drawn_at__isnull", False)),
                    models.Q(("declined_at__isnull", True), ("drawn_at__isnull", False)),
                    _connector="OR",
                ),
                name="round_decided_once_drawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardround",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="round_ends_after_start",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardentry",
            index=models.Index(fields=["organisation", "rule", "on"], name="ledger_of_rule"),
        ),
        migrations.AddConstraint(
            model_name="rewardentry",
            constraint=models.UniqueConstraint(
                fields=("organisation", "award", "kind", "number"), name="ledger_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["granted", "claimed", "declined", "expired", "reissued"])
                ),
                name="ledger_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(
                fields=["organisation", "member", "chosen_at"], name="award_of_member"
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["organisation", "rule", "chosen_at"], name="award_of_rule"),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="award_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("round__isnull", False), ("withdrawn_at__isnull", True)),
                fields=("organisation", "round", "place"),
                name="one_award_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("member__isnull", False), ("round__isnull", False)),
                fields=("organisation", "round", "member"),
                name="one_award_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.UniqueConstraint(
                condition=models.Q(("press", ""), _negated=True),
                fields=("organisation", "rule", "press"),
                name="thanks_given_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("value_cents__gte", 1)),
                name="award_worth_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("round__isnull", False)),
                    models.Q(
                        ("measure", 0),
                        ("reason__in", ["helped", "welcomed", "organised", "stood_in", "kind"]),
                        ("round__isnull", True),
                        ("story__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="thanks_never_for_a_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at__isnull", False),
                    models.Q(
                        ("claimed_at__isnull", True),
                        ("declined_at__isnull", True),
                        ("expired_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="award_approved_before_claimed",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at__isnull", True), ("declined_at__isnull", True)),
                    models.Q(("claimed_at__isnull", True), ("expired_at__isnull", True)),
                    models.Q(("declined_at__isnull", True), ("expired_at__isnull", True)),
                    _connector="OR",
                ),
                name="award_ends_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), ("approved_at__isnull", True), _connector="OR"
                ),
                name="award_withdrawn_unapproved",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherbatch",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="voucher_batch_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherbatch",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"), name="voucher_batch_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="voucher_batch_named"
            ),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(fields=["organisation", "batch", "id"], name="voucher_of_batch"),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                fields=("organisation", "digest"), name="voucher_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.UniqueConstraint(
                fields=("organisation", "token"), name="reward_rule_token"
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["passed_on", "draw", "fair_clicks", "goal", "each", "thanks"])
                ),
                name="reward_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "thanks"), ("period", "")),
                    models.Q(
                        models.Q(("kind", "thanks"), _negated=True),
                        ("period__in", ["week", "month", "quarter"]),
                    ),
                    _connector="OR",
                ),
                name="reward_period_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("spent_cents__gte", 0), ("spent_cents__lte", models.F("budget_cents"))
                ),
                name="reward_budget_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value_cents__gte", 1), ("winners__gte", 1), ("winners__lte", 50)
                ),
                name="reward_worth_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    ("proposed_by__isnull", True),
                    models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="reward_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("per_share", False), models.Q(("kind", "each"), _negated=True)),
                    ("warned_at__isnull", False),
                    _connector="OR",
                ),
                name="reward_per_share_warned",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="reward_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherissue",
            constraint=models.UniqueConstraint(
                fields=("organisation", "voucher"), name="voucher_issued_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherissue",
            constraint=models.UniqueConstraint(
                fields=("organisation", "award", "number"), name="one_voucher_at_a_time"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_award",
            "recognition_rewardentry",
            "recognition_rewardround",
            "recognition_rewardrule",
            "recognition_voucher",
            "recognition_voucherbatch",
            "recognition_voucherissue",
        ),
        zetje.lib.tenancy.KeptUntilErased("recognition_rewardentry", "recognition_voucherissue"),
    ]
