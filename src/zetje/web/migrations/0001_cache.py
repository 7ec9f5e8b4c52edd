"""The table behind Django's database cache, which holds rate limits for every machine at once."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_tables")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE web_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX web_cache_expires ON web_cache (expires);
            """,
            "DROP TABLE web_cache",
        )
    ]
