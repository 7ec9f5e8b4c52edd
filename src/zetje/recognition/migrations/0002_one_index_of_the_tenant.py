"""Leave the organisation to the indexes that begin with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_one_index_of_the_tenant"),
        ("recognition", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="chainweek",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="quietweek",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="restweek",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="restweek",
            constraint=models.UniqueConstraint(
                fields=("organisation", "id"), name="rest_week_of_tenant"
            ),
        ),
    ]
