"""Row security for the codes that confirm a browser."""

from django.db import migrations

from zetje.lib.tenancy import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [RowSecurity("people_devicecode")]
