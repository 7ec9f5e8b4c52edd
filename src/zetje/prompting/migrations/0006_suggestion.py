"""What Fogg's estimate says a person misses, in the row of where they stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("prompting", "0005_wordings"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="suggestion",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(("suggestion__in", [0, 1, 2, 3, 4])),
                name="standing_suggestion_known",
            ),
        ),
    ]
