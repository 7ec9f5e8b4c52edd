"""A share, and its link, may be of an idea of a member's own instead of a story."""

import django.db.models.deletion
from django.db import migrations, models

_STORY = models.ForeignKey(
    null=True,
    on_delete=django.db.models.deletion.CASCADE,
    related_name="+",
    to="content.story",
)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_tables"),
        ("sharing", "0001_tables"),
    ]

    operations = [
        migrations.AlterField(model_name="link", name="story", field=_STORY),
        migrations.AlterField(model_name="share", name="story", field=_STORY.clone()),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(("story__isnull", False), ("own_words", True), _connector="OR"),
                name="idea_in_own_words",
            ),
        ),
    ]
