"""Whether somebody takes part in leagues, and is subscribed to the newsletter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="league",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="preferences",
            name="newsletter",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
