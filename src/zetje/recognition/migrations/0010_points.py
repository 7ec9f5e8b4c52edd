"""The ledger of points: rules, posts and deeds that earn, lines, lines that wait, and sums."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0009_rewards"),
    ]

    operations = [
        migrations.CreateModel(
            name="PointDeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField()),
                ("event", models.BigIntegerField()),
                ("kind", models.TextField()),
                ("subject", models.TextField()),
                ("share", models.BigIntegerField(default=0)),
                ("by", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("week", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", models.BigIntegerField()),
                ("held_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointHoldEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kept_out", models.BooleanField()),
                ("ended_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField()),
                ("event", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("subject", models.TextField()),
                ("network", models.TextField(blank=True, default="")),
                ("amount", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                ("week", models.PositiveIntegerField()),
                ("turn", models.PositiveSmallIntegerField(default=0)),
                ("cause", models.TextField(blank=True, default="")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField()),
                ("event", models.BigIntegerField()),
                ("share", models.BigIntegerField()),
                ("link", models.BigIntegerField(null=True)),
                ("story", models.BigIntegerField(null=True)),
                ("network", models.TextField()),
                ("own_words", models.BooleanField()),
                ("started_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField()),
                ("time_zone", models.TextField()),
                ("week", models.PositiveIntegerField()),
                ("usual", models.FloatField()),
                ("certainty", models.FloatField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("from_week", models.PositiveIntegerField()),
                ("values", models.JSONField(default=dict)),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("points", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="pointdeed",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="pointdeed",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointhold",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointholdend",
            name="hold",
            field=models.OneToOneField(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="end",
                to="recognition.pointhold",
            ),
        ),
        migrations.AddField(
            model_name="pointholdend",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointline",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="pointline",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointline",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="recognition.pointline",
            ),
        ),
        migrations.AddField(
            model_name="pointhold",
            name="line",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holds",
                to="recognition.pointline",
            ),
        ),
        migrations.AddField(
            model_name="pointpost",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="pointpost",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointrules",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="pointrules",
            name="set_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="pointweek",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.AddField(
            model_name="pointweek",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="pointdeed",
            index=models.Index(fields=["organisation", "person", "week"], name="point_deeds_of"),
        ),
        migrations.AddIndex(
            model_name="pointdeed",
            index=models.Index(fields=["organisation", "share"], name="point_deed_by_share"),
        ),
        migrations.AddConstraint(
            model_name="pointdeed",
            constraint=models.UniqueConstraint(
                fields=("organisation", "event", "kind", "subject"), name="point_deed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointdeed",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["tip", "help"])), name="point_deed_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointholdend",
            constraint=models.UniqueConstraint(
                fields=("organisation", "hold"), name="hold_ended_once"
            ),
        ),
        migrations.AddIndex(
            model_name="pointline",
            index=models.Index(
                fields=["organisation", "person", "week"], name="point_lines_of_week"
            ),
        ),
        migrations.AddIndex(
            model_name="pointline",
            index=models.Index(
                fields=["organisation", "member", "at"], name="point_lines_of_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undoes__isnull", True)),
                fields=("organisation", "event", "reason", "subject", "week", "turn"),
                name="point_line_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["share", "own_words", "readers", "tip", "help"])
                ),
                name="point_line_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("cause", ""), ("undoes__isnull", True)),
                    models.Q(
                        ("amount__lt", 0),
                        ("cause__in", ["taken_back", "not_counted", "moved", "kept_out"]),
                        ("undoes__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="point_line_gives_or_takes_back",
            ),
        ),
        migrations.AddIndex(
            model_name="pointhold",
            index=models.Index(fields=["organisation", "case"], name="holds_of_case"),
        ),
        migrations.AddConstraint(
            model_name="pointhold",
            constraint=models.UniqueConstraint(
                fields=("organisation", "line", "case"), name="held_once"
            ),
        ),
        migrations.AddIndex(
            model_name="pointpost",
            index=models.Index(fields=["organisation", "person", "week"], name="point_posts_of"),
        ),
        migrations.AddIndex(
            model_name="pointpost",
            index=models.Index(fields=["organisation", "link"], name="point_post_by_link"),
        ),
        migrations.AddIndex(
            model_name="pointpost",
            index=models.Index(fields=["organisation", "share"], name="point_post_by_share"),
        ),
        migrations.AddConstraint(
            model_name="pointpost",
            constraint=models.UniqueConstraint(
                fields=("organisation", "event"), name="point_post_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointpost",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__gte", 0), ("usual__gte", 0)),
                name="point_post_usual",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointrules",
            constraint=models.UniqueConstraint(
                fields=("organisation", "version"), name="point_rules_version"
            ),
        ),
        migrations.AddIndex(
            model_name="pointweek",
            index=models.Index(fields=["organisation", "member", "week"], name="weeks_of_member"),
        ),
        migrations.AddConstraint(
            model_name="pointweek",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week", "member"), name="point_week_once"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "recognition_pointrules",
            "recognition_pointpost",
            "recognition_pointdeed",
            "recognition_pointline",
            "recognition_pointhold",
            "recognition_pointholdend",
            "recognition_pointweek",
        ),
        zetje.lib.tenancy.KeptUntilErased(
            "recognition_pointrules",
            "recognition_pointpost",
            "recognition_pointdeed",
            "recognition_pointline",
            "recognition_pointhold",
            "recognition_pointholdend",
        ),
    ]
