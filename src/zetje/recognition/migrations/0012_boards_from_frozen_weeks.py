"""Boards are read from frozen weeks: what was counted for them each Monday goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recognition", "0011_boards")]

    operations = [
        migrations.DeleteModel(name="BoardTeam"),
        migrations.DeleteModel(name="Board"),
    ]
