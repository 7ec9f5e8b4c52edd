"""Which notice tells the words of another too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_channels"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="told_with",
            field=models.BigIntegerField(null=True),
        ),
    ]
