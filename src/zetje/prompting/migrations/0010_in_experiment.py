"""One more reason to be silent: an experiment drew a week without prompts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prompting", "0009_easing")]

    operations = [
        migrations.RemoveConstraint(model_name="decision", name="decision_reason_known"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
                ),
                name="decision_reason_known",
            ),
        ),
    ]
