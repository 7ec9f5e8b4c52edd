"""The tables of stories and what they are made from, each organisation's apart."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import zetje.lib.tenancy
import zetje.lib.tokens


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("address", models.TextField()),
                ("name", models.TextField(blank=True, default="")),
                ("added_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("fault", models.TextField(blank=True, default="")),
                ("faults_in_a_row", models.PositiveIntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                ("etag", models.TextField(blank=True, default="")),
                ("last_modified", models.TextField(blank=True, default="")),
                (
                    "added_by",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="feed_token_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at__isnull", True)),
                        fields=("organisation", "address"),
                        name="feed_address_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address__regex", "^https?://[^\\s\\\\]+$")),
                        name="feed_address_is_web",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("content", models.BinaryField()),
                ("content_type", models.TextField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("digest", models.TextField()),
                ("added_at", models.DateTimeField()),
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
                        fields=("organisation", "token"), name="picture_token_once"
                    ),
                    models.UniqueConstraint(fields=("organisation", "digest"), name="picture_once"),
                    models.CheckConstraint(
                        condition=models.Q(("content_type__in", ["image/jpeg", "image/png"])),
                        name="picture_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height__gte", 1),
                            ("height__lte", 2000),
                            ("width__gte", 1),
                            ("width__lte", 2000),
                        ),
                        name="picture_size_bounded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
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
                            ("news", "News"),
                            ("vacancy", "Vacancy"),
                            ("event", "Event"),
                            ("success_story", "Success Story"),
                            ("expert_example", "Expert Example"),
                        ],
                        default="news",
                    ),
                ),
                ("title", models.TextField()),
                ("summary", models.TextField(blank=True, default="")),
                ("url", models.TextField(blank=True, default="")),
                ("language", models.TextField(default="nl")),
                ("picture_alt", models.TextField(blank=True, default="")),
                ("topic", models.TextField(blank=True, default="")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("corrected_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.picture",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "published_at"], name="story_by_publication"
                    ),
                    models.Index(fields=["organisation", "url"], name="story_by_address"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="story_token_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="story_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["news", "vacancy", "event", "success_story", "expert_example"],
                            )
                        ),
                        name="story_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__in", ["nl", "en"]),
                            ("languages__contained_by", ["nl", "en"]),
                        ),
                        name="story_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="story_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("picture__isnull", True),
                            models.Q(("picture_alt", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="story_picture_is_described",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""), ("url__regex", "^https?://[^\\s\\\\]+$"), _connector="OR"
                        ),
                        name="story_address_is_web",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", False),
                            models.Q(
                                ("corrected_at__isnull", True), ("withdrawn_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="story_live_before_corrected_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.TextField(default=zetje.lib.tokens.random_token)),
                ("guid", models.TextField()),
                ("address", models.TextField(blank=True, default="")),
                ("title", models.TextField()),
                ("summary", models.TextField(blank=True, default="")),
                ("picture_address", models.TextField(blank=True, default="")),
                ("picture_alt", models.TextField(blank=True, default="")),
                ("language", models.TextField(blank=True, default="")),
                ("published_at", models.DateTimeField(null=True)),
                ("found_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("passed_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.member",
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="content.feed",
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
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("passed_at__isnull", True), ("taken_at__isnull", True)),
                        fields=["organisation", "-id"],
                        name="feed_inbox",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "token"), name="feed_item_token_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "feed", "guid"), name="feed_item_guid_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("organisation", "address"),
                        name="feed_item_address_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_at__isnull", True), ("passed_at__isnull", True), _connector="OR"
                        ),
                        name="feed_item_taken_or_passed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="feed_item_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("drafted", "Drafted"),
                            ("edited", "Edited"),
                            ("published", "Published"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True, default="")),
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
                        related_name="events",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "story", "id"), name="event_of_story"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["drafted", "edited", "published", "corrected", "withdrawn"],
                            )
                        ),
                        name="story_event_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryTeam",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        related_name="audience",
                        to="content.story",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "story", "team"), name="story_team_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.TextField(blank=True, default="")),
                ("language", models.TextField()),
                (
                    "tone",
                    models.TextField(
                        choices=[("plain", "Plain"), ("warm", "Warm")], default="plain"
                    ),
                ),
                ("text", models.TextField()),
                ("is_drafted", models.BooleanField(default=False)),
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
                        related_name="variants",
                        to="content.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "story", "network", "language", "tone"),
                        name="variant_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="variant_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__in", ["nl", "en"]), ("tone__in", ["plain", "warm"])
                        ),
                        name="variant_language_and_tone_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="story",
            name="teams",
            field=models.ManyToManyField(
                related_name="+", through="content.StoryTeam", to="people.team"
            ),
        ),
        zetje.lib.tenancy.RowSecurity(
            "content_feed",
            "content_feeditem",
            "content_picture",
            "content_story",
            "content_storyevent",
            "content_storyteam",
            "content_variant",
        ),
    ]
