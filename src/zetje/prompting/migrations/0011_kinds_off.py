"""Which kinds of prompt are drawn for nobody."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prompting", "0010_in_experiment")]

    operations = [
        migrations.AddField(
            model_name="promptsettings",
            name="kinds_off",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), blank=True, default=list, size=None
            ),
        ),
    ]
