"""A story can be in the weekly three because editors pinned it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prompting", "0006_suggestion"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="digeststory",
            name="digest_story_reason_known",
        ),
        migrations.AddConstraint(
            model_name="digeststory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__in",
                        ["own_team", "own_topic", "pinned", "only_you", "popular", "fresh", "fits"],
                    )
                ),
                name="digest_story_reason_known",
            ),
        ),
    ]
