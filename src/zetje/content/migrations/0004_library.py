"""A library of pictures, the colleague whom a story is about, and words to search stories by.

The words are columns that the database keeps itself: no act that changes a story can forget them,
and no model loads them. They hold the stems of both languages, since a story has wordings in both.
No index stands on them: under row security the database would not use it, because the operator that
asks is not leak-proof; the stories of one organisation are found first, by an index of theirs.
"""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens

_ACCENTS = (
    "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžșț"
)
_PLAIN = "aaaaaaceeeeiiiinoooooouuuuyyaaaccccddeeeeegggghhiiiiijkllllnnnooorrrsssstttuuuuuuwyzzzst"
_FOLD = (
    "CREATE FUNCTION content_folded(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    f"RETURN translate(lower(given), '{_ACCENTS}', '{_PLAIN}')"
)
_WORDS = (
    "CREATE FUNCTION content_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE "
    "PARALLEL SAFE RETURN to_tsvector('pg_catalog.dutch'::regconfig, content_folded(given)) || "
    "to_tsvector('pg_catalog.english'::regconfig, content_folded(given))"
)
_STORY = (
    "ALTER TABLE content_story ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(content_words(title), 'A') || setweight(content_words(topic), 'B') || "
    "setweight(content_words(summary), 'C')) STORED"
)
_VARIANT = (
    "ALTER TABLE content_variant ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(content_words(text), 'D')) STORED"
)
# A picture that stories show already is described there.
_DESCRIBE = (
    "UPDATE content_picture SET description = told.picture_alt FROM (SELECT DISTINCT ON "
    "(picture_id) picture_id, picture_alt FROM content_story WHERE picture_id IS NOT NULL "
    "ORDER BY picture_id, id) told WHERE told.picture_id = content_picture.id"
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_tables"),
        ("content", "0003_workflow"),
    ]

    operations = [
        migrations.RunSQL(_FOLD, "DROP FUNCTION content_folded(text)"),
        migrations.RunSQL(_WORDS, "DROP FUNCTION content_words(text)"),
        migrations.RunSQL(_STORY, "ALTER TABLE content_story DROP COLUMN words"),
        migrations.RunSQL(_VARIANT, "ALTER TABLE content_variant DROP COLUMN words"),
        migrations.AddField(
            model_name="picture",
            name="description",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="picture",
            name="credit",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="picture",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.member",
            ),
        ),
        migrations.RunSQL(_DESCRIBE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="StoryColleague",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("name", models.TextField(blank=True, default="")),
                ("post", models.TextField(blank=True, default="")),
                ("post_network", models.TextField(blank=True, default="")),
                ("remark", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="colleague",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="story_colleague_token_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "story"), name="story_colleague_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member__isnull", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="story_colleague_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at__isnull", True),
                            ("declined_at__isnull", True),
                            _connector="OR",
                        ),
                        name="story_colleague_says_one_thing",
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["organisation", "member"], name="story_colleague_by_member"
                    )
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity("content_storycolleague"),
    ]
