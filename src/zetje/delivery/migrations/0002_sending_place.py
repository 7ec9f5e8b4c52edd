"""Call the note of where the installation sends from by a word of its own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        migrations.RenameModel("Post", "SendingPlace"),
        migrations.RemoveConstraint("SendingPlace", "one_post"),
        migrations.AddConstraint(
            "SendingPlace",
            models.CheckConstraint(condition=models.Q(("id", 1)), name="one_sending_place"),
        ),
    ]
