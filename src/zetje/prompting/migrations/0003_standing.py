"""The tables of how far sharing is somebody's own, and of what chance kept free of prompts."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy


def _key() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _belongs() -> list[tuple[str, models.Field]]:
    return [
        (
            name,
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=f"people.{name}",
            ),
        )
        for name in ("member", "organisation")
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("prompting", "0002_refusals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                _key(),
                ("phase", models.PositiveSmallIntegerField()),
                ("habit_strength", models.FloatField()),
                ("counted_at", models.DateTimeField()),
                *_belongs(),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "member"), name="one_standing"),
                    models.CheckConstraint(
                        condition=models.Q(("phase__in", [1, 2, 3, 4, 5])),
                        name="standing_phase_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("habit_strength__gte", 0), ("habit_strength__lte", 1)),
                        name="standing_strength_is_a_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProbeDraw",
            fields=[
                _key(),
                ("iso_year", models.PositiveSmallIntegerField()),
                ("iso_week", models.PositiveSmallIntegerField()),
                ("probability", models.FloatField()),
                ("is_free", models.BooleanField()),
                ("drawn_at", models.DateTimeField()),
                *_belongs(),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "iso_year", "iso_week"),
                        name="probe_drawn_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iso_week__gte", 1), ("iso_week__lte", 53)),
                        name="probe_week_is_iso",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("probability__gt", 0), ("probability__lt", 1)),
                        name="probe_was_a_draw",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WhyAnswer",
            fields=[
                _key(),
                ("answer", models.TextField(blank=True, default="")),
                ("own_words", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField()),
                *_belongs(),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "member"), name="one_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["", "craft", "people", "proud", "colleagues"])
                        ),
                        name="why_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), _negated=True),
                            models.Q(("own_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="why_says_something",
                    ),
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity(
            "prompting_standing", "prompting_probedraw", "prompting_whyanswer"
        ),
    ]
