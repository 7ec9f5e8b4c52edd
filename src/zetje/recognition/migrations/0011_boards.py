"""The figures of a week's board, frozen each Monday, each organisation's apart."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_league_and_newsletter"),
        ("recognition", "0010_points"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("sharers", models.PositiveIntegerField()),
                ("posts", models.PositiveIntegerField()),
                ("average", models.FloatField(null=True)),
                ("goal_posts", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoardTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.PositiveIntegerField()),
                ("average", models.FloatField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="board",
            name="goal",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="recognition.collectivegoal",
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="boardteam",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="boardteam",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.team",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week"), name="one_board_a_week"
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="board_of_a_while"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardteam",
            constraint=models.UniqueConstraint(
                fields=("organisation", "week", "team"), name="team_once_on_a_board"
            ),
        ),
        zetje.lib.tenancy.RowSecurity("recognition_board", "recognition_boardteam"),
    ]
