"""The tables of links, choices and shares, each organisation's apart, and the link door's way in."""

import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens
import zetje.sharing.models.links

# What the link door may read, and how it hears of changes (`sharing/door/database.py`).
DOOR_ROLE = """
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zetje_links') THEN
            CREATE ROLE zetje_links NOLOGIN NOSUPERUSER NOBYPASSRLS;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$;
    DO $$ BEGIN
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            GRANT zetje_links TO CURRENT_USER;
        END IF;
    END $$;
    GRANT USAGE ON SCHEMA public TO zetje_links;
    GRANT SELECT (id, organisation_id, code, target, withdrawn_at) ON sharing_link TO zetje_links;
    CREATE POLICY door ON sharing_link FOR SELECT TO zetje_links USING (true);
"""
DOOR_ROLE_BACK = """
    DROP POLICY door ON sharing_link;
    REVOKE ALL ON sharing_link FROM zetje_links;
    REVOKE USAGE ON SCHEMA public FROM zetje_links;
"""
# A notice holds less than 8,000 bytes: 200 codes fit, however long they may be.
NOTICES = """
    CREATE FUNCTION sharing_link_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE codes text;
    BEGIN
        FOR codes IN
            SELECT string_agg(code, ',')
            FROM (SELECT code, (row_number() OVER () - 1) / 200 AS part FROM changed) AS numbered
            GROUP BY part
        LOOP
            PERFORM pg_notify('zetje_links', codes);
        END LOOP;
        RETURN NULL;
    END $$;
    CREATE TRIGGER tell_door_of_new AFTER INSERT ON sharing_link
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sharing_link_changed();
    CREATE TRIGGER tell_door_of_changed AFTER UPDATE ON sharing_link
        REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sharing_link_changed();
    CREATE TRIGGER tell_door_of_gone AFTER DELETE ON sharing_link
        REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sharing_link_changed();
"""
NOTICES_BACK = """
    DROP TRIGGER tell_door_of_new ON sharing_link;
    DROP TRIGGER tell_door_of_changed ON sharing_link;
    DROP TRIGGER tell_door_of_gone ON sharing_link;
    DROP FUNCTION sharing_link_changed();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.TextField(default=zetje.sharing.models.links.random_code, unique=True),
                ),
                ("network", models.TextField(blank=True, default="")),
                ("target", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "story"], name="link_of_story"),
                    models.Index(fields=["organisation", "member"], name="link_of_member"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "code"), name="link_code_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("organisation", "member", "story", "network"),
                        name="one_living_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Za-z0-9_-]{11,32}$")),
                        name="link_code_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__regex", "^https?://[!-\\[\\]-~]+$")),
                        name="link_target_is_web",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharerHash",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("visitor", models.BinaryField()),
                (
                    "member",
                    models.ForeignKey(
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "member", "day", "visitor"), name="sharer_hash_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.TextField()),
                ("count", models.BigIntegerField(default=0)),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "story", "what"), name="story_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordingNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wording", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "wording"], name="numbers_of_wording")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "number", "wording"), name="wording_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("copy", "Copy"),
                            ("adapt", "Adapt"),
                            ("skip", "Skip"),
                            ("remind", "Remind"),
                        ]
                    ),
                ),
                ("network", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("chosen_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("remind_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "story"], name="choice_of_story"),
                    models.Index(
                        fields=["organisation", "member", "chosen_at"], name="choice_of_member"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("kind", "remind"),
                            ("reminded_at__isnull", True),
                            ("undone_at__isnull", True),
                        ),
                        fields=["organisation", "remind_at"],
                        name="choice_to_remind_of",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="choice_token_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("organisation", "member", "story"),
                        name="one_living_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["copy", "adapt", "skip", "remind"])),
                        name="choice_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            models.Q(
                                ("kind", "skip"),
                                ("reason__in", ["subject", "voice", "time", "enough", "private"]),
                            ),
                            _connector="OR",
                        ),
                        name="choice_reason_of_a_skip",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "remind"), ("remind_at__isnull", False)),
                            models.Q(
                                models.Q(("kind", "remind"), _negated=True),
                                ("remind_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="choice_moment_of_a_reminder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Click",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clicked_at", models.DateTimeField()),
                ("label", models.TextField()),
                ("reason", models.TextField()),
                ("counted", models.BooleanField()),
                ("spool_id", models.TextField()),
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
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clicks",
                        to="sharing.link",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "link", "clicked_at"], name="click_of_link"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "spool_id"), name="click_once"),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["human", "probable_bot", "bot"])),
                        name="click_label_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted", False), ("label", "human"), _connector="OR"),
                        name="click_counted_is_human",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("human", models.BigIntegerField(default=0)),
                ("counted", models.BigIntegerField(default=0)),
                ("probable_bot", models.BigIntegerField(default=0)),
                ("bot", models.BigIntegerField(default=0)),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="count",
                        to="sharing.link",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "link"), name="link_count_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("bot__gte", 0),
                            ("counted__gte", 0),
                            ("counted__lte", models.F("human")),
                            ("probable_bot__gte", 0),
                        ),
                        name="link_count_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("network", models.TextField()),
                ("text", models.TextField()),
                ("own_words", models.BooleanField(default=False)),
                ("wording", models.BigIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares",
                        to="sharing.link",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "story"], name="share_of_story"),
                    models.Index(
                        fields=["organisation", "member", "started_at"], name="share_of_member"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("confirmed_at__isnull", False), ("undone_at__isnull", True)
                        ),
                        fields=["organisation", "confirmed_at"],
                        name="share_confirmed",
                    ),
                    models.Index(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=["organisation", "network", "wording", "started_at"],
                        name="share_of_wording",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="share_token_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("organisation", "member", "story", "network"),
                        name="one_living_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            ("confirmed_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="share_confirmed_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("visited_at", models.DateTimeField()),
                ("visitor", models.BinaryField()),
                ("counted", models.BooleanField()),
                (
                    "click",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sharing.click",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sharing.link",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "visitor", "visited_at"], name="visit_by_visitor"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("counted", True)),
                        fields=("organisation", "day", "visitor", "link"),
                        name="visit_counted_once",
                    )
                ],
            },
        ),
        zetje.lib.tenancy.RowSecurity(
            "sharing_choice",
            "sharing_click",
            "sharing_link",
            "sharing_linkcount",
            "sharing_share",
            "sharing_sharerhash",
            "sharing_storycount",
            "sharing_visit",
            "sharing_wordingnumber",
        ),
        migrations.RunSQL(DOOR_ROLE, DOOR_ROLE_BACK),
        migrations.RunSQL(NOTICES, NOTICES_BACK),
    ]
